"""Item numbers: in the text that a passage was written for they count up; in a copy they rarely do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.judgement.direction.items import Count
from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence, Span

_LOG_ODDS: Final = 2.0


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


def _breaks(text: Text, span: Span) -> str | None:
    """How the passage breaks the count, empty where it goes on; ``None`` where nothing is counted."""
    found = [_break(count, *count.inside(span)) for count in text.facts.items.values()]
    counted = [one for one in found if one is not None]
    return next((one for one in counted if one), "") if counted else None


def _break(count: Count, first: int, last: int) -> str | None:
    """How the items ``[first, last)`` of one style break their count."""
    if first == last:
        return None
    start, end = count.values[first], count.values[last - 1]
    if start != 1 and (first == 0 or count.values[first - 1] != start - 1):
        return f"item {start} follows " + (f"item {count.values[first - 1]}" if first else "no item")
    if last < len(count.values) and count.values[last] not in (1, end + 1):
        return f"item {count.values[last]} follows item {end}"
    return ""
