"""A verdict in a screenful: the rules that fired and the worst passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dedup.changes import Changes
from dedup.cli.words import count, percent, printable, shorten
from dedup.dismissals import shown
from dedup.formats.changes import counts_in_words, in_words
from dedup.formats.findings import excerpt, sides
from dedup.formats.lines import Lines, lines_of, place_in_words
from dedup.formats.set_aside import dismissed_words, stale, why
from dedup.model import Match
from dedup.verdict import DraftVerdict, Verdict

_SHOWN: Final = 5
_CHANGES_SHOWN: Final = 10
_COLUMNS: Final = 72
_INDENT: Final = "  "


def verdict_in_words(verdict: Verdict, report: Path | None = None) -> str:
    """The verdict as text for a terminal."""
    lines = [line for draft in verdict.drafts for line in (*_draft(verdict, draft), "")]
    lines += [printable(message) for message in stale(verdict)]
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
    yield from _dismissed(verdict, draft, lines)
    if verdict.changes:
        yield from _changed(verdict, verdict.changes, draft, lines)


def _dismissed(verdict: Verdict, draft: DraftVerdict, lines: Lines | None) -> Iterator[str]:
    if draft.dismissed:
        yield f"{_INDENT}{dismissed_words(draft)}"
    for match in draft.dismissed[:_SHOWN]:
        yield from _passage(verdict, draft, match, lines)
    if len(draft.dismissed) > _SHOWN:
        yield f"{_INDENT}and {len(draft.dismissed) - _SHOWN:,} more dismissed"


def _changed(verdict: Verdict, changes: Changes, draft: DraftVerdict, lines: Lines | None) -> Iterator[str]:
    yield f"{_INDENT}since the earlier result: {counts_in_words(changes, draft)}"
    found, document = changes.of(draft.document), verdict.result.documents[draft.document]
    for change in found[:_CHANGES_SHOWN]:
        at = sides(draft.document, change.match)[0].span if change.match else None
        where = f"{place_in_words(document, at, lines)}, " if at else ""
        name = f", {shown(change.match.key)}" if change.match else ""
        yield f"{_INDENT}- {where}{printable(in_words(change, verdict.result, changes.earlier))}{name}"
    if len(found) > _CHANGES_SHOWN:
        yield f"{_INDENT}and {count(len(found) - _CHANGES_SHOWN, 'more change')}"


def _source(verdict: Verdict, draft: DraftVerdict) -> str:
    if draft.source is None:
        return ""
    return f", {percent(draft.source_share)} from {printable(verdict.result.documents[draft.source].path)}"


def _passage(verdict: Verdict, draft: DraftVerdict, match: Match, lines: Lines | None) -> Iterator[str]:
    documents = verdict.result.documents
    own, other = sides(draft.document, match)
    where = f"{place_in_words(documents[own.document], own.span, lines)}, {count(own.span.length, 'character')}"
    said = f"dismissed ({printable(why(match.dismissal))}), " if match.dismissal else ""
    how = f"{match.kind}, {percent(match.similarity)} alike, {match.context}"
    yield f"{_INDENT}- {where}: {said}{how}, {shown(match.key)}"
    yield f"{_INDENT * 3}{shorten(printable(excerpt(documents[own.document], own.span)), _COLUMNS)}"
    name = printable(documents[other.document].path)
    yield f"{_INDENT * 3}in {name}, characters {other.span.start:,} to {other.span.end:,}"
