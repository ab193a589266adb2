"""A verdict as Markdown, for a comment on a change or a message to an author."""

from __future__ import annotations

import re
from typing import Final

from dedup.formats.findings import excerpt, lines_of, place_in_words, sides
from dedup.verdict import DraftVerdict, Verdict

_SHOWN: Final = 10
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~@&$^:])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def to_markdown(verdict: Verdict) -> str:
    """A heading with the verdict, then each draft with its rules and worst passages."""
    blocks = [f"## dedup: {verdict.outcome}"]
    for draft in verdict.drafts:
        blocks += _draft(verdict, draft)
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
    return [*blocks, f"and {more:,} more passages"] if more > 0 else blocks


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
