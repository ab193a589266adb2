"""What a verdict says, one thing at a place at a time, as all formats tell it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from dedup.changes import Changes, State
from dedup.model import Dismissal, Document, Match, Side, Span
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
    """One thing to tell: ``rule`` of ``RULES``, where in the draft, and where in the text it is shared with.

    ``state``: what it is against an earlier result, where there is one.
    """

    rule: str
    level: Level
    message: str
    document: int
    span: Span | None = None
    other: Side | None = None
    match: Match | None = None
    state: State | None = None


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
        yield _fired(verdict, draft, firing)
    for match in draft.worst[:MOST_PASSAGES]:
        yield passage(verdict, draft, match)


def dismissed_findings(verdict: Verdict, draft: DraftVerdict) -> Iterator[Finding]:
    """The passages of a draft that a person set aside."""
    for match in draft.dismissed[:MOST_PASSAGES]:
        yield passage(verdict, draft, match)


def passage(verdict: Verdict, draft: DraftVerdict, match: Match) -> Finding:
    """What to tell of one match of a draft."""
    own, other = sides(draft.document, match)
    document = verdict.result.documents[other.document]
    message = (
        f"{own.span.length} characters also stand in {document.path} ({match.context}, {match.similarity:.0%} alike)"
    )
    state = verdict.changes.states.get(match.id) if verdict.changes else None
    return Finding("passage", "note", message, draft.document, own.span, other, match, state)


def sides(document: int, match: Match) -> tuple[Side, Side]:
    """The side of a match in this document, and the other."""
    return (match.left, match.right) if match.left.document == document else (match.right, match.left)


def _fired(verdict: Verdict, draft: DraftVerdict, firing: Firing) -> Finding:
    level: Level = "fail" if firing.outcome == "fail" else "review"
    state = _state(verdict.changes, draft.document) if verdict.changes else None
    return Finding(firing.rule, level, firing.message, draft.document, firing.span, state=state)


def _state(changes: Changes, draft: int) -> State:
    """What a rule about a draft is: earlier results hold no rules, so it is what the passages of the draft are."""
    if draft not in changes.known:
        return "new"
    return "changed" if changes.of(draft) else "unchanged"


def dismissed_words(draft: DraftVerdict) -> str:
    """How much of a draft was set aside; empty where nothing was."""
    number = len(draft.dismissed)
    if not number:
        return ""
    what = "1 passage" if number == 1 else f"{number:,} passages"
    return f"{what} dismissed, {draft.dismissed_characters:,} characters"


def why(dismissal: Dismissal) -> str:
    """Why a match was set aside."""
    return f"{dismissal.reason}: {dismissal.note}" if dismissal.note else dismissal.reason


def stale(verdict: Verdict) -> list[str]:
    """What is to be said of dismissals that match nothing any more."""
    return [notice.message for notice in verdict.result.notices if notice.code == "stale-dismissals"]


def excerpt(document: Document, span: Span) -> str:
    """The beginning of a passage on one line."""
    text = document.text[span.start : min(span.end, span.start + EXCERPT_CHARACTERS)]
    return " ".join(text.split()) + ("…" if span.length > EXCERPT_CHARACTERS else "")
