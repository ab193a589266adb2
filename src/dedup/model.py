"""The values that pass between stages: frozen, ordered, free of behaviour that belongs to a stage.

Offsets are half-open ranges of Unicode code points into ``Document.text``. Ratios are 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

SkipReason = Literal[
    "unreadable", "empty", "encrypted", "image-only", "oversized", "unsupported", "binary", "malformed"
]
SKIP_REASONS: tuple[SkipReason, ...] = (
    "unreadable",
    "empty",
    "encrypted",
    "image-only",
    "oversized",
    "unsupported",
    "binary",
    "malformed",
)

MatchKind = Literal["verbatim", "edited", "rewritten"]
Context = Literal[
    "uncited",
    "missing-quotation-marks",
    "missing-citation",
    "cited-and-quoted",
    "bibliography",
    "own-work",
    "boilerplate",
    "common",
]
DISCOUNTED: frozenset[Context] = frozenset({"cited-and-quoted", "bibliography", "own-work", "boilerplate", "common"})
"""Contexts that do not count as borrowing; all others do."""
DismissalReason = Literal["template", "quoted", "permitted", "common", "other"]
"""Why a person set a match aside."""
DirectionSource = Literal["left", "right", "common", "undetermined"]
ZoneKind = Literal["quotation", "bibliography", "common"]
Ordering = Literal["date", "lineage", "none"]


NO_TEXT: Final = "no-text"
"""Code of the notice on a document of an archive without texts."""
WITHHELD: Final = "▒"
"""What stands for each character of a text that is not there."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points; ``0 <= start <= end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs from 0 <= start to end >= start, not {self.start} to {self.end}")

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether every code point of ``other`` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Number of code points in both spans."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def merge(self, other: Span) -> Span:
        """The smallest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def of(self, text: str) -> str:
        """The characters of ``text`` in this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the results should know about a document or the scan.

    ``code`` is a stable kebab-case name, ``message`` a sentence, ``count`` how often it was seen,
    ``span`` the first place in the text, where there is one.
    """

    code: str
    message: str
    count: int = 1
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document that is not simply its author's own words, with the reason a reader can check.

    ``cited``: a source is named at it. ``excused`` is false where the stretch is recognised but does not excuse what
    stands in it (a quotation that is never closed, or too long).
    """

    kind: ZoneKind
    span: Span
    reason: str
    cited: bool = False
    excused: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read: ``id`` is its rank (from 0) in the order of ``path``.

    ``path`` is POSIX style, relative to the scanned root. ``date`` is ISO 8601 cut to what is known
    (``2024``, ``2024-05``, ``2024-05-14``). ``digest`` is the SHA-256 of the file's bytes in hex.
    ``headings`` are the places of headings inside ``text``; ``pages`` the start offset of each page (PDF).
    ``group`` names what a manifest says the document belongs to (versions of one work, one author's texts).
    ``zones`` are found by judgement, in order of place. ``first_line`` is the line of the file, from 1, at which
    ``text`` begins, after any front matter; results do not keep it.
    """

    id: int
    path: str
    title: str | None
    format: str
    encoding: str | None
    date: str | None
    author: str | None
    digest: str
    text: str
    notices: tuple[Notice, ...] = ()
    headings: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    group: str | None = None
    zones: tuple[Zone, ...] = ()
    first_line: int = 1

    @property
    def characters(self) -> int:
        """Number of code points of the extracted text."""
        return len(self.text)

    @property
    def withheld(self) -> bool:
        """Whether the text is not there: the document is of an archive without texts, its ``text`` so many marks."""
        return any(notice.code == NO_TEXT for notice in self.notices)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was found and not read."""

    path: str
    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """A place in a document."""

    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a direction; ``log_odds`` (natural logarithm) is positive where it speaks for ``left``."""

    kind: str
    detail: str
    log_odds: float = 0.0


@dataclass(frozen=True, slots=True)
class Direction:
    """Which side is the source, with a probability in 0 to 1 (0.5 where undetermined) and the reasons."""

    source: DirectionSource = "undetermined"
    probability: float = 0.5
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """The context in which one side of a match uses the passage, and why in a sentence."""

    context: Context = "uncited"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """What a person said when they set a match aside: it is shown, and does not count in a policy."""

    reason: DismissalReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A reused passage: two places whose texts are alike beyond chance.

    ``similarity`` is the normalised indel similarity of the folded texts, 0 to 1. ``bits`` is the surprise of the
    shared characters under the background model less the cost of edits and of the search. ``carriers`` is the
    number of documents of the corpus that hold (nearly all of) the passage. ``left_label`` and ``right_label`` say how
    each side uses the passage; ``context`` and ``reason`` are those of the side that borrowed, as far as that is known.
    ``left`` stands before ``right``; where both are one document it is internal repetition. ``id`` is a place in the
    result; ``key`` (64 hex digits, ``dedup.dismissals.keys``) follows from the folded text of both sides alone.
    """

    id: int
    left: Side
    right: Side
    kind: MatchKind
    similarity: float
    bits: float
    carriers: int = 2
    context: Context = "uncited"
    reason: str = ""
    direction: Direction = Direction()
    left_label: Label = Label()
    right_label: Label = Label()
    key: str = ""
    dismissal: Dismissal | None = None

    @property
    def internal(self) -> bool:
        """Whether both sides lie in one document."""
        return self.left.document == self.right.document


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents with at least one counted match, ``left < right``.

    ``containment_of_left`` is the share (0 to 1) of left's characters covered by the pair's counted matches.
    """

    left: int
    right: int
    matches: tuple[int, ...]
    characters_of_left: int
    characters_of_right: int
    containment_of_left: float
    containment_of_right: float
    direction: Direction = Direction()


@dataclass(frozen=True, slots=True)
class Descent:
    """Where one document of a cluster has its shared text from.

    ``source`` is a document of the cluster, or ``None`` where the text comes from none of them: an original, or a copy
    of a text that is not in the corpus. ``support`` (0 to 1) is the share of bootstrap replicas in which this holds.
    ``characters`` of the document's text passed along; with no source, those that no other descent explains. The first
    descent of a document is its main one; further ones are for passages that the main source does not have.
    """

    document: int
    source: int | None
    support: float
    characters: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A community of documents that borrow from each other, in order of ``id``.

    ``lineage`` has at least one descent for each document, in order of document, its main one first.
    """

    id: int
    documents: tuple[int, ...]
    lineage: tuple[Descent, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """One passage and all the places that carry it, in order of document and place.

    ``order`` are indices into ``occurrences``, the earliest first; ``ordered_by`` says what that order rests on:
    ``date`` where at least two dates tell, else ``lineage``, else ``none`` (the order of the documents).
    """

    id: int
    occurrences: tuple[Side, ...]
    matches: tuple[int, ...]
    order: tuple[int, ...] = ()
    ordered_by: Ordering = "none"


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Characters of one document found in others, and how many fall at each step, each at the first that applies.

    ``total`` = ``cited`` (quoted and cited) + ``bibliography`` + ``own_work`` + ``common`` (boilerplate too) +
    ``remaining``. What each step takes is defined in docs/metrics.md.
    """

    total: int = 0
    cited: int = 0
    bibliography: int = 0
    own_work: int = 0
    common: int = 0

    @property
    def remaining(self) -> int:
        """Characters that count as borrowing."""
        return self.total - self.cited - self.bibliography - self.own_work - self.common


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of a text's characters, and what share (0 to 1) they are of the text or of a part of it."""

    characters: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What editors ask of a report; defined, with the Chinese names, in docs/metrics.md.

    All are of the total reuse, before any step of the waterfall, but ``lent``: of what remains, the characters only in
    matches whose direction says that this document is the source. Shares are of the whole text, but those of
    ``first_fifth`` and ``rest`` are of that part of it. ``largest_document`` is the one that ``single_source`` is
    shared with, ``None`` where there is none.
    """

    total: Portion = Portion()
    without_cited: Portion = Portion()
    without_own_work: Portion = Portion()
    single_source: Portion = Portion()
    largest_document: int | None = None
    three_sources: Portion = Portion()
    first_fifth: Portion = Portion()
    rest: Portion = Portion()
    runs_of_13: Portion = Portion()
    runs_of_50: Portion = Portion()
    lent: Portion = Portion()


FIGURES: tuple[str, ...] = (
    "without_cited",
    "without_own_work",
    "single_source",
    "three_sources",
    "first_fifth",
    "rest",
    "runs_of_13",
    "runs_of_50",
    "lent",
)
"""The portions of ``Figures`` after the total, in the order in which tables and pages list them."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What of one document is found elsewhere, in characters of its text and as shares (0 to 1).

    ``characters`` and ``share`` count what remains of the ``waterfall``: borrowing from other documents;
    ``discounted`` counts the other characters found there; ``internal`` those repeated inside the document.
    ``sources`` and ``matches`` count those of matches that count as borrowing. ``largest_source`` is the document that
    covers most of what remains, ``None`` where there is none.
    """

    document: int
    characters: int = 0
    share: float = 0.0
    discounted: int = 0
    internal: int = 0
    sources: int = 0
    matches: int = 0
    largest_source: int | None = None
    largest_source_characters: int = 0
    largest_source_share: float = 0.0
    waterfall: Waterfall = Waterfall()
    figures: Figures = Figures()


@dataclass(frozen=True, slots=True)
class Tool:
    """Which program wrote the results."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was scanned. ``digest`` is the SHA-256 over the documents' paths and digests, in hex.

    ``archive``: of a check, how many documents it was against and the sum of the first 64 bits of their digests, in
    hex; the same for the same texts, whatever they are called.
    """

    roots: tuple[str, ...]
    documents: int
    characters: int
    digest: str
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Significance:
    """What a match had to be worth, ``limit_bits``, and how many false matches chance should bring at that limit.

    ``pairs``: pairs of documents in the scan; ``sampled``: those drawn at random that the expectation was fitted to.
    """

    limit_bits: float
    expected_false_matches: float
    pairs: int
    sampled: int


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a scan found; what the report and the gate know.

    ``documents[i].id == i``, ``matches[i].id == i``, ``reuse[i].document == i``; pairs in order of (left, right).
    ``settings`` is the plain nested mapping of the settings that shape results (not of worker counts).
    """

    tool: Tool
    settings: dict[str, dict[str, object]]
    corpus: Corpus
    significance: Significance
    documents: tuple[Document, ...]
    reuse: tuple[Reuse, ...]
    skipped: tuple[Skipped, ...]
    notices: tuple[Notice, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]
    families: tuple[Family, ...]
