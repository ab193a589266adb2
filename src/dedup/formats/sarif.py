"""A verdict as SARIF 2.1.0 (OASIS), for code hosts and editors; a review is a warning, a failure an error.

What a person dismissed is suppressed (3.27.23), what changed since an earlier result has a baseline state (3.27.24);
either stands in all results of a run or in none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from dedup.changes import Change, Changes
from dedup.formats.changes import counted, in_words
from dedup.formats.findings import RULES, Finding, Lines, dismissed_findings, findings, sides, stale, why
from dedup.model import Dismissal, Document, Span
from dedup.verdict import DraftVerdict, Verdict

_LEVELS: Final = {"note": "note", "review": "warning", "fail": "error"}
_STATES: Final = {"new": "new", "changed": "updated", "unchanged": "unchanged"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(verdict: Verdict) -> str:
    """One run; lines and columns are of the extracted text, which for plain text is the file."""
    documents = verdict.result.documents
    lines: dict[int, Lines] = {}
    results = [_result(finding, documents, lines) for finding in _findings(verdict)]
    if verdict.changes:
        gone = (change for change in verdict.changes.all if change.status == "gone")
        results += [_absent(verdict, verdict.changes, change) for change in gone]
    if any(draft.dismissed for draft in verdict.drafts):
        results = [{"suppressions": [], **result} for result in results]
    driver = {
        "name": verdict.result.tool.name,
        "version": verdict.result.tool.version,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()],
    }
    said = [{"level": "note", "message": {"text": message}} for message in stale(verdict)]
    run = {
        "tool": {"driver": driver},
        **({"invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": said}]} if said else {}),
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"verdict": verdict.outcome, "drafts": [_figures(verdict, draft) for draft in verdict.drafts]},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _findings(verdict: Verdict) -> Iterator[Finding]:
    for draft in verdict.drafts:
        yield from findings(verdict, draft)
        yield from dismissed_findings(verdict, draft)


def _figures(verdict: Verdict, draft: DraftVerdict) -> dict[str, Any]:
    return {
        "path": verdict.result.documents[draft.document].path,
        "verdict": draft.outcome,
        "dismissed": len(draft.dismissed),
        "dismissedCharacters": draft.dismissed_characters,
        **({"changes": counted(verdict.changes, draft)} if verdict.changes else {}),
    }


def _result(finding: Finding, documents: tuple[Document, ...], lines: dict[int, Lines]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.level],
        "message": {"text": finding.message},
        "locations": [_location(documents[finding.document], finding.span, lines)],
    }
    if finding.other:
        other = documents[finding.other.document]
        result["relatedLocations"] = [{"id": 1, **_location(other, finding.other.span, lines)}]
    if finding.match and finding.match.key:
        result["partialFingerprints"] = {"dedupPassage/v1": finding.match.key}
    if finding.match and finding.match.dismissal:
        result["suppressions"] = [_suppression(finding.match.dismissal)]
    if finding.state:
        result["baselineState"] = _STATES[finding.state]
    return result


def _suppression(dismissal: Dismissal) -> dict[str, str]:
    return {"kind": "external", "status": "accepted", "justification": why(dismissal)}


def _absent(verdict: Verdict, changes: Changes, change: Change) -> dict[str, Any]:
    """A match that is gone, at the place it had; of its line the earlier text, which may be missing, would tell."""
    result: dict[str, Any] = {
        "ruleId": "passage",
        "level": "note",
        "message": {"text": in_words(change, verdict.result, changes.earlier)},
        "baselineState": "absent",
    }
    if change.before:
        own, other = sides(change.document_before or 0, change.before)
        draft, source = verdict.result.documents[change.document], changes.earlier.documents[other.document]
        result["locations"] = [_at(draft, _offsets(own.span))]
        result["relatedLocations"] = [{"id": 1, **_at(source, _offsets(other.span))}]
        result["partialFingerprints"] = {"dedupPassage/v1": change.before.key}
    return result


def _location(document: Document, span: Span | None, lines: dict[int, Lines]) -> dict[str, Any]:
    return _at(document, _region(document, span, lines) if span else {})


def _at(document: Document, region: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(document.path.encode("utf-8", "replace"), safe="/")}}
    if region:
        place["region"] = region
    return {"physicalLocation": place}


def _region(document: Document, span: Span, lines: dict[int, Lines]) -> dict[str, int]:
    if document.id not in lines:
        lines[document.id] = Lines(document.text)
    region = lines[document.id].region(span)
    return {
        "startLine": region.first_line,
        "startColumn": region.first_column,
        "endLine": region.last_line,
        "endColumn": region.last_column,
        **_offsets(span),
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"charOffset": span.start, "charLength": span.length}
