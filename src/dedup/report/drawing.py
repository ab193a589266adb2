"""A cluster as a drawing: where its discs and lines stand. The same cluster is always drawn the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dedup.model import Pair
from dedup.report.edition import Edition
from dedup.report.wording import direction_view

WIDTH = 860.0
SMALL_WIDTH = 400.0
SMALL_CLUSTER = 4
MARGIN_X = 75.0
MARGIN_Y = 40.0
WIDTH_A_DISC = 50.0
MAX_LINKS = 400
LABELLED = 10
LABEL_WIDTH = 22
_ARROW_LENGTH = 7.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A document at a place; ``label`` stands beneath it, ``title`` tells more."""

    x: float
    y: float
    radius: float
    label: str
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A pair as a line from disc to disc; ``at_start`` and ``at_end`` say where an arrow's head stands."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    at_start: bool
    at_end: bool
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Discs and links in a box of ``width`` by ``height``."""

    width: float
    height: float
    discs: tuple[Disc, ...]
    links: tuple[Link, ...]


def draw(edition: Edition, documents: Sequence[int], pairs: Sequence[Pair]) -> Drawing:
    """Lay out ``documents`` by their pairs: the more two share, the nearer they stand."""
    width, height = _size(len(documents))
    places = _places(documents, pairs, width, height)
    radii = _radii({document: edition.result.documents[document].characters for document in documents})
    strongest = sorted(pairs, key=lambda pair: (-_share(pair), pair.left, pair.right))[:MAX_LINKS]
    links = (_link(edition, pair, places, radii) for pair in reversed(strongest))
    discs = (
        _disc(edition, document, places[document], radii[document], len(documents) <= LABELLED)
        for document in documents
    )
    return Drawing(width, height, tuple(discs), tuple(links))


def _size(documents: int) -> tuple[float, float]:
    """Small clusters get half a line, two of them side by side."""
    if documents <= SMALL_CLUSTER:
        return SMALL_WIDTH, 110.0 if documents == 2 else 190.0
    return WIDTH, min(540.0, 150.0 + 24.0 * documents)


def _share(pair: Pair) -> float:
    return max(pair.containment_of_left, pair.containment_of_right)


def _places(
    documents: Sequence[int], pairs: Sequence[Pair], width: float, height: float
) -> dict[int, tuple[float, float]]:
    import networkx as nx
    import numpy as np

    graph = nx.Graph()
    graph.add_nodes_from(documents)
    graph.add_weighted_edges_from((pair.left, pair.right, 0.2 + _share(pair)) for pair in pairs)
    start = nx.circular_layout(graph)
    spread = 1.6 / math.sqrt(max(2, len(documents)))
    found = nx.spring_layout(graph, pos=start, k=spread, iterations=120, seed=np.random.RandomState(1))
    return _fitted(found, width, height)


def _fitted(found: Mapping[int, Sequence[float]], width: float, height: float) -> dict[int, tuple[float, float]]:
    xs = [float(place[0]) for place in found.values()]
    ys = [float(place[1]) for place in found.values()]
    margin = max(MARGIN_X, width / 2 - WIDTH_A_DISC * len(found))
    return {
        document: (
            _scaled(float(place[0]), min(xs), max(xs), margin, width - margin),
            _scaled(float(place[1]), min(ys), max(ys), MARGIN_Y, height - MARGIN_Y),
        )
        for document, place in found.items()
    }


def _scaled(value: float, low: float, high: float, to_low: float, to_high: float) -> float:
    if high - low < 1e-3:
        return round((to_low + to_high) / 2, 1)
    return round(to_low + (value - low) / (high - low) * (to_high - to_low), 1)


def _radii(characters: Mapping[int, int]) -> dict[int, float]:
    longest = max(1, *characters.values())
    return {document: round(6 + 14 * math.sqrt(count / longest), 1) for document, count in characters.items()}


def _disc(edition: Edition, document: int, place: tuple[float, float], radius: float, labelled: bool) -> Disc:
    name, words, result = edition.names[document], edition.words, edition.result
    short = _short(name.title)
    share = f"{words('share')} {words.percent(result.reuse[document].share)}"
    size = words("characters_count", count=words.number(result.documents[document].characters))
    return Disc(*place, radius, short if labelled else "", f"{name.title} — {size}, {share}", name.href)


def _short(title: str) -> str:
    """As much of a title as fits under a disc; an ideograph is as wide as two letters."""
    widths = accumulate(2 if ord(character) > 0x2E80 else 1 for character in title)
    fitting = sum(width <= LABEL_WIDTH for width in widths)
    return title if fitting == len(title) else title[: fitting - 1] + "…"


def _link(edition: Edition, pair: Pair, places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]) -> Link:
    """A line between the rims of two discs, with room for an arrow's head where there is one."""
    arrow = pair.direction.source
    at_start, at_end = arrow == "right", arrow == "left"
    (x1, y1), (x2, y2) = places[pair.left], places[pair.right]
    distance = math.hypot(x2 - x1, y2 - y1) or 1.0
    from_start = min(distance / 2, radii[pair.left] + (_ARROW_LENGTH if at_start else 1))
    from_end = min(distance / 2, radii[pair.right] + (_ARROW_LENGTH if at_end else 1))
    step_x, step_y = (x2 - x1) / distance, (y2 - y1) / distance
    return Link(
        x1=round(x1 + step_x * from_start, 1),
        y1=round(y1 + step_y * from_start, 1),
        x2=round(x2 - step_x * from_end, 1),
        y2=round(y2 - step_y * from_end, 1),
        width=round(1 + 3.5 * _share(pair), 1),
        at_start=at_start,
        at_end=at_end,
        title=_link_title(edition, pair),
        href=edition.plan.pair_href(pair.left, pair.right),
    )


def _link_title(edition: Edition, pair: Pair) -> str:
    words = edition.words
    left, right = edition.names[pair.left].title, edition.names[pair.right].title
    view = direction_view(pair.direction, words)
    shares = f"{words.percent(pair.containment_of_left)} / {words.percent(pair.containment_of_right)}"
    return f"{left} {view.sign} {right} — {shares}, {view.words}"
