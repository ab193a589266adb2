"""A verdict as SARIF 2.1.0 (OASIS), for code hosts and editors; a review is a warning, a failure an error."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from dedup.formats.findings import RULES, Finding, Lines, findings
from dedup.model import Document, Span
from dedup.verdict import Verdict

_LEVELS: Final = {"note": "note", "review": "warning", "fail": "error"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(verdict: Verdict) -> str:
    """One run; lines and columns are of the extracted text, which for plain text is the file."""
    documents = verdict.result.documents
    lines: dict[int, Lines] = {}
    results = [_result(finding, documents, lines) for draft in verdict.drafts for finding in findings(verdict, draft)]
    driver = {
        "name": verdict.result.tool.name,
        "version": verdict.result.tool.version,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in RULES.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"verdict": verdict.outcome},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


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
    return result


def _location(document: Document, span: Span | None, lines: dict[int, Lines]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(document.path.encode("utf-8", "replace"), safe="/")}}
    if span:
        place["region"] = _region(document, span, lines)
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
        "charOffset": span.start,
        "charLength": span.length,
    }
