"""Clusters as one drawing: where its discs, lines and names stand. The same clusters are always drawn the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from dedup.model import Pair
from dedup.report.captions import disc_title
from dedup.report.edition import Edition
from dedup.report.labels import Label, Spot, place_labels, short
from dedup.report.layout import Place, Plot, pack, plot
from dedup.report.lines import link
from dedup.report.shapes import Disc, Drawing, Ground, Group, share_of

MAX_DISCS = 500
MAX_LINKS = 400
"""Links drawn of one cluster."""


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
        links=tuple(link(edition, pair, places, radii) for pair in drawn),
        links_left_out=sum(len(group.pairs) for group in groups) - len(drawn),
    )


def _plot(group: Group) -> Plot:
    return plot(group.documents, [(pair.left, pair.right, share_of(pair)) for pair in group.pairs])


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
