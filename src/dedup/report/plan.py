"""Which pages a report has and what they link to, decided before any is written.

The report leaves nothing out in silence: what the limits of ``ReportSettings`` keep from the pages is counted here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dedup.model import Family, Match, Pair, Result
from dedup.settings import ReportSettings

PairKey = tuple[int, int]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The pages to write, in order, and the matches that the limits keep off them.

    ``pairs`` holds every two documents with a match, one document twice for internal repetition.
    """

    documents: tuple[int, ...]
    pairs: tuple[PairKey, ...]
    documents_left_out: int
    pairs_left_out: int
    matches_by_document: Mapping[int, tuple[Match, ...]]
    matches_by_pair: Mapping[PairKey, tuple[Match, ...]]
    pair_by_key: Mapping[PairKey, Pair]
    document_pages: frozenset[int]
    pair_pages: frozenset[PairKey]
    unlisted_on_documents: frozenset[tuple[int, int]]
    unlisted_on_pairs: frozenset[int]
    families: tuple[int, ...] = ()
    families_left_out: int = 0
    family_by_match: Mapping[int, int] = field(default_factory=dict)

    def family_href(self, family: int) -> str | None:
        """Address of a passage family's page; ``None`` where it has none."""
        return f"families/{family:04d}.html" if family in self.families else None

    def family_of(self, match: Match) -> str | None:
        """Address of the page of the family that a match belongs to; ``None`` where it has none."""
        family = self.family_by_match.get(match.id)
        return None if family is None else f"families/{family:04d}.html"

    def document_href(self, document: int) -> str | None:
        """Address of a document's page from the report's folder; ``None`` where it has none."""
        return f"documents/{document:04d}.html" if document in self.document_pages else None

    def pair_href(self, left: int, right: int) -> str | None:
        """Address of the page of two documents, in either order; ``None`` where it has none."""
        key = (min(left, right), max(left, right))
        return f"pairs/{key[0]:04d}-{key[1]:04d}.html" if key in self.pair_pages else None

    def match_href(self, match: Match) -> str | None:
        """Address of a match side by side."""
        page = self.pair_href(match.left.document, match.right.document)
        return page if page is None or match.id in self.unlisted_on_pairs else f"{page}#m{match.id}"

    def place_href(self, match: Match, document: int, *, second: bool = False) -> str | None:
        """Address of a match in the full text of a document; ``second`` for the later place inside one document."""
        page = self.document_href(document)
        if page is None or (document, match.id) in self.unlisted_on_documents:
            return page
        return f"{page}#m{match.id}{'r' if second else ''}"


def plan_pages(result: Result, settings: ReportSettings) -> PagePlan:
    """Choose pages: documents with most reuse first, pairs that share most first, up to the limits."""
    by_document, by_pair = _grouped(result.matches)
    pair_by_key = {(pair.left, pair.right): pair for pair in result.pairs}
    documents = sorted(by_document, key=lambda document: document_order(result, document))
    pairs = sorted(by_pair, key=lambda key: pair_order(key, pair_by_key, by_pair[key]))
    document_pages = documents[: settings.max_document_pages]
    pair_pages = pairs[: settings.max_pair_pages]
    limit = settings.max_matches_a_page
    wide = wide_families(result)
    families = wide[: settings.max_families]
    return PagePlan(
        documents=tuple(sorted(document_pages)),
        pairs=tuple(sorted(pair_pages)),
        documents_left_out=len(documents) - len(document_pages),
        pairs_left_out=len(pairs) - len(pair_pages),
        matches_by_document=by_document,
        matches_by_pair=by_pair,
        pair_by_key=pair_by_key,
        document_pages=frozenset(document_pages),
        pair_pages=frozenset(pair_pages),
        unlisted_on_documents=frozenset(
            (document, match.id) for document, matches in by_document.items() for match in _unlisted(matches, limit)
        ),
        unlisted_on_pairs=frozenset(match.id for matches in by_pair.values() for match in _unlisted(matches, limit)),
        families=tuple(sorted(family.id for family in families)),
        families_left_out=len(wide) - len(families),
        family_by_match={match: family.id for family in families for match in family.matches},
    )


def wide_families(result: Result) -> list[Family]:
    """Families of three places and more; what fills most characters in most places first."""
    wide = [family for family in result.families if len(family.occurrences) >= 3]
    return sorted(wide, key=lambda family: (-sum(side.span.length for side in family.occurrences), family.id))


def _grouped(matches: Iterable[Match]) -> tuple[dict[int, tuple[Match, ...]], dict[PairKey, tuple[Match, ...]]]:
    by_document: defaultdict[int, list[Match]] = defaultdict(list)
    by_pair: defaultdict[PairKey, list[Match]] = defaultdict(list)
    for match in matches:
        left, right = match.left.document, match.right.document
        by_pair[left, right].append(match)
        by_document[left].append(match)
        if right != left:
            by_document[right].append(match)
    return _frozen(by_document), _frozen(by_pair)


def _frozen(lists: Mapping[Key, list[Match]]) -> dict[Key, tuple[Match, ...]]:
    return {key: tuple(items) for key, items in lists.items()}


def document_order(result: Result, document: int) -> tuple[int, int, int]:
    """Where a document comes among those that ask for a page: most reuse first."""
    reuse = result.reuse[document]
    return -reuse.characters, -(reuse.discounted + reuse.internal), document


def pair_order(key: PairKey, pairs: Mapping[PairKey, Pair], matches: Sequence[Match]) -> tuple[float, int, PairKey]:
    """Where two documents come among those that ask for a page: those that share most first."""
    pair = pairs.get(key)
    share = 0.0 if pair is None else max(pair.containment_of_left, pair.containment_of_right)
    return -share, -sum(match.left.span.length for match in matches), key


def _unlisted(matches: Sequence[Match], limit: int) -> Sequence[Match]:
    """All but the ``limit`` matches of most bits."""
    if len(matches) <= limit:
        return ()
    return sorted(matches, key=lambda match: (-match.bits, match.id))[limit:]
