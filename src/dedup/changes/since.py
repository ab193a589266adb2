"""A verdict against an earlier result: what changed, and where asked for what only the changes come to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, get_args

from dedup.changes.causes import Causes
from dedup.changes.pairing import Paired, paired, same_documents
from dedup.changes.values import Change, Changes, State, Status
from dedup.errors import InputError
from dedup.model import Match, Result
from dedup.verdict import Verdict, verdict_on

_STATUSES: Final[tuple[Status, ...]] = get_args(Status)


def compared(verdict: Verdict, earlier: Result, *, only_new: bool = False) -> Verdict:
    """The verdict with what changed since the earlier result, which need not have its texts: with them a change of a
    draft is told from one of the archive more often. ``only_new``: matches that are as they were do not count.

    Raises ``InputError`` where the matches of the earlier result have no keys, or no documents.
    """
    _check(earlier)
    result, drafts = verdict.result, [draft.document for draft in verdict.drafts]
    same = same_documents(earlier.documents, result.documents)
    found = paired(earlier, result, same, set(drafts))
    changes = Changes(
        earlier,
        tuple(_changes(earlier, result, same, drafts, found)),
        _states(found),
        frozenset(draft for draft in drafts if draft in same),
        only_new,
    )
    if only_new:
        as_they_were = frozenset(match.id for match in found.same)
        verdict = verdict_on(result, drafts, verdict.policy, without=as_they_were)
    return replace(verdict, changes=changes)


def _check(earlier: Result) -> None:
    if not all(match.key for match in earlier.matches):
        raise InputError("the earlier results were made before matches had keys; check again with this version")
    numbers = range(len(earlier.documents))
    if not all(number in numbers for match in earlier.matches for number in _documents(match)):
        raise InputError("the earlier results are not whole: a match is of a document that they do not hold")


def _changes(earlier: Result, now: Result, same: dict[int, int], drafts: list[int], found: Paired) -> list[Change]:
    causes = Causes(earlier, now, same, drafts)
    back = {before: after for after, before in same.items()}
    told: list[Change] = []
    for match in found.new:
        own = [draft for draft in drafts if draft in _documents(match)]
        told += [Change("new", draft, same.get(draft), match, None, *causes.of_new(match)) for draft in own]
    for match, before in found.changed:
        own = [draft for draft in drafts if draft in _documents(match)]
        told += [
            Change("changed", draft, same.get(draft), match, before, *causes.of_changed(match, before)) for draft in own
        ]
    for before in found.gone:
        own = [draft for draft in drafts if draft in {back.get(number) for number in _documents(before)}]
        told += [Change("gone", draft, same.get(draft), None, before, *causes.of_gone(before)) for draft in own]
    order = {draft: rank for rank, draft in enumerate(drafts)}
    return sorted(told, key=lambda change: (order[change.document], _STATUSES.index(change.status)))


def _states(found: Paired) -> dict[int, State]:
    return {
        **{match.id: "unchanged" for match in found.same},
        **{match.id: "changed" for match, _ in found.changed},
        **{match.id: "new" for match in found.new},
    }


def _documents(match: Match) -> set[int]:
    return {match.left.document, match.right.document}
