"""Dismissals as values, applied to matches."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, get_args

from dedup.model import Dismissal, DismissalReason, Document, Match, Notice

REASONS: Final[tuple[DismissalReason, ...]] = get_args(DismissalReason)
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One dismissal. Only ``key``, ``reason`` and ``note`` have an effect; all else is for whoever reviews the file.

    ``left`` and ``right`` are the paths that the texts had, ``passage`` the beginning of what the match says, ``where``
    the file and line.
    """

    key: str
    reason: DismissalReason
    note: str = ""
    date: datetime.date | None = None
    left: str = ""
    right: str = ""
    passage: str = ""
    where: str = ""

    def names(self, path: str) -> bool:
        """Whether this is the path of one of the two texts, from whatever folder either was written."""
        told = (f"/{known}" for known in (self.left, self.right) if known)
        return any(known.endswith(f"/{path}") or f"/{path}".endswith(known) for known in told)


@dataclass(frozen=True, slots=True)
class Dismissals:
    """Entries of one or more files, in their order; of several with one key the last holds."""

    entries: tuple[Entry, ...] = ()
    by_key: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {entry.key: entry for entry in self.entries})

    def applied(self, matches: Iterable[Match]) -> tuple[Match, ...]:
        """The matches, each with its dismissal where there is one for its key, and with none where there is not."""
        return tuple(replace(match, dismissal=self._of(match)) for match in matches)

    def stale(self, documents: Iterable[Document], matches: Iterable[Match]) -> tuple[Entry, ...]:
        """Entries that name one of these documents and that no match has the key of."""
        found = {match.key for match in matches}
        paths: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            paths[_file(document.path)].append(document.path)
        unused = (entry for key, entry in self.by_key.items() if key not in found)
        return tuple(
            entry
            for entry in unused
            if any(entry.names(path) for known in (entry.left, entry.right) for path in paths[_file(known)])
        )

    def _of(self, match: Match) -> Dismissal | None:
        entry = self.by_key.get(match.key)
        return Dismissal(entry.reason, entry.note) if entry else None


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def stale_notice(entries: Sequence[Entry]) -> Iterator[Notice]:
    """One notice of the entries that match nothing any more, where there are any."""
    if entries:
        what = "1 dismissal matches" if len(entries) == 1 else f"{len(entries):,} dismissals match"
        named = "; ".join(f"{entry.where}: {entry.left} and {entry.right}" for entry in entries[:_SHOWN])
        more = f"; and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
        yield Notice("stale-dismissals", f"{what} nothing any more: {named}{more}", len(entries))
