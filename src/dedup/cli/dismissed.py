"""What ``dedup dismiss`` says of what it did."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from dedup.cli.streams import emit, emit_json
from dedup.cli.words import count, printable, shorten
from dedup.dismissals import Entry, shown
from dedup.model import Result

SCHEMA: Final = "dedup.dismissals/1"
_COLUMNS: Final = 72
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class Told:
    """What was done with which entries of a file; ``result`` are the results that the user had in view, if any."""

    done: Literal["dismissed", "undone", "listed"]
    file: Path
    entries: tuple[Entry, ...]
    result: Result | None = None


def tell(told: Told, *, json_wanted: bool, quiet: bool) -> None:
    """Print it as JSON or in words, or not at all."""
    if json_wanted:
        emit_json(json.dumps(_as_json(told), ensure_ascii=False, indent=1) + "\n")
    elif not quiet:
        emit("".join(f"{line}\n" for line in _lines(told)))


def _as_json(told: Told) -> dict[str, Any]:
    used = _used(told)
    entries = [
        {**asdict(each), "date": each.date.isoformat() if each.date else None, "matches": used and used[each.key]}
        for each in told.entries
    ]
    return {"schema": SCHEMA, "done": told.done, "file": str(told.file), "dismissals": entries}


def _lines(told: Told) -> Iterator[str]:
    used = _used(told)
    for entry in told.entries:
        date = f", {entry.date}" if entry.date else ""
        now = f"; {count(used[entry.key], 'match', 'matches')} in the results" if used is not None else ""
        verb = "" if told.done == "listed" else f"{told.done} "
        yield f"{verb}{shown(entry.key)} ({entry.reason}{date}): {printable(f'{entry.left} and {entry.right}')}{now}"
        if entry.passage:
            yield f"{_INDENT}{shorten(printable(entry.passage), _COLUMNS)}"
        if entry.note:
            yield f"{_INDENT}note: {printable(entry.note)}"
    file = printable(str(told.file))
    if told.done == "listed":
        yield f"{count(len(told.entries), 'dismissal')} in {file}"
    else:
        yield f"{file}: written; it holds from the next scan, check or judge on"


def _used(told: Told) -> Counter[str] | None:
    """How many matches of the results have each key."""
    return Counter(match.key for match in told.result.matches) if told.result else None
