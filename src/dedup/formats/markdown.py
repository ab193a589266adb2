"""A verdict as Markdown, for a comment on a change or a message to an author."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dedup.changes import Changes
from dedup.expressions import expression
from dedup.formats.changes import counts_in_words, in_words
from dedup.formats.findings import excerpt, sides
from dedup.formats.lines import lines_of, place_in_words
from dedup.formats.set_aside import dismissed_words, stale, why
from dedup.model import Match
from dedup.verdict import DraftVerdict, Verdict

_SHOWN: Final = 10
_SPECIAL = expression(r"([\\`*_{}\[\]<>()#+\-.!|~@&$^:])")
_CONTROL = expression(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def to_markdown(verdict: Verdict) -> str:
    """A heading with the verdict, then each draft with its rules and worst passages."""
    blocks = [f"## dedup: {verdict.outcome}"]
    for draft in verdict.drafts:
        blocks += _draft(verdict, draft)
    blocks += [f"{_plain(message)}" for message in stale(verdict)]
    if verdict.result.skipped:
        blocks.append(
            "\n".join(f"- not read: {_plain(each.path)}: {_plain(each.detail)}" for each in verdict.result.skipped)
        )
    return "\n\n".join(blocks) + "\n"


def _draft(verdict: Verdict, draft: DraftVerdict) -> list[str]:
    document = verdict.result.documents[draft.document]
    blocks = [f"### {_plain(document.path)}: {draft.outcome}", f"{draft.share:.1%} of the text is reused."]
    if draft.firings:
        blocks.append("\n".join(f"- **{each.outcome}** {each.rule}: {_plain(each.message)}" for each in draft.firings))
    if draft.worst:
        blocks.append("\n".join(_table(verdict, draft)))
    more = len(draft.worst) - _SHOWN
    blocks += [f"and {more:,} more passages"] if more > 0 else []
    if draft.dismissed:
        blocks += [
            f"{dismissed_words(draft)}:",
            _listed([_dismissed(verdict, draft, each) for each in draft.dismissed]),
        ]
    if verdict.changes:
        blocks += _changed(verdict, verdict.changes, draft)
    return blocks


def _dismissed(verdict: Verdict, draft: DraftVerdict, match: Match) -> str:
    own, other = sides(draft.document, match)
    documents = verdict.result.documents
    text, path = excerpt(documents[own.document], own.span), documents[other.document].path
    reason = why(match.dismissal) if match.dismissal else ""
    return f"~~{_plain(text)}~~ in {_plain(path)} ({_plain(reason)})"


def _changed(verdict: Verdict, changes: Changes, draft: DraftVerdict) -> list[str]:
    found = [_plain(in_words(each, verdict.result, changes.earlier)) for each in changes.of(draft.document)]
    said = f"Since the earlier result: {_plain(counts_in_words(changes, draft))}"
    return [said, _listed(found)] if found else [said]


def _listed(items: Sequence[str]) -> str:
    more = [f"and {len(items) - _SHOWN:,} more"] if len(items) > _SHOWN else []
    return "\n".join(f"- {item}" for item in (*items[:_SHOWN], *more))


def _table(verdict: Verdict, draft: DraftVerdict) -> list[str]:
    documents = verdict.result.documents
    lines = lines_of(documents[draft.document])
    rows = ["| place | passage | also in | context | alike |", "|---|---|---|---|---:|"]
    for match in draft.worst[:_SHOWN]:
        own, other = sides(draft.document, match)
        text = _plain(excerpt(documents[own.document], own.span))
        source = _plain(documents[other.document].path)
        place = place_in_words(documents[own.document], own.span, lines)
        rows.append(f"| {place} | {text} | {source} | {match.context} | {match.similarity:.0%} |")
    return rows


def _plain(text: str) -> str:
    """Text of others, so that it stays text: no links, no mentions, no markup, nothing invisible."""
    clean = _CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode("utf-8"))
    return _SPECIAL.sub(r"\\\1", clean)
