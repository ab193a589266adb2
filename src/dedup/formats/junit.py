"""A verdict as JUnit XML: a suite for each draft, a case for each rule; a failure fails, a review is skipped.

Whoever runs with ``--strict`` gets reviews as failures by the exit code, not here.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from dedup.expressions import expression
from dedup.formats.changes import counts_in_words, in_words
from dedup.formats.findings import RULES, excerpt, sides
from dedup.formats.set_aside import dismissed_words, stale, why
from dedup.model import Match
from dedup.verdict import DraftVerdict, Verdict

_SHOWN: Final = 20
_NOT_XML = expression("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(verdict: Verdict) -> str:
    """All drafts; the worst passages stand in the output of each suite."""
    root = ET.Element("testsuites", name="dedup check")
    for draft in verdict.drafts:
        _suite(root, verdict, draft)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, verdict: Verdict, draft: DraftVerdict) -> None:
    name = _clean(verdict.result.documents[draft.document].path)
    rules = [rule for rule in RULES if rule != "passage"]
    fired = {firing.rule: firing for firing in draft.firings}
    failed = [rule for rule, firing in fired.items() if firing.outcome == "fail"]
    counts: dict[str, object] = {
        "tests": len(rules),
        "failures": len(failed),
        "errors": 0,
        "skipped": len(fired) - len(failed),
    }
    suite = ET.SubElement(root, "testsuite", {"name": name, **{key: str(value) for key, value in counts.items()}})
    properties = ET.SubElement(suite, "properties")
    for key, number in (("dismissed", len(draft.dismissed)), ("dismissed characters", draft.dismissed_characters)):
        ET.SubElement(properties, "property", name=key, value=str(number))
    for rule in rules:
        case = ET.SubElement(suite, "testcase", classname=name, name=rule)
        if rule in fired:
            element = "failure" if rule in failed else "skipped"
            ET.SubElement(case, element, message=_clean(fired[rule].message))
    ET.SubElement(suite, "system-out").text = _clean(_passages(verdict, draft))


def _passages(verdict: Verdict, draft: DraftVerdict) -> str:
    lines = [_line(verdict, draft, match) for match in draft.worst[:_SHOWN]]
    lines += [f"and {len(draft.worst) - _SHOWN:,} more"] if len(draft.worst) > _SHOWN else []
    lines += [f"{dismissed_words(draft)}:"] if draft.dismissed else []
    lines += [f"{_line(verdict, draft, match)}{_why(match)}" for match in draft.dismissed[:_SHOWN]]
    changes = verdict.changes
    if changes:
        lines.append(f"since the earlier result: {counts_in_words(changes, draft)}")
        lines += [in_words(each, verdict.result, changes.earlier) for each in changes.of(draft.document)[:_SHOWN]]
    return "\n".join((*lines, *stale(verdict)))


def _line(verdict: Verdict, draft: DraftVerdict, match: Match) -> str:
    documents = verdict.result.documents
    own, other = sides(draft.document, match)
    where = f"{own.span.start}-{own.span.end} in {documents[other.document].path} {other.span.start}-{other.span.end}"
    return f"{where}, {match.context}: {excerpt(documents[own.document], own.span)}"


def _why(match: Match) -> str:
    return f" ({why(match.dismissal)})" if match.dismissal else ""


def _clean(text: str) -> str:
    """Characters that XML cannot hold are replaced."""
    return _NOT_XML.sub("\ufffd", text)
