"""Item numbers: in the text that a passage was written for they count up; in a copy they rarely do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence, Span

_LOG_ODDS: Final = 2.0
_HAN_NUMBER: Final = "〇零一二两三四五六七八九十百"
_ITEMS: Final = re.compile(
    rf"^[ \t\u3000]*(?:第(?P<part>[{_HAN_NUMBER}]{{1,7}}|\d{{1,4}})(?P<unit>[章节条编])"
    rf"|(?P<han>[{_HAN_NUMBER}]{{1,5}})[、.．]"
    rf"|[（(](?P<bracketed>[{_HAN_NUMBER}]{{1,5}}|\d{{1,3}})[）)]"
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


def numbering(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence where the items of the passage go on counting in one text and break the count in the other."""
    on_left, on_right = _breaks(view.left, passage.left), _breaks(view.right, passage.right)
    if on_left and on_right == "":
        copy, broken = view.left, on_left
    elif on_right and on_left == "":
        copy, broken = view.right, on_right
    else:
        return
    yield speaking_for(copy is view.right, "item-numbers", f"in {copy.document.path} {broken}", _LOG_ODDS)


def items_of(text: str) -> list[Item]:
    """The numbered items of a text, in order."""
    found = []
    for match in _ITEMS.finditer(text):
        number = match["part"] or match["han"] or match["bracketed"] or match["arabic"]
        value = number_of(number)
        if value is not None:
            found.append(Item(match.start(), match["unit"] or str(match.lastgroup), value))
    return found


def number_of(written: str) -> int | None:
    """The number that is written in Arabic or in Han numerals below a thousand; ``None`` where it is neither."""
    if written.isascii() and written.isdigit():
        return int(written)
    if not set(written) & {"十", "百"}:
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


def _breaks(text: Text, span: Span) -> str | None:
    """How the passage breaks the count, empty where it goes on; ``None`` where nothing is counted."""
    items = items_of(text.document.text)
    places = [item.place for item in items]
    first, last = bisect_left(places, span.start), bisect_left(places, span.end)
    if first == last:
        return None
    inside, verdict = items[first:last], ""
    for style in sorted({item.style for item in inside}):
        own = [item for item in inside if item.style == style]
        before = next((item for item in reversed(items[:first]) if item.style == style), None)
        after = next((item for item in items[last:] if item.style == style), None)
        if own[0].value != 1 and (before is None or before.value != own[0].value - 1):
            verdict = f"item {own[0].value} follows " + (f"item {before.value}" if before else "no item")
        elif after is not None and after.value not in (1, own[-1].value + 1):
            verdict = f"item {after.value} follows item {own[-1].value}"
    return verdict
