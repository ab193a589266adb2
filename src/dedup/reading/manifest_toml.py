"""The rows of a manifest in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from dedup.expressions import expression
from dedup.reading.manifest_rows import NAMES, Row, Rows, unknown_names

_TABLE: Final = "documents"
_TABLE_LINE: Final = expression(rf"^[ \t]*\[\[[ \t]*{_TABLE}[ \t]*\]\]", re.M)
_FAR_FUTURE: Final = 10_000


def toml_rows(text: str) -> Rows:
    """Rows of ``[[documents]]`` tables, whose keys are ``COLUMNS``, in English or Chinese."""
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a plain ValueError
        return Rows((), (f"not valid TOML: {str(error)[:200]}",))
    unknown = [key for key in content if key != _TABLE]
    faults = [f"{unknown_names('key', unknown)}; they belong under [[{_TABLE}]]"] if unknown else []
    tables = content.get(_TABLE)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return Rows((), (*faults, f"no [[{_TABLE}]] table; write one above each document's keys"))
    rows = [_row(where, table, faults) for where, table in zip(_places(text, len(tables)), tables, strict=True)]
    return Rows(tuple(rows), tuple(faults))


def _row(where: str, table: Mapping[str, object], faults: list[str]) -> Row:
    values: dict[str, str] = {}
    unknown = [key for key in table if key.lower() not in NAMES]
    if unknown:
        faults.append(f"{where}: {unknown_names('key', unknown)}")
    for key, value in table.items():
        column, text = NAMES.get(key.lower()), _text(value)
        if column and text is None:
            faults.append(f"{where}: {column} must be a text, not of type {type(value).__name__}")
        elif column and text and text.strip():
            values[column] = text.strip()
    return Row(where, values)


def _text(value: object) -> str | None:
    """A text, a date or a year as a text, several authors as one text; ``None`` for anything else."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "、".join(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _FAR_FUTURE:
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else None


def _places(text: str, tables: int) -> Iterable[str]:
    """Where each table begins: its line, or its number where the tables are written in another way."""
    begins = [found.start() for found in _TABLE_LINE.finditer(text)]
    if len(begins) != tables:
        return [f"document {number}" for number in range(1, tables + 1)]
    line, previous, places = 1, 0, list[str]()
    for begin in begins:
        line += text.count("\n", previous, begin)
        previous = begin
        places.append(f"line {line}")
    return places
