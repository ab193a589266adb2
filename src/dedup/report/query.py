"""The words that the filter of a table understands, in all languages of the report, and its select boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.report.categories import CATEGORIES
from dedup.report.rows import Facts
from dedup.report.wording import CATALOGUES, Wording

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "share": ("reuse", "share", "复用", "复用率", "复制比", "比例"),
    "left": ("left", "左", "占左文"),
    "right": ("right", "右", "占右文"),
    "characters": ("characters", "chars", "length", "字数"),
    "sources": ("sources", "来源数", "来源"),
    "matches": ("matches", "匹配", "匹配数"),
    "longest": ("longest", "最长", "最长匹配"),
    "internal": ("internal", "文内重复"),
    "discounted": ("discounted", "不计入"),
    "cluster": ("cluster", "群", "文档群"),
    "format": ("format", "格式"),
    "context": ("context", "性质"),
    "kind": ("kind", "方式"),
    "direction": ("direction", "方向"),
    "date": ("date", "year", "日期", "年份"),
    "author": ("author", "作者"),
    "group": ("group", "分组"),
}
"""Names of each fact about a row, in any language, as they are typed."""

SHARES: Final = ("share", "left", "right")
SELECTED: Final = ("context", "direction", "format")
_DIRECTIONS: Final = ("source", "borrower", "left", "right", "common", "undetermined")

QueryWords = Mapping[str, Mapping[str, str] | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A select box: the fact it asks for, and the values that rows have, each with its words and how many rows."""

    field: str
    values: tuple[tuple[str, str, int], ...]


def query_words() -> QueryWords:
    """What the page's script needs: the fact each name stands for, and the value each word stands for."""
    names = {name: field for field, given in FIELDS.items() for name in given}
    values = {
        _said(catalogue, group, value).lower(): value
        for catalogue in CATALOGUES.values()
        for group, known in (("context", CATEGORIES), ("query.direction", _DIRECTIONS))
        for value in known
    }
    return {"names": names, "values": values, "shares": SHARES}


def choices(rows: Sequence[Facts], words: Wording) -> tuple[Choice, ...]:
    """The select boxes of a table whose rows differ in what they ask for."""
    found = (Choice(field, tuple(_values(field, rows, words))) for field in SELECTED)
    return tuple(choice for choice in found if len(choice.values) > 1)


def _values(field: str, rows: Iterable[Facts], words: Wording) -> Iterable[tuple[str, str, int]]:
    counts: dict[str, int] = {}
    for facts in rows:
        given = facts.get(field, [])
        for value in given if isinstance(given, list) else ():
            counts[str(value)] = counts.get(str(value), 0) + 1
    known = {"context": CATEGORIES, "direction": _DIRECTIONS}.get(field, tuple(sorted(counts)))
    group = "query.direction" if field == "direction" else field
    for value in known:
        if value in counts:
            yield value, words.name(group, value), counts[value]


def _said(catalogue: Mapping[str, str], group: str, value: str) -> str:
    return catalogue.get(f"{group}.{value}", value)
