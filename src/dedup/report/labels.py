"""Where names stand beside their discs, so that none lies on another name or disc.

A drawing can be enlarged while its letters keep their size, so a name that has no room at first gets it later: each
label carries the least scale, in screen units for a unit of the drawing, from which it has room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, Literal

import numpy as np

LETTER = 6.7
LINE = 15.0
GAP = 3.0
LABEL_WIDTH = 20
LEVELS: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)

Edge = Literal["below", "above", "right", "left"]
EDGES: Final[tuple[Edge, ...]] = ("below", "above", "right", "left")
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A disc that wants a name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name at one edge of its disc, ``x`` and ``y`` its anchor; shown from the scale ``level`` on.

    ``level`` is ``None`` where there is no room at any: such a name shows only when its disc is pointed at.
    """

    text: str
    edge: Edge
    x: float
    y: float
    level: float | None


def short(title: str, width: int = LABEL_WIDTH) -> str:
    """A title's beginning and end, as much as fits beside a disc; an ideograph is as wide as two letters.

    Titles of a series differ at their ends: the number of a part, the year of a version.
    """
    if sum(map(_letters, title)) <= width:
        return title
    tail = _fitting(title[::-1], width * 2 // 5)
    head = _fitting(title, width - 2 - sum(map(_letters, title[len(title) - tail :])))
    return f"{title[:head].rstrip()}…{title[len(title) - tail :].lstrip()}"


def _fitting(text: str, width: int) -> int:
    """How many characters from the beginning fit."""
    return sum(total <= width for total in accumulate(map(_letters, text)))


def text_width(text: str) -> float:
    """Width in screen units, rather too much than too little."""
    return LETTER * sum(map(_letters, text))


def place_labels(
    spots: Sequence[Spot],
    bounds: Box,
    levels: Sequence[float] = LEVELS,
    edges: Sequence[Edge] = EDGES,
    heading: Label | None = None,
) -> tuple[Label, ...]:
    """A label for each spot inside ``bounds``, none on the ``heading``.

    Where two want the same room, the earlier spot gets it; of the edges with room the earlier is taken.
    """
    placed: dict[int, Label] = {}
    held = np.zeros((2 * len(spots) + 1, 4))
    for number, spot in enumerate(spots):
        held[number] = spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius
    for level in levels:
        if heading is not None:
            held[-1] = label_box(heading, level)
        for row, label in enumerate(placed.values(), len(spots)):
            held[row] = label_box(label, level)
        for number, spot in enumerate(spots):
            found = None if number in placed else _free(spot, level, bounds, held, edges)
            if found is not None:
                held[len(spots) + len(placed)] = label_box(found, level)
                placed[number] = found
    return tuple(placed.get(number) or _label(spot, edges[0], None) for number, spot in enumerate(spots))


def label_box(label: Label, scale: float) -> Box:
    """The room a label takes in units of the drawing at a scale."""
    width, height = text_width(label.text) / scale, LINE / scale
    if label.edge in ("below", "above"):  # the edge at the disc is exact, whatever the scale
        top, bottom = (label.y, label.y + height) if label.edge == "below" else (label.y - height, label.y)
        return label.x - width / 2, top, label.x + width / 2, bottom
    left, right = (label.x, label.x + width) if label.edge == "right" else (label.x - width, label.x)
    return left, label.y - height / 2, right, label.y + height / 2


def _letters(character: str) -> int:
    return 2 if ord(character) > 0x2E80 else 1


def _free(spot: Spot, level: float, bounds: Box, held: np.ndarray[Any, Any], edges: Sequence[Edge]) -> Label | None:
    """The first edge with room. A disc's own room is held too and never in the way, and so are rows yet empty."""
    for label in (_label(spot, edge, level) for edge in edges):
        left, top, right, bottom = label_box(label, level)
        inside = left >= bounds[0] and top >= bounds[1] and right <= bounds[2] and bottom <= bounds[3]
        meets = (held[:, 0] < right) & (held[:, 2] > left) & (held[:, 1] < bottom) & (held[:, 3] > top)
        if inside and not meets.any():
            return label
    return None


def _label(spot: Spot, edge: Edge, level: float | None) -> Label:
    away = spot.radius + GAP
    x, y = {
        "below": (spot.x, spot.y + away),
        "above": (spot.x, spot.y - away),
        "right": (spot.x + away, spot.y),
        "left": (spot.x - away, spot.y),
    }[edge]
    return Label(spot.name, edge, round(x, 1), round(y, 1), level)
