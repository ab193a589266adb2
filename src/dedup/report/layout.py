"""Where the discs of clusters stand: each cluster laid out by forces and pushed apart, then all packed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 1080.0
SHAPE = 0.65
"""Height that a window has for a drawing, as a share of its width."""
MARGIN_X = 86.0
MARGIN_TOP = 46.0
MARGIN_BOTTOM = 44.0
LEAST_WIDTH = 352.0
GUTTER = 14.0
EDGE = 2.0
"""Room for the line around a plot at the edge of the sheet."""
DISC_ROOM = (104.0, 52.0)
CROWDED = 40
CROWDED_ROOM = (60.0, 44.0)
_ROUNDS = 80
_TRIALS = 12

Place = tuple[float, float]
Edge = tuple[int, int, float]
"""Two documents and how strongly they draw each other."""


@dataclass(frozen=True, slots=True)
class Plot:
    """One cluster in a box of its own; places run from the box's corner."""

    width: float
    height: float
    places: Mapping[int, Place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Plots packed on one sheet; ``corners[i]`` is where plot ``i`` begins."""

    width: float
    height: float
    corners: tuple[Place, ...]


def plot(documents: Sequence[int], edges: Sequence[Edge]) -> Plot:
    """Lay out one cluster: the more two documents share, the nearer they stand, but never on one another."""
    import numpy as np

    room = DISC_ROOM if len(documents) <= CROWDED else CROWDED_ROOM
    spread = _spread(_forces(documents, edges), len(documents), room)
    _push_apart(spread, room)
    spread -= spread.min(axis=0)
    width, height = spread.max(axis=0)
    full = max(LEAST_WIDTH, float(width) + 2 * MARGIN_X)
    shifted = np.round(spread + np.array([(full - width) / 2, MARGIN_TOP]), 1)
    places = {document: (float(x), float(y)) for document, (x, y) in zip(documents, shifted, strict=True)}
    return Plot(round(full, 1), round(float(height) + MARGIN_TOP + MARGIN_BOTTOM, 1), places)


def pack(plots: Sequence[Plot]) -> Sheet:
    """Set plots on a sheet of the width at which they look largest in a window."""
    widest = max((item.width for item in plots), default=0.0)
    area = sum((item.width + GUTTER) * (item.height + GUTTER) for item in plots)
    least = max(WIDTH, widest + 2 * EDGE)
    widths = [least + step * max(0.0, 2 * math.sqrt(area / SHAPE) - least) / _TRIALS for step in range(_TRIALS + 1)]
    return min((_filled(plots, width) for width in widths), key=lambda sheet: max(sheet.width, sheet.height / SHAPE))


def _filled(plots: Sequence[Plot], limit: float) -> Sheet:
    """Each plot as high up as it goes, and there as far left, with nothing beyond ``limit``."""
    taken: list[tuple[float, float, float]] = []
    corners: list[Place] = []
    for item in plots:
        starts = sorted({EDGE, *(right for _, right, _ in taken if right + item.width <= limit)})
        y, x = min((_floor(taken, start, start + item.width), start) for start in starts)
        corners.append((round(x, 1), round(y, 1)))
        taken.append((x, x + item.width + GUTTER, y + item.height + GUTTER))
    width = max((right for _, right, _ in taken), default=0.0) - GUTTER + EDGE
    height = max((bottom for _, _, bottom in taken), default=0.0) - GUTTER + EDGE
    return Sheet(round(max(width, WIDTH), 1), round(height, 1), tuple(corners))


def _floor(taken: Sequence[tuple[float, float, float]], left: float, right: float) -> float:
    """Below all that stands over a stretch from ``left`` to ``right``."""
    return max((bottom for start, end, bottom in taken if start < right and left < end), default=EDGE)


def _forces(documents: Sequence[int], edges: Sequence[Edge]) -> Any:
    """Places in a square of side 1, in the order of ``documents``."""
    import networkx as nx
    import numpy as np

    graph = nx.Graph()
    graph.add_nodes_from(documents)
    graph.add_weighted_edges_from((left, right, 0.2 + share) for left, right, share in edges)
    graph.add_weighted_edges_from(_ties(graph))
    spread = 1.6 / math.sqrt(max(2, len(documents)))
    start = nx.circular_layout(graph)
    found = nx.spring_layout(graph, pos=start, k=spread, iterations=120, seed=np.random.RandomState(1))
    places = np.array([found[document] for document in documents], dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    return (places - low) / np.maximum(high - low, 1e-6)


def _ties(graph: Any) -> Iterator[Edge]:
    """Weak ties from each separate part to the largest, which would else be driven to the edges of the drawing."""
    import networkx as nx

    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    yield from ((parts[0][0], part[0], 0.5) for part in parts[1:])


def _spread(places: Any, n: int, room: tuple[float, float]) -> Any:
    """Stretch the square to a box, half as wide again as high, with room for ``n`` discs."""
    if n <= 2:
        return places * 0 + [[0.0, 0.0], [1.7 * room[0], 0.0]][:n]
    width = math.sqrt(n * room[0] * room[1] * 1.5)
    return places * [width, width / 1.5]


def _push_apart(places: Any, room: tuple[float, float]) -> None:
    """Move discs whose rooms overlap away from each other, along the side where less is missing."""
    import numpy as np

    for _ in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        missing = np.array(room) - np.abs(apart)
        close = (missing > 0).all(axis=2)
        np.fill_diagonal(close, False)
        if not close.any():
            return
        ranks = np.arange(len(places))
        sign = np.where(apart == 0, np.sign(ranks[:, None] - ranks[None, :])[:, :, None], np.sign(apart))
        flatter = (missing[:, :, 0] < missing[:, :, 1])[:, :, None]
        step = sign * missing * np.where(flatter, [1.0, 0.0], [0.0, 1.0]) * close[:, :, None]
        places += 0.26 * step.sum(axis=1)
