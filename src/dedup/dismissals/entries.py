"""Files of dismissals, read and applied to matches."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, cast, get_args

from dedup.errors import InputError
from dedup.model import Dismissal, DismissalReason, Document, Match, Notice

TABLE: Final = "dismissal"
REASONS: Final[tuple[DismissalReason, ...]] = get_args(DismissalReason)
HEADER: Final = re.compile(rf"^[ \t]*\[\[[ \t]*{TABLE}[ \t]*\]\][ \t]*(#.*)?\r?$", re.MULTILINE)
"""The line that an entry begins with, as far as lines can tell."""

_KEY: Final = re.compile(r"[0-9a-f]{64}")
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


def read_dismissals(files: Sequence[Path]) -> Dismissals:
    """Read the files; raises ``InputError`` that names file and line of all that is wrong in one of them."""
    return Dismissals(tuple(entry for file in files for entry in _read(file)))


def stale_notice(entries: Sequence[Entry]) -> Iterator[Notice]:
    """One notice of the entries that match nothing any more, where there are any."""
    if entries:
        what = "1 dismissal matches" if len(entries) == 1 else f"{len(entries):,} dismissals match"
        named = "; ".join(f"{entry.where}: {entry.left} and {entry.right}" for entry in entries[:_SHOWN])
        more = f"; and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
        yield Notice("stale-dismissals", f"{what} nothing any more: {named}{more}", len(entries))


def _read(file: Path) -> list[Entry]:
    try:
        return parsed(file.read_bytes().decode("utf-8-sig"), str(file))
    except OSError as error:
        raise InputError(f"{file}: the dismissals cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8, which TOML must be; save it as UTF-8") from error


def parsed(text: str, name: str) -> list[Entry]:
    """The entries of a file's text; ``name`` is what errors call it."""
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise InputError(f"{name}: not valid TOML: nested too deep") from error
    except tomllib.TOMLDecodeError as error:
        end = f"at line {_line(text, len(text))}, the end of the file"
        raise InputError(f"{name}: not valid TOML: {str(error).replace('at end of document', end)}") from error
    tables = content.pop(TABLE, [])
    problems = [
        f"{name}:{_line(text, text.find(key))}: unknown {key!r}; an entry begins with [[{TABLE}]]" for key in content
    ]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        at = _line(text, text.find(TABLE))
        raise InputError("\n".join([*problems, f"{name}:{at}: {TABLE} is no list of tables; write [[{TABLE}]]"]))
    places = _places(text, len(tables), name)
    problems += [
        f"{where}: {problem}" for where, table in zip(places, tables, strict=True) for problem in _wrong(table)
    ]
    if problems:
        raise InputError("\n".join(problems))
    return [_entry(table, where) for where, table in zip(places, tables, strict=True)]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, max(0, at)) + 1


def _places(text: str, count: int, name: str) -> list[str]:
    """The file and line of each entry; where lines that look like entries mislead, its number among them."""
    starts = [found.start() for found in HEADER.finditer(text)]
    if len(starts) != count:
        return [f"{name}: entry {number}" for number in range(1, count + 1)]
    lines, at, reach = [], 1, 0
    for start in starts:
        at, reach = at + text.count("\n", reach, start), start
        lines.append(f"{name}:{at}")
    return lines


def _wrong(table: dict[str, Any]) -> Iterator[str]:
    known = [each.name for each in fields(Entry) if each.name != "where"]
    for name, value in table.items():
        if name not in known:
            yield f"unknown key {name!r} (valid: {', '.join(known)})"
        elif name == "date" and not isinstance(value, datetime.date):
            yield "date must be a date, such as 2024-05-14"
        elif name != "date" and not isinstance(value, str):
            yield f"{name} must be a text"
    key, reason = table.get("key"), table.get("reason")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        yield "key must be the 64 hex digits of a match, as in results.json"
    if reason not in REASONS:
        yield f"reason must be one of {', '.join(REASONS)}, not {reason!r}"


def _entry(table: dict[str, Any], where: str) -> Entry:
    date = table.get("date")
    day = date.date() if isinstance(date, datetime.datetime) else date
    texts = {key: value for key, value in table.items() if key not in ("date", "reason")}
    return Entry(**texts, reason=cast(DismissalReason, table["reason"]), date=day, where=where)
