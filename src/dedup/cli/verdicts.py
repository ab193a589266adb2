"""A verdict in a screenful: the rules that fired and the worst passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dedup.cli.words import count, percent, printable, shorten
from dedup.formats.findings import Lines, excerpt, lines_of, place_in_words, sides
from dedup.model import Match
from dedup.verdict import DraftVerdict, Verdict

_SHOWN: Final = 5
_COLUMNS: Final = 72
_INDENT: Final = "  "


def verdict_in_words(verdict: Verdict, report: Path | None = None) -> str:
    """The verdict as text for a terminal."""
    lines = [line for draft in verdict.drafts for line in (*_draft(verdict, draft), "")]
    lines += [f"not read: {printable(each.path)}: {printable(each.detail)}" for each in verdict.result.skipped]
    if report:
        lines.append(f"Report: {printable(str(report / 'index.html'))}")
    return "\n".join([*lines, f"Verdict: {verdict.outcome} ({count(len(verdict.drafts), 'draft')})"]) + "\n"


def _draft(verdict: Verdict, draft: DraftVerdict) -> Iterator[str]:
    documents = verdict.result.documents
    name = printable(documents[draft.document].path)
    yield f"{draft.outcome}: {name}, {percent(draft.share)} reused{_source(verdict, draft)}"
    for firing in draft.firings:
        yield f"{_INDENT}{firing.outcome}: {firing.rule}: {printable(firing.message)}"
    lines = lines_of(documents[draft.document])
    for match in draft.worst[:_SHOWN]:
        yield from _passage(verdict, draft, match, lines)
    more = len(draft.worst) - _SHOWN
    if more > 0:
        yield f"{_INDENT}and {count(more, 'more passage')}"


def _source(verdict: Verdict, draft: DraftVerdict) -> str:
    if draft.source is None:
        return ""
    return f", {percent(draft.source_share)} from {printable(verdict.result.documents[draft.source].path)}"


def _passage(verdict: Verdict, draft: DraftVerdict, match: Match, lines: Lines | None) -> Iterator[str]:
    documents = verdict.result.documents
    own, other = sides(draft.document, match)
    where = f"{place_in_words(documents[own.document], own.span, lines)}, {count(own.span.length, 'character')}"
    yield f"{_INDENT}- {where}: {match.kind}, {percent(match.similarity)} alike, {match.context}"
    yield f"{_INDENT * 3}{shorten(printable(excerpt(documents[own.document], own.span)), _COLUMNS)}"
    name = printable(documents[other.document].path)
    yield f"{_INDENT * 3}in {name}, characters {other.span.start:,} to {other.span.end:,}"
