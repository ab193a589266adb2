"""What is new, changed and gone since an earlier result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, get_args

from dedup.model import Match, Result

Status = Literal["new", "changed", "gone"]
State = Literal["new", "changed", "unchanged"]
Cause = Literal["draft", "archive", "settings"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)
"""A draft that is new or changed; a document of the archive that came, went or changed; other settings, another
version, or a limit in bits that moved."""


@dataclass(frozen=True, slots=True)
class Change:
    """One match of a draft that was not there, is not there any more, or says something else.

    ``document`` is the draft in the result of now, ``document_before`` in the earlier one; ``match`` is of now and
    ``None`` where it is gone, ``before`` of the earlier result and ``None`` where it is new. ``causes`` are those that
    can explain it, in the order of ``CAUSES``; ``reason`` says the same in words.
    """

    status: Status
    document: int
    document_before: int | None
    match: Match | None
    before: Match | None
    causes: tuple[Cause, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes against the ``earlier`` result ``by_draft``; repetition inside a draft is left out.

    ``states``: for the id of each match of now with a draft whether it is new, changed or says what it said; ``same``:
    for each draft how many do; ``known``: the drafts that were there. ``only_new``: the policy looked at new and
    changed matches alone.
    """

    earlier: Result
    by_draft: Mapping[int, tuple[Change, ...]]
    states: Mapping[int, State]
    same: Mapping[int, int]
    known: frozenset[int]
    only_new: bool = False

    def of(self, draft: int) -> tuple[Change, ...]:
        """The changes of one draft: new, changed and gone, each in order of place."""
        return self.by_draft.get(draft, ())

    @property
    def all(self) -> Iterator[Change]:
        """The changes of all drafts."""
        return chain.from_iterable(self.by_draft.values())
