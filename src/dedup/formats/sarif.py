"""A verdict as SARIF 2.1.0 (OASIS), for code hosts and editors; a review is a warning, a failure an error.

What GitHub asks beyond the schema is in its "SARIF support for code scanning": every result has a fingerprint, every
rule a full description and help, and at most 5,000 results of a run are shown.

What a person dismissed is suppressed (3.27.23), what changed since an earlier result has a baseline state (3.27.24);
either stands in all results of a run or in none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from dedup.formats.changes import counted
from dedup.formats.findings import Finding, dismissed_findings, findings
from dedup.formats.sarif_places import artifact, escaped
from dedup.formats.sarif_results import LEVELS, Results
from dedup.formats.sarif_rules import described_rules
from dedup.formats.set_aside import stale
from dedup.verdict import DraftVerdict, Verdict

MOST_RESULTS: Final = 5000
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(verdict: Verdict) -> str:
    """One run: the gravest results first, then what was dismissed, then what is gone.

    Lines and columns (code points) are those of the file. A draft without lines of its own (.docx, .pdf and the like)
    is named as a whole; the message says the page or the place in its text. What is said of a whole text draft stands
    at its beginning.
    """
    found, gone = _findings(verdict), _n_gone(verdict)
    tool = verdict.result.tool
    run = {
        "tool": {"driver": {"name": tool.name, "version": tool.version, "rules": described_rules()}},
        "invocations": [_invocation(verdict, len(found) + gone - MOST_RESULTS)],
        "columnKind": "unicodeCodePoints",
        "results": list(islice(_results(verdict, found), MOST_RESULTS)),
        "properties": {"verdict": verdict.outcome, "drafts": [_figures(verdict, draft) for draft in verdict.drafts]},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _findings(verdict: Verdict) -> list[Finding]:
    found = [finding for draft in verdict.drafts for finding in findings(verdict, draft)]
    found.sort(key=lambda finding: list(LEVELS).index(finding.level))
    return [*found, *(finding for draft in verdict.drafts for finding in dismissed_findings(verdict, draft))]


def _n_gone(verdict: Verdict) -> int:
    return sum(change.status == "gone" for change in verdict.changes.all) if verdict.changes else 0


def _results(verdict: Verdict, found: list[Finding]) -> Iterator[dict[str, Any]]:
    made = Results(verdict)
    yield from map(made.of, found)
    if verdict.changes:
        yield from (made.absent(verdict.changes, each) for each in verdict.changes.all if each.status == "gone")


def _figures(verdict: Verdict, draft: DraftVerdict) -> dict[str, Any]:
    return {
        "path": verdict.result.documents[draft.document].path,
        "verdict": draft.outcome,
        "dismissed": len(draft.dismissed),
        "dismissedCharacters": draft.dismissed_characters,
        **({"changes": counted(verdict.changes, draft)} if verdict.changes else {}),
    }


def _invocation(verdict: Verdict, left_out: int) -> dict[str, Any]:
    """Nothing is left out in silence: what could not be read, results beyond the most that are shown, and dismissals
    that match nothing any more.
    """
    skipped = verdict.result.skipped
    told = [{**_notification(f"not read: {each.detail}"), "locations": [artifact(each.path)]} for each in skipped]
    if left_out > 0:
        told.append(_notification(f"{left_out:,} more findings, none graver than those listed, are left out"))
    configured = [_notification(message, "note") for message in stale(verdict)]
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": told,
        **({"toolConfigurationNotifications": configured} if configured else {}),
    }


def _notification(text: str, level: str = "warning") -> dict[str, Any]:
    return {"level": level, "message": {"text": escaped(text)}}
