"""The block of facts that may open a text file: ``---`` with ``key: value`` lines, or ``+++`` with TOML.

Not a YAML parser: only flat keys, quoted values and lists of plain strings are understood, and nothing is ever
constructed from a value but a string.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from dedup.expressions import expression
from dedup.reading.content import one_line
from dedup.reading.dates import normalise_date

_MAX_BLOCK = 20_000
_YAML_BLOCK = expression(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_TOML_BLOCK = expression(r"\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_KEY_LINE = expression(r"([^\W\d][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$")
_TITLE_KEYS = ("title", "标题", "標題", "题目", "題目")
_DATE_KEYS = ("date", "published", "日期", "发布日期", "發布日期")
_AUTHOR_KEYS = ("author", "authors", "by", "作者")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says, and ``length``, the number of characters it takes (0 where there is none)."""

    length: int = 0
    title: str | None = None
    date: str | None = None
    author: str | None = None


def read_front_matter(text: str) -> FrontMatter:
    """The front matter at the very start of ``text``; a horizontal rule that opens a text is not one."""
    if text.startswith("---"):
        block, parse = _YAML_BLOCK.match(text, 0, _MAX_BLOCK), _parse_keys
    elif text.startswith("+++"):
        block, parse = _TOML_BLOCK.match(text, 0, _MAX_BLOCK), _parse_toml
    else:
        return FrontMatter()
    values = parse(block[1]) if block else None
    if block is None or not values:
        return FrontMatter()
    return FrontMatter(
        length=block.end(),
        title=one_line(_first(values, _TITLE_KEYS)),
        date=normalise_date(_first(values, _DATE_KEYS)),
        author=one_line(_first(values, _AUTHOR_KEYS)),
    )


def _first(values: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((values[key] for key in keys if values.get(key)), None)


def _parse_keys(block: str) -> dict[str, str] | None:
    """Flat keys and their values, or ``None`` where a line is neither a key, a list item, nested nor a comment."""
    values: dict[str, str] = {}
    key = None
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _KEY_LINE.match(line)
        if found:
            key = found[1].strip().lower()
            values[key] = _plain(found[2] or "")
        elif key is None or not line.startswith((" ", "\t", "-")):
            return None
        elif line.lstrip().startswith("- "):
            item = _plain(line.lstrip()[2:])
            values[key] = f"{values[key]}, {item}" if values[key] else item
    return values


def _plain(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(item.strip()) for item in value[1:-1].split(",") if item.strip())
    return "" if value in {"|", ">", "|-", ">-", "~", "null"} else _unquoted(value)


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def _parse_toml(block: str) -> dict[str, str] | None:
    try:
        table = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return {key.lower(): _toml_text(value) for key, value in table.items()}


def _toml_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value if not isinstance(item, (list, dict)))
    return "" if isinstance(value, dict) else str(value)
