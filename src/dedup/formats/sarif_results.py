"""Results of SARIF: what was found, and what is gone since an earlier result, each with its places and fingerprints."""

from __future__ import annotations

from typing import Any, Final

from dedup.changes import Change, Changes
from dedup.formats.changes import in_words
from dedup.formats.findings import RULES, Finding, sides
from dedup.formats.sarif_places import Places, artifact, escaped
from dedup.formats.set_aside import why
from dedup.model import Dismissal
from dedup.verdict import Verdict

LEVELS: Final = {"fail": "error", "review": "warning", "note": "note"}
_STATES: Final = {"new": "new", "changed": "updated", "unchanged": "unchanged"}
_RULE_NUMBERS: Final = {rule: number for number, rule in enumerate(RULES)}


class Results:
    """The results of one verdict; lines of a document are counted once."""

    def __init__(self, verdict: Verdict) -> None:
        self._result = verdict.result
        self._places = Places()
        self._suppresses = any(draft.dismissed for draft in verdict.drafts)

    def of(self, finding: Finding) -> dict[str, Any]:
        """The finding as SARIF has it."""
        documents, match = self._result.documents, finding.match
        document = documents[finding.document]
        result = self._begun(finding.rule, LEVELS[finding.level], finding.message, linked=finding.other is not None)
        result["locations"] = [self._places.location(document, finding.span)]
        if finding.other:
            other = documents[finding.other.document]
            result["relatedLocations"] = [{"id": 1, **self._places.location(other, finding.other.span)}]
        own = self._places.fingerprint(document, finding.span, finding.rule)
        result["partialFingerprints"] = {"primaryLocationLineHash": own, **_passage_key(match.key if match else "")}
        if match and match.dismissal:
            result["suppressions"] = [_suppression(match.dismissal)]
        if finding.state:
            result["baselineState"] = _STATES[finding.state]
        return result

    def absent(self, changes: Changes, change: Change) -> dict[str, Any]:
        """A match that is gone, at the place it had in the draft. No line is known, since the earlier text may be
        missing, nor where in its file the other text began.
        """
        said = in_words(change, self._result, changes.earlier)
        result = self._begun("passage", "note", said, linked=change.before is not None)
        result["baselineState"] = "absent"
        draft = self._result.documents[change.document]
        if change.before:
            own, other = sides(change.document_before or 0, change.before)
            result["locations"] = [self._places.earlier(draft, own.span)]
            source = changes.earlier.documents[other.document]
            result["relatedLocations"] = [{"id": 1, **artifact(source.path)}]
            result["partialFingerprints"] = _passage_key(change.before.key)
        return result

    def _begun(self, rule: str, level: str, message: str, *, linked: bool) -> dict[str, Any]:
        link = " [Show it there](1)." if linked else ""
        return {
            "ruleId": rule,
            "ruleIndex": _RULE_NUMBERS[rule],
            "level": level,
            "message": {"text": f"{escaped(message)}.{link}"},
            **({"suppressions": []} if self._suppresses else {}),
        }


def _passage_key(key: str) -> dict[str, str]:
    return {"dedupPassage/v1": key} if key else {}


def _suppression(dismissal: Dismissal) -> dict[str, str]:
    return {"kind": "external", "status": "accepted", "justification": why(dismissal)}
