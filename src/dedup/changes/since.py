"""A verdict against an earlier result: what changed, and where asked for what only the changes come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from dedup.changes.causes import Causes
from dedup.changes.pairing import Paired, paired, same_documents
from dedup.changes.values import Change, Changes, State
from dedup.errors import InputError
from dedup.model import Match, Result
from dedup.verdict import Verdict, verdict_on


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
        _by_draft(drafts, _changes(earlier, result, same, set(drafts), found)),
        _states(found),
        Counter(draft for match in found.same for draft in _documents(match)),
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


def _changes(earlier: Result, now: Result, same: dict[int, int], drafts: Set[int], found: Paired) -> Iterator[Change]:
    """The changes, new ones first; one between two drafts for each of them."""
    causes = Causes(earlier, now, same, drafts)
    back = {before: after for after, before in same.items()}
    for match in found.new:
        why = causes.of_new(match)
        yield from (Change("new", each, same.get(each), match, None, *why) for each in _documents(match) & drafts)
    for match, before in found.changed:
        why = causes.of_changed(match, before)
        own = _documents(match) & drafts
        yield from (Change("changed", each, same.get(each), match, before, *why) for each in own)
    for before in found.gone:
        why = causes.of_gone(before)
        own = {back[number] for number in _documents(before) if number in back} & drafts
        yield from (Change("gone", each, same.get(each), None, before, *why) for each in own)


def _by_draft(drafts: Iterable[int], changes: Iterable[Change]) -> dict[int, tuple[Change, ...]]:
    found: dict[int, list[Change]] = {draft: [] for draft in drafts}
    for change in changes:
        found[change.document].append(change)
    return {draft: tuple(own) for draft, own in found.items()}


def _states(found: Paired) -> dict[int, State]:
    return {
        **{match.id: "unchanged" for match in found.same},
        **{match.id: "changed" for match, _ in found.changed},
        **{match.id: "new" for match in found.new},
    }


def _documents(match: Match) -> set[int]:
    return {match.left.document, match.right.document}
