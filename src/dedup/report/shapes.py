"""What drawings of documents are made of: discs, lines between them, the boxes of clusters, points and arcs."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Pair
from dedup.report.axis import Tick
from dedup.report.labels import Label

HUES = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of one cluster that are to be drawn, and the pairs between them."""

    number: int
    documents: tuple[int, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Disc:
    """A document at a place; ``title`` says all that the drawing says of it."""

    id: int
    cluster: int
    x: float
    y: float
    radius: float
    label: Label
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A pair as a line from disc to disc; ``at_start`` and ``at_end`` say where an arrow's head stands.

    ``line`` is ``stated``, ``common`` or ``open``: what is known of the direction.
    """

    left: int
    right: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    at_start: bool
    at_end: bool
    line: str
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The box of one cluster, with its heading."""

    number: int
    x: float
    y: float
    width: float
    height: float
    heading: Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """All clusters in a box of ``width`` by ``height``; ``links_left_out`` are too weak to be drawn."""

    width: float
    height: float
    grounds: tuple[Ground, ...]
    discs: tuple[Disc, ...]
    links: tuple[Link, ...]
    links_left_out: int


@dataclass(frozen=True, slots=True)
class Point:
    """A document at its date; ``whole`` where the day is known, else it stands in the middle of its month or year."""

    id: int
    cluster: int
    x: float
    y: float
    whole: bool
    date: str
    label: Label
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Arc:
    """A pair of stated direction, from the source to the copy."""

    source: int
    copy: int
    path: str
    width: float
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """One cluster's strip."""

    number: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """``undated``: documents of the drawn clusters whose date is not known; ``lanes_left_out``: clusters not drawn."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    points: tuple[Point, ...]
    arcs: tuple[Arc, ...]
    ticks: tuple[Tick, ...]
    undated: int
    lanes_left_out: int


def hue(number: int) -> int:
    """Which of the colours of clusters (from 0) is cluster ``number``'s."""
    return (number - 1) % HUES


def share_of(pair: Pair) -> float:
    """The larger of a pair's two shares, 0 to 1."""
    return max(pair.containment_of_left, pair.containment_of_right)
