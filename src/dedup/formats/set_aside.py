"""What a person set aside, in words that several formats share."""

from __future__ import annotations

from dedup.model import Dismissal
from dedup.verdict import DraftVerdict, Verdict


def dismissed_words(draft: DraftVerdict) -> str:
    """How much of a draft was set aside; empty where nothing was."""
    number = len(draft.dismissed)
    if not number:
        return ""
    what = "1 passage" if number == 1 else f"{number:,} passages"
    return f"{what} dismissed, {draft.dismissed_characters:,} characters"


def why(dismissal: Dismissal) -> str:
    """Why a match was set aside."""
    return f"{dismissal.reason}: {dismissal.note}" if dismissal.note else dismissal.reason


def stale(verdict: Verdict) -> list[str]:
    """What is to be said of dismissals that match nothing any more."""
    return [notice.message for notice in verdict.result.notices if notice.code == "stale-dismissals"]
