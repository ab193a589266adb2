"""A verdict as versioned JSON (schema ``dedup.check/1``): offsets are code points of the extracted text."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any, Final

from dedup.formats.findings import excerpt, sides
from dedup.model import Match, Side, Span
from dedup.verdict import DraftVerdict, Firing, Verdict

SCHEMA: Final = "dedup.check/1"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


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
    own, other = sides(draft.document, match)
    return {
        "start": own.span.start,
        "end": own.span.end,
        "text": excerpt(verdict.result.documents[own.document], own.span),
        "source": _side(verdict, other),
        "kind": match.kind,
        "similarity": round(match.similarity, 6),
        "bits": round(match.bits, 6),
        "context": match.context,
        "reason": match.reason,
        "carriers": match.carriers,
        "direction": {
            "source": _direction(match, draft.document),
            "probability": round(match.direction.probability, 6),
        },
    }


def _direction(match: Match, document: int) -> str:
    """Who had the passage first: ``draft``, ``source``, ``common`` or ``undetermined``."""
    if match.direction.source not in ("left", "right"):
        return match.direction.source
    first = match.left if match.direction.source == "left" else match.right
    return "draft" if first.document == document else "source"


def _side(verdict: Verdict, side: Side) -> dict[str, Any]:
    document = verdict.result.documents[side.document]
    return {"path": document.path, "start": side.span.start, "end": side.span.end, "text": excerpt(document, side.span)}


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None
