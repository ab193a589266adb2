"""What changed since an earlier result, in words that several formats share."""

from __future__ import annotations

from collections import Counter

from dedup.changes import Change, Changes
from dedup.formats.findings import sides
from dedup.model import Match, Result
from dedup.verdict import DraftVerdict


def counted(changes: Changes, draft: DraftVerdict) -> dict[str, int]:
    """How many matches of a draft are new, changed, gone and as they were."""
    found = Counter(change.status for change in changes.of(draft.document))
    same = changes.same.get(draft.document, 0)
    return {"new": found["new"], "changed": found["changed"], "gone": found["gone"], "unchanged": same}


def counts_in_words(changes: Changes, draft: DraftVerdict) -> str:
    """The same in words."""
    numbers = ", ".join(f"{number:,} {state}" for state, number in counted(changes, draft).items())
    return f"{numbers} (only new and changed ones count)" if changes.only_new else numbers


def in_words(change: Change, now: Result, earlier: Result) -> str:
    """One change on a line, without where it is in the draft."""
    result, match, draft = place_of(change, now, earlier)
    own, other = sides(draft, match)
    path = result.documents[other.document].path
    causes = " or ".join(change.causes)
    return f"{change.status}: {own.span.length:,} characters, in {path} (by the {causes}: {change.reason})"


def place_of(change: Change, now: Result, earlier: Result) -> tuple[Result, Match, int]:
    """The result and match that show a change, and the number of the draft in that result."""
    if change.match:
        return now, change.match, change.document
    if change.before is None or change.document_before is None:
        raise ValueError("a change is of a match of now or of before")
    return earlier, change.before, change.document_before
