"""Dated documents of clusters as points in time, one lane a cluster, with arcs from source to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dedup.model import Pair
from dedup.report.axis import LEFT, WIDTH, Axis, year_of
from dedup.report.captions import disc_title, link_title
from dedup.report.edition import Edition
from dedup.report.labels import LINE, Label, Spot, place_labels, short
from dedup.report.shapes import Arc, Group, Lane, Point, Timeline, share_of

HEAD = 30.0
RADIUS = 5.0
ROOM = 14.0
ROW = 20.0
MAX_LANES = 60
LABEL_WIDTH = 16


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
    axis = Axis(min(years), max(years))
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


def _lanes(
    edition: Edition, groups: Sequence[Group], dated: Mapping[int, float], axis: Axis
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
