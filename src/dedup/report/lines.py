"""Lines between discs."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dedup.model import Pair
from dedup.report.captions import link_title
from dedup.report.edition import Edition
from dedup.report.layout import Place
from dedup.report.shapes import Link, share_of

_ARROW_LENGTH = 8.0


def link(edition: Edition, pair: Pair, places: Mapping[int, Place], radii: Mapping[int, float]) -> Link:
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
