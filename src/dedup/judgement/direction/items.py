"""Numbered items: 第三条, 二、, （三）, 4."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.expressions import expression
from dedup.model import Span

_HAN_NUMBER: Final = "〇零一二两三四五六七八九十百"
_ITEMS: Final = expression(
    rf"^[ \t\u3000]*(?:第(?P<part>[{_HAN_NUMBER}]{{1,7}}|\d{{1,4}})(?P<unit>[章节条编])"
    rf"|(?P<han>[{_HAN_NUMBER}]{{1,5}})[、.．]"
    rf"|[（(](?:(?P<bracketed_han>[{_HAN_NUMBER}]{{1,5}})|(?P<bracketed>\d{{1,3}}))[）)]"
    r"|(?P<arabic>\d{1,3})[、.．)](?!\d))",
    re.MULTILINE,
)
_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: where its number stands, in which style, and its value."""

    place: int
    style: str
    value: int


@dataclass(frozen=True, slots=True)
class Count:
    """The items of one style in a text: their places, in order, and their values."""

    places: Sequence[int]
    values: Sequence[int]

    def inside(self, span: Span) -> tuple[int, int]:
        """Which of the items, half-open, begin in ``span``."""
        return bisect_left(self.places, span.start), bisect_left(self.places, span.end)


def items_of(text: str) -> list[Item]:
    """The numbered items of a text, in order; an item begins at its number, after what the line is indented by."""
    found = []
    for match in _ITEMS.finditer(text):
        style = str(match.lastgroup)
        value = number_of(match["part"] if style == "unit" else match[style])
        if value is not None:
            place = match.end() - len(match[0].lstrip(" \t\u3000"))
            found.append(Item(place, match["unit"] or style, value))
    return found


def counts_of(text: str) -> Mapping[str, Count]:
    """The numbered items of a text by their style."""
    found: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for item in items_of(text):
        places, values = found[item.style]
        places.append(item.place)
        values.append(item.value)
    return {style: Count(*found[style]) for style in sorted(found)}


def number_of(written: str) -> int | None:
    """The number that is written in Arabic or in Han numerals below a thousand; ``None`` where it is neither."""
    if written.isascii() and written.isdigit():
        return int(written)
    if "十" not in written and "百" not in written:
        digits = [_DIGITS.get(character) for character in written]
        return None if None in digits else int("".join(map(str, digits)))
    total, digit = 0, None
    for character in written:
        if character == "百":
            total, digit = total + 100 * (digit or 1), None
        elif character == "十":
            total, digit = total + 10 * (1 if digit is None else digit or 1), None
        else:
            digit = _DIGITS.get(character)
    return total + (digit or 0)
