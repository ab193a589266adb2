"""What a verdict says, one thing at a place at a time, as all formats tell it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from dedup.model import Document, Match, Side, Span
from dedup.verdict import DraftVerdict, Firing, Verdict

Level = Literal["note", "review", "fail"]

RULES: Final = {
    "reuse": "Share of the draft that is reused, after the exclusions",
    "source": "Share of the draft that is shared with one source",
    "run": "Longest run without acknowledgement",
    "hidden-characters": "Invisible characters inside words",
    "look-alike-letters": "Letters of another script inside Latin words",
    "repeated-mark": "A mark repeated inside sentences",
    "passage": "A passage that stands in another text",
}
"""All rules and what they look at; ``passage`` only says where."""

MOST_PASSAGES: Final = 20
EXCERPT_CHARACTERS: Final = 80


@dataclass(frozen=True, slots=True)
class Region:
    """A span as lines and columns (code points), all from 1; the end column is the one after the last character."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell: ``rule`` of ``RULES``, where in the draft, and where in the text it is shared with."""

    rule: str
    level: Level
    message: str
    document: int
    span: Span | None = None
    other: Side | None = None
    match: Match | None = None


class Lines:
    """Places of a text by line; a line ends at a line feed, as editors count."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def region(self, span: Span) -> Region:
        """Where a span of the text begins and ends."""
        return Region(*self._place(span.start), *self._place(span.end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1


def findings(verdict: Verdict, draft: DraftVerdict) -> Iterator[Finding]:
    """The rules that fired on a draft, then the worst passages."""
    for firing in draft.firings:
        yield _fired(draft, firing)
    for match in draft.worst[:MOST_PASSAGES]:
        yield passage(verdict, draft, match)


def passage(verdict: Verdict, draft: DraftVerdict, match: Match) -> Finding:
    """What to tell of one match of a draft."""
    own, other = sides(draft.document, match)
    document = verdict.result.documents[other.document]
    message = (
        f"{own.span.length} characters also stand in {document.path} ({match.context}, {match.similarity:.0%} alike)"
    )
    return Finding("passage", "note", message, draft.document, own.span, other, match)


def sides(document: int, match: Match) -> tuple[Side, Side]:
    """The side of a match in this document, and the other."""
    return (match.left, match.right) if match.left.document == document else (match.right, match.left)


def _fired(draft: DraftVerdict, firing: Firing) -> Finding:
    level: Level = "fail" if firing.outcome == "fail" else "review"
    return Finding(firing.rule, level, firing.message, draft.document, firing.span)


def excerpt(document: Document, span: Span) -> str:
    """The beginning of a passage on one line; nothing where the text is not there."""
    if document.withheld:
        return ""
    text = document.text[span.start : min(span.end, span.start + EXCERPT_CHARACTERS)]
    return " ".join(text.split()) + ("…" if span.length > EXCERPT_CHARACTERS else "")
