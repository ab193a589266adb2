"""What the rows of a manifest are called and what is said of those that do not hold, in CSV and TOML alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

COLUMNS: Final = ("path", "author", "date", "group", "title")
NAMES: Final = {name: name for name in COLUMNS} | {
    "路径": "path",
    "路徑": "path",
    "作者": "author",
    "日期": "date",
    "组": "group",
    "組": "group",
    "标题": "title",
    "標題": "title",
}
_SHOWN: Final = 60
_MOST_NAMES: Final = 5


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one document or glob by column, none of them empty; ``where`` is a line or a number of a table."""

    where: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """What could be read, and a sentence for each fault, both in order."""

    rows: tuple[Row, ...]
    faults: tuple[str, ...]


def shown(value: object) -> str:
    """A value as a message may show it: on one line, short, with odd characters written out."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def unknown_names(what: str, names: Sequence[str]) -> str:
    """The fault that some names of columns or keys are none of ``COLUMNS``."""
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    listed = ", ".join(shown(name) for name in names[:_MOST_NAMES])
    return f"unknown {what} {listed}{more} (valid: {valid_names()})"


def valid_names() -> str:
    """The names that columns and keys may have, as a message lists them."""
    chinese = {column: name for name, column in reversed(NAMES.items()) if name != column}
    return ", ".join(f"{column} or {chinese[column]}" for column in COLUMNS)
