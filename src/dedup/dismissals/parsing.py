"""Files of dismissals read, with file and line of all that is wrong in them."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, cast

from dedup.dismissals.entries import REASONS, Dismissals, Entry
from dedup.errors import InputError
from dedup.expressions import expression
from dedup.model import DismissalReason

TABLE: Final = "dismissal"
HEADER: Final = expression(rf"^[ \t]*\[\[[ \t]*{TABLE}[ \t]*\]\][ \t]*(#.*)?\r?$", re.MULTILINE)
"""The line that an entry begins with, as far as lines can tell."""

_KEY: Final = expression(r"[0-9a-f]{64}")


def read_dismissals(files: Sequence[Path]) -> Dismissals:
    """Read the files; raises ``InputError`` that names file and line of all that is wrong in one of them."""
    return Dismissals(tuple(entry for file in files for entry in _read(file)))


def _read(file: Path) -> list[Entry]:
    try:
        return parsed(file.read_bytes().decode("utf-8-sig"), str(file))
    except OSError as error:
        raise InputError(f"{file}: the dismissals cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8, which TOML must be; save it as UTF-8") from error


def parsed(text: str, name: str) -> list[Entry]:
    """The entries of a file's text; ``name`` is what errors call it."""
    tables, problems = _tables(text, name)
    places = _places(text, len(tables), name)
    problems += [
        f"{where}: {problem}" for where, table in zip(places, tables, strict=True) for problem in _wrong(table)
    ]
    if problems:
        raise InputError("\n".join(problems))
    return [_entry(table, where) for where, table in zip(places, tables, strict=True)]


def _tables(text: str, name: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The tables of entries, and what is wrong with all else in the file."""
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise InputError(f"{name}: not valid TOML: nested too deep") from error
    except tomllib.TOMLDecodeError as error:
        end = f"at line {_line(text, len(text))}, the end of the file"
        raise InputError(f"{name}: not valid TOML: {str(error).replace('at end of document', end)}") from error
    tables = content.pop(TABLE, [])
    places = ((_line(text, text.find(key)), key) for key in content)
    problems = [f"{name}:{at}: unknown {key!r}; an entry begins with [[{TABLE}]]" for at, key in places]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        at = _line(text, text.find(TABLE))
        return [], [*problems, f"{name}:{at}: {TABLE} is no list of tables; write [[{TABLE}]]"]
    return tables, problems


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, max(0, at)) + 1


def _places(text: str, count: int, name: str) -> list[str]:
    """The file and line of each entry; where lines that look like entries mislead, its number among them."""
    starts = [found.start() for found in HEADER.finditer(text)]
    if len(starts) != count:  # a line of a text may look like one, or a list be written in one line
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
