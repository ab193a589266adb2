"""A verdict as SARIF 2.1.0 (OASIS), for code hosts and editors; a review is a warning, a failure an error.

What GitHub asks beyond the schema is in its "SARIF support for code scanning": every result has a fingerprint, every
rule a full description and help, and at most 5,000 results of a run are shown.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from dedup.formats.findings import RULES, Finding, Lines, findings, lines_of
from dedup.formats.fingerprints import LineHashes, content_hash
from dedup.formats.sarif_rules import HELP
from dedup.model import Document, Skipped, Span
from dedup.verdict import Verdict

MOST_RESULTS: Final = 5000
_LEVELS: Final = {"fail": "error", "review": "warning", "note": "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LINK: Final = re.compile(r"[\\\[\]]")
_FIRST: Final = Span(0, 0)


def to_sarif(verdict: Verdict) -> str:
    """One run, the gravest results first.

    Lines and columns (code points) are those of the file. A draft without lines of its own (.docx, .pdf and the like)
    is named as a whole; the message says the page or the place in its text. What is said of a whole text draft stands
    at its beginning.
    """
    documents = verdict.result.documents
    found = [finding for draft in verdict.drafts for finding in findings(verdict, draft)]
    found.sort(key=lambda finding: list(_LEVELS).index(finding.level))
    placed = _Placed(documents)
    run = {
        "tool": {"driver": _driver(verdict)},
        "invocations": [_invocation(verdict.result.skipped, len(found) - MOST_RESULTS)],
        "columnKind": "unicodeCodePoints",
        "results": [placed.result(finding) for finding in found[:MOST_RESULTS]],
        "properties": {"verdict": verdict.outcome},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _driver(verdict: Verdict) -> dict[str, Any]:
    tool = verdict.result.tool
    return {"name": tool.name, "version": tool.version, "rules": [_rule(rule) for rule in RULES]}


def _rule(rule: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": RULES[rule]},
        "fullDescription": {"text": f"{RULES[rule]}."},
        "help": {"text": HELP[rule]},
        "defaultConfiguration": {"level": "note" if rule == "passage" else "warning"},
        "properties": {"problem.severity": "recommendation" if rule == "passage" else "warning"},
    }


def _invocation(skipped: Sequence[Skipped], left_out: int) -> dict[str, Any]:
    """Nothing is left out in silence: what could not be read, and results beyond the most that are shown."""
    told = [{**_notification(f"not read: {each.detail}"), "locations": [_file(each.path)]} for each in skipped]
    if left_out > 0:
        told.append(_notification(f"{left_out:,} more findings, none graver than those listed, are left out"))
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _notification(text: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": _escaped(text)}}


class _Placed:
    """Results with their places and fingerprints; lines of a document are counted once."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._lines: dict[int, Lines | None] = {}
        self._hashes: dict[int, LineHashes] = {}
        self._seen: Counter[str] = Counter()

    def result(self, finding: Finding) -> dict[str, Any]:
        """The finding as SARIF has it."""
        document = self._documents[finding.document]
        source = " [Show it there](1)." if finding.other else ""
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": list(RULES).index(finding.rule),
            "level": _LEVELS[finding.level],
            "message": {"text": f"{_escaped(finding.message)}.{source}"},
            "locations": [self._location(document, finding.span or _FIRST)],
            "partialFingerprints": {"primaryLocationLineHash": self._fingerprint(finding, document)},
        }
        if finding.other:
            other = self._documents[finding.other.document]
            result["relatedLocations"] = [{"id": 1, **self._location(other, finding.other.span)}]
        return result

    def _location(self, document: Document, span: Span) -> dict[str, Any]:
        place = _file(document.path)
        lines = self._lines_of(document)
        if lines:
            place["physicalLocation"]["region"] = _region(document, span, lines)
        return place

    def _fingerprint(self, finding: Finding, document: Document) -> str:
        lines, span = self._lines_of(document), finding.span or _FIRST
        if lines:
            if document.id not in self._hashes:
                self._hashes[document.id] = LineHashes(document.text)
            return self._hashes[document.id].of(lines.region(span).first_line - document.first_line + 1)
        own = content_hash(finding.rule, document.path, span.of(document.text))
        self._seen[own] += 1
        return f"{own}:{self._seen[own]}"

    def _lines_of(self, document: Document) -> Lines | None:
        if document.id not in self._lines:
            self._lines[document.id] = lines_of(document)
        return self._lines[document.id]


def _file(path: str) -> dict[str, Any]:
    """A path as a URI: relative to the root of the checkout, in which the check is run, or absolute."""
    uri = quote(path.encode("utf-8", "replace"), safe="/")
    return {"physicalLocation": {"artifactLocation": {"uri": f"file://{uri}" if uri.startswith("/") else uri}}}


def _region(document: Document, span: Span, lines: Lines) -> dict[str, int]:
    region = lines.region(span)
    places = {
        "startLine": region.first_line,
        "startColumn": region.first_column,
        "endLine": region.last_line,
        "endColumn": region.last_column,
    }
    if document.first_line == 1:  # else the front matter before the text is not counted in its offsets
        places |= {"charOffset": span.start, "charLength": span.length}
    return places


def _escaped(text: str) -> str:
    """Text of others as it stands: in SARIF brackets make links."""
    return _LINK.sub(lambda mark: f"\\{mark[0]}", text.encode("utf-8", "replace").decode("utf-8"))
