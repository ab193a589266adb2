"""Dated documents of clusters as points in time, one lane a cluster, with arcs from source to copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.model import Pair
from dedup.report.drawing import Group, disc_title, link_title, share_of
from dedup.report.edition import Edition
from dedup.report.labels import LINE, Label, Spot, place_labels, short

WIDTH = 1080.0
LEFT = 84.0
RIGHT = 150.0
HEAD = 30.0
RADIUS = 5.0
ROOM = 14.0
ROW = 20.0
MAX_LANES = 60
MAX_TICKS = 9
LABEL_WIDTH = 16
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_STEPS = (1 / 12, 1 / 4, 1 / 2, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


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
class Tick:
    """A date on the axis."""

    x: float
    label: str


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


def timeline(edition: Edition, groups: Sequence[Group]) -> Timeline | None:
    """Set the dated documents of ``groups`` in order of time; ``None`` where no two of a cluster have a date."""
    dated = {
        document: year
        for group in groups
        for document in group.documents
        if (year := year_of(edition.result.documents[document].date)) is not None
    }
    told = [group for group in groups if sum(document in dated for document in group.documents) > 1]
    if not told:
        return None
    shown = told[:MAX_LANES]
    years = [dated[document] for group in shown for document in group.documents if document in dated]
    axis = _Axis(min(years), max(years))
    lanes, points = _lanes(edition, shown, dated, axis)
    height = lanes[-1].y + lanes[-1].height + 4
    placed = {point.id: point for point in _labelled(points, height)}
    return Timeline(
        width=WIDTH,
        height=height,
        lanes=lanes,
        points=tuple(placed.values()),
        arcs=tuple(arc for group in shown for arc in _arcs(edition, group.pairs, placed)),
        ticks=tuple(axis.ticks()),
        undated=sum(document not in dated for group in groups for document in group.documents),
        lanes_left_out=len(told) - len(shown),
    )


def year_of(date: str | None) -> float | None:
    """A date as a year with its fraction: ``2024-07`` is about 2024.54, the middle of that month."""
    found = _DATE.fullmatch(date or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return None if year is None else year + 0.5
    if not 1 <= month <= 12:
        return None
    return round(year + (month - 1) / 12 + (15 if day is None else min(day, 31) - 1) / 372, 4)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From a first to a last year."""

    first: float
    last: float

    def x(self, year: float) -> float:
        """Where a year stands."""
        span = self.last - self.first
        share = 0.5 if span < 1e-6 else (year - self.first) / span
        return round(LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def ticks(self) -> Iterator[Tick]:
        """Round dates, at most ``MAX_TICKS``; months where the axis is short."""
        step = next((step for step in _STEPS if (self.last - self.first) / step <= MAX_TICKS - 1), _STEPS[-1])
        number = -int(-self.first // step)
        while number * step <= self.last + 1e-6:
            year = number * step
            yield Tick(self.x(year), _tick_label(year, step))
            number += 1


def _tick_label(year: float, step: float) -> str:
    whole, month = divmod(round(year * 12), 12)
    return f"{whole}" if step >= 1 else f"{whole}-{month + 1:02d}"


def _lanes(
    edition: Edition, groups: Sequence[Group], dated: Mapping[int, float], axis: _Axis
) -> tuple[tuple[Lane, ...], list[Point]]:
    lanes: list[Lane] = []
    points: list[Point] = []
    top = HEAD
    for group in groups:
        known = sorted((dated[document], document) for document in group.documents if document in dated)
        rows = list(_rows([axis.x(year) for year, _ in known]))
        height = 46.0 + ROW * max(rows)
        for (year, document), row in zip(known, rows, strict=True):
            points.append(_point(edition, group.number, document, axis.x(year), top + 28 + ROW * row))
        lanes.append(Lane(group.number, top, height))
        top += height
    return tuple(lanes), points


def _rows(xs: Iterable[float]) -> Iterator[int]:
    """The first row, from the top, in which each next point does not lie on the one before."""
    ends: list[float] = []
    for x in xs:
        row = next((row for row, end in enumerate(ends) if end <= x), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + ROOM
        yield row


def _point(edition: Edition, cluster: int, document: int, x: float, y: float) -> Point:
    date = edition.result.documents[document].date or ""
    name = edition.names[document]
    unnamed = Label(short(name.title, LABEL_WIDTH), "right", x, y, None)
    title = f"{date}: {disc_title(edition, document)}"
    return Point(document, cluster, x, y, len(date) == 10, date, unnamed, title, name.href)


def _labelled(points: Sequence[Point], height: float) -> Iterator[Point]:
    spots = [Spot(point.x, point.y, RADIUS, point.label.text) for point in points]
    labels = place_labels(spots, (LEFT, HEAD - LINE / 2, WIDTH, height), (1.0,), ("right", "left", "below"))
    for point, label in zip(points, labels, strict=True):
        yield replace(point, label=label)


def _arcs(edition: Edition, pairs: Iterable[Pair], points: Mapping[int, Point]) -> Iterator[Arc]:
    for pair in pairs:
        if pair.direction.source not in ("left", "right") or not {pair.left, pair.right} <= points.keys():
            continue
        source, copy = (pair.left, pair.right) if pair.direction.source == "left" else (pair.right, pair.left)
        yield Arc(
            source=source,
            copy=copy,
            path=_path(points[source], points[copy]),
            width=round(1 + 2.5 * share_of(pair), 1),
            title=link_title(edition, pair),
            href=edition.plan.pair_href(pair.left, pair.right),
        )


def _path(source: Point, copy: Point) -> str:
    """A curve above both points, which leaves room for the arrow's head."""
    way = 1.0 if copy.x >= source.x else -1.0
    distance = abs(copy.x - source.x)
    start_x, end_x = source.x + way * 3, copy.x - way * min(8.0, distance / 2)
    top = min(source.y, copy.y) - min(44.0, 14 + distance / 8)
    middle = (start_x + end_x) / 2
    return f"M{start_x:.1f} {source.y - 6:.1f}Q{middle:.1f} {top:.1f} {end_x:.1f} {copy.y - 11:.1f}"
