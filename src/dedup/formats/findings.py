"""What a verdict says, one thing at a place at a time, as all formats tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dedup.changes import State
from dedup.formats.lines import has_lines, place_in_words
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


def findings(verdict: Verdict, draft: DraftVerdict) -> Iterator[Finding]:
    """The rules that fired on a draft, then the worst passages, and how many more there are."""
    for firing in draft.firings:
        yield _fired(verdict, draft, firing)
    for match in draft.worst[:MOST_PASSAGES]:
        yield passage(verdict, draft, match)
    more = len(draft.worst) - MOST_PASSAGES
    if more > 0:
        message = f"{more:,} more passages also stand in other texts"
        yield Finding("passage", "note", message, draft.document, state=_state(verdict, draft))


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
        f"{_where(verdict.result.documents[draft.document], own.span)}"
    )
    state = verdict.changes.states.get(match.id) if verdict.changes else None
    return Finding("passage", "note", message, draft.document, own.span, other, match, state)


def sides(document: int, match: Match) -> tuple[Side, Side]:
    """The side of a match in this document, and the other."""
    return (match.left, match.right) if match.left.document == document else (match.right, match.left)


def _fired(verdict: Verdict, draft: DraftVerdict, firing: Firing) -> Finding:
    document = verdict.result.documents[draft.document]
    level: Level = "fail" if firing.outcome == "fail" else "review"
    where = _where(document, firing.span) if firing.span else ""
    state = _state(verdict, draft)
    return Finding(firing.rule, level, firing.message + where, document.id, firing.span, state=state)


def _state(verdict: Verdict, draft: DraftVerdict) -> State | None:
    """What is said of a draft against an earlier result: that holds no rules, so it is what the passages are."""
    changes = verdict.changes
    if not changes:
        return None
    if draft.document not in changes.known:
        return "new"
    return "changed" if changes.of(draft.document) else "unchanged"


def _where(document: Document, span: Span) -> str:
    """The place for a message that no line can stand beside."""
    return "" if has_lines(document) else f", from {place_in_words(document, span, None)}"


def excerpt(document: Document, span: Span) -> str:
    """The beginning of a passage on one line; nothing where the text is not there."""
    if document.withheld:
        return ""
    text = document.text[span.start : min(span.end, span.start + EXCERPT_CHARACTERS)]
    return " ".join(text.split()) + ("…" if span.length > EXCERPT_CHARACTERS else "")
