"""A verdict as versioned JSON (schema ``dedup.check/1``): offsets are code points of the extracted text."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from dedup.changes import Change, Changes
from dedup.expressions import expression
from dedup.formats.changes import counted
from dedup.formats.findings import excerpt, sides
from dedup.model import Match, Result, Side, Span
from dedup.verdict import DraftVerdict, Firing, Verdict

SCHEMA: Final = "dedup.check/1"
_LONE_SURROGATE = expression("[\ud800-\udfff]")


def to_json(verdict: Verdict) -> str:
    """All drafts with the rules that fired and every passage, the worst first."""
    found = verdict.result.significance
    whole = {
        "schema": SCHEMA,
        "tool": asdict(verdict.result.tool),
        "verdict": verdict.outcome,
        "policy": asdict(verdict.policy),
        "significance": {"limit_bits": round(found.limit_bits, 6), "pairs": found.pairs, "sampled": found.sampled},
        "drafts": [_draft(verdict, draft) for draft in verdict.drafts],
        "changes": _changes(verdict, verdict.changes) if verdict.changes else None,
        "skipped": [asdict(skipped) for skipped in verdict.result.skipped],
        "notices": [notice.message for notice in verdict.result.notices],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _draft(verdict: Verdict, draft: DraftVerdict) -> dict[str, Any]:
    document = verdict.result.documents[draft.document]
    source = None if draft.source is None else verdict.result.documents[draft.source].path
    return {
        "path": document.path,
        "digest": document.digest,
        "verdict": draft.outcome,
        "characters": document.characters,
        "reused_characters": draft.characters,
        "share": round(draft.share, 6),
        "largest_source": source,
        "largest_source_share": round(draft.source_share, 6),
        "longest_run": draft.run,
        "rules": [_firing(verdict, firing) for firing in draft.firings],
        "passages": [_passage(verdict, draft, match) for match in draft.worst],
        "dismissed_characters": draft.dismissed_characters,
        "dismissed": [_passage(verdict, draft, match) for match in draft.dismissed],
    }


def _changes(verdict: Verdict, changes: Changes) -> dict[str, Any]:
    earlier = changes.earlier
    return {
        "tool": asdict(earlier.tool),
        "limit_bits": round(earlier.significance.limit_bits, 6),
        "only_new": changes.only_new,
        "drafts": [_changes_of(verdict, changes, draft) for draft in verdict.drafts],
    }


def _changes_of(verdict: Verdict, changes: Changes, draft: DraftVerdict) -> dict[str, Any]:
    return {
        "path": verdict.result.documents[draft.document].path,
        "checked_before": draft.document in changes.known,
        **counted(changes, draft),
        "matches": [_change(verdict.result, changes, change) for change in changes.of(draft.document)],
    }


def _change(now: Result, changes: Changes, change: Change) -> dict[str, Any]:
    own, before = change.match, change.before
    return {
        "status": change.status,
        "causes": list(change.causes),
        "reason": change.reason,
        "now": own and _described(now, change.document, own),
        "before": before and _described(changes.earlier, change.document_before or 0, before),
    }


def _firing(verdict: Verdict, firing: Firing) -> dict[str, Any]:
    source = None if firing.source is None else verdict.result.documents[firing.source].path
    return {
        "rule": firing.rule,
        "verdict": firing.outcome,
        "message": firing.message,
        "value": round(firing.value, 6),
        "limit": firing.limit,
        "span": _span(firing.span),
        "source": source,
    }


def _passage(verdict: Verdict, draft: DraftVerdict, match: Match) -> dict[str, Any]:
    state = verdict.changes.states.get(match.id) if verdict.changes else None
    return {**_described(verdict.result, draft.document, match), **({"state": state} if state else {})}


def _described(result: Result, document: int, match: Match) -> dict[str, Any]:
    own, other = sides(document, match)
    return {
        "key": match.key,
        "start": own.span.start,
        "end": own.span.end,
        "text": excerpt(result.documents[own.document], own.span),
        "source": _side(result, other),
        "kind": match.kind,
        "similarity": round(match.similarity, 6),
        "bits": round(match.bits, 6),
        "context": match.context,
        "reason": match.reason,
        "carriers": match.carriers,
        "dismissal": asdict(match.dismissal) if match.dismissal else None,
        "direction": {
            "source": _direction(match, document),
            "probability": round(match.direction.probability, 6),
        },
    }


def _direction(match: Match, document: int) -> str:
    """Who had the passage first: ``draft``, ``source``, ``common`` or ``undetermined``."""
    if match.direction.source not in ("left", "right"):
        return match.direction.source
    first = match.left if match.direction.source == "left" else match.right
    return "draft" if first.document == document else "source"


def _side(result: Result, side: Side) -> dict[str, Any]:
    document = result.documents[side.document]
    return {"path": document.path, "start": side.span.start, "end": side.span.end, "text": excerpt(document, side.span)}


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None
