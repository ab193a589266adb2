"""Clusters as one drawing: where its discs, lines and names stand. The same clusters are always drawn the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Pair
from dedup.report.edition import Edition
from dedup.report.labels import Label, Spot, place_labels, short
from dedup.report.layout import Place, Plot, pack, plot
from dedup.report.wording import direction_view

MAX_DISCS = 500
MAX_LINKS = 400
"""Links drawn of one cluster."""
HUES = 8
_ARROW_LENGTH = 8.0


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


def hue(number: int) -> int:
    """Which of the colours of clusters (from 0) is cluster ``number``'s."""
    return (number - 1) % HUES


def draw(edition: Edition, groups: Sequence[Group]) -> Drawing:
    """Lay out each group and pack them; the names of documents that share most get their room first."""
    plots = [_plot(group) for group in groups]
    sheet = pack(plots)
    places = {
        document: (round(x + left, 1), round(y + top, 1))
        for item, (left, top) in zip(plots, sheet.corners, strict=True)
        for document, (x, y) in item.places.items()
    }
    radii = _radii(edition, groups)
    grounds = tuple(
        _ground(edition, group, item, corner) for group, item, corner in zip(groups, plots, sheet.corners, strict=True)
    )
    drawn = [pair for group in groups for pair in _strongest(group.pairs)]
    return Drawing(
        width=sheet.width,
        height=sheet.height,
        grounds=grounds,
        discs=tuple(
            disc
            for group, ground in zip(groups, grounds, strict=True)
            for disc in _discs(edition, group, ground, places, radii)
        ),
        links=tuple(_link(edition, pair, places, radii) for pair in drawn),
        links_left_out=sum(len(group.pairs) for group in groups) - len(drawn),
    )


def _plot(group: Group) -> Plot:
    return plot(group.documents, [(pair.left, pair.right, share_of(pair)) for pair in group.pairs])


def share_of(pair: Pair) -> float:
    """The larger of a pair's two shares, 0 to 1."""
    return max(pair.containment_of_left, pair.containment_of_right)


def _strongest(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs to draw, the strongest last and so on top."""
    ranked = sorted(pairs, key=lambda pair: (-share_of(pair), pair.left, pair.right))
    return ranked[:MAX_LINKS][::-1]


def _radii(edition: Edition, groups: Sequence[Group]) -> dict[int, float]:
    """The area of a disc grows with the length of its text."""
    documents = edition.result.documents
    characters = {number: documents[number].characters for group in groups for number in group.documents}
    longest = max(1, *characters.values()) if characters else 1
    return {document: round(6 + 12 * math.sqrt(count / longest), 1) for document, count in characters.items()}


def _ground(edition: Edition, group: Group, item: Plot, corner: Place) -> Ground:
    left, top = corner
    heading = Label(edition.words("cluster", number=group.number), "right", left + 10, top + 15, 0.0)
    return Ground(group.number, left, top, item.width, item.height, heading)


def _discs(
    edition: Edition, group: Group, ground: Ground, places: Mapping[int, Place], radii: Mapping[int, float]
) -> Iterator[Disc]:
    """The discs of one cluster, whose names stay inside its box."""
    order = sorted(group.documents, key=lambda document: (-edition.result.reuse[document].characters, document))
    spots = [Spot(*places[document], radii[document], short(edition.names[document].title)) for document in order]
    bounds = (ground.x, ground.y, ground.x + ground.width, ground.y + ground.height)
    labels = dict(zip(order, place_labels(spots, bounds, heading=ground.heading), strict=True))
    for document in group.documents:
        yield Disc(
            id=document,
            cluster=group.number,
            x=places[document][0],
            y=places[document][1],
            radius=radii[document],
            label=labels[document],
            title=disc_title(edition, document),
            href=edition.names[document].href,
        )


def disc_title(edition: Edition, document: int) -> str:
    """A document's whole name, length and share of reuse."""
    name, words, result = edition.names[document], edition.words, edition.result
    share = f"{words('share')} {words.percent(result.reuse[document].share)}"
    size = words("characters_count", count=words.number(result.documents[document].characters))
    return f"{name.title} — {size}, {share}"


def _link(edition: Edition, pair: Pair, places: Mapping[int, Place], radii: Mapping[int, float]) -> Link:
    """A line between the rims of two discs, with room for an arrow's head where there is one."""
    source = pair.direction.source
    at_start, at_end = source == "right", source == "left"
    (x1, y1), (x2, y2) = places[pair.left], places[pair.right]
    distance = math.hypot(x2 - x1, y2 - y1) or 1.0
    from_start = min(distance / 2, radii[pair.left] + (_ARROW_LENGTH if at_start else 1))
    from_end = min(distance / 2, radii[pair.right] + (_ARROW_LENGTH if at_end else 1))
    step_x, step_y = (x2 - x1) / distance, (y2 - y1) / distance
    return Link(
        left=pair.left,
        right=pair.right,
        x1=round(x1 + step_x * from_start, 1),
        y1=round(y1 + step_y * from_start, 1),
        x2=round(x2 - step_x * from_end, 1),
        y2=round(y2 - step_y * from_end, 1),
        width=round(1 + 4 * share_of(pair), 1),
        at_start=at_start,
        at_end=at_end,
        line={"common": "common", "undetermined": "open"}.get(source, "stated"),
        title=link_title(edition, pair),
        href=edition.plan.pair_href(pair.left, pair.right),
    )


def link_title(edition: Edition, pair: Pair) -> str:
    """Both names with the sign of the direction between them, both shares, and the direction in words."""
    words = edition.words
    left, right = edition.names[pair.left].title, edition.names[pair.right].title
    view = direction_view(pair.direction, words)
    shares = f"{words.percent(pair.containment_of_left)} / {words.percent(pair.containment_of_right)}"
    return f"{left} {view.sign} {right} — {shares}, {view.words}"
