# mypy: allow-untyped-defs, allow-untyped-calls
"""Boxes: chains and links of a pair alike, as places in both texts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.primary import overlap
from dedup.compiled import compiled


class Boxes(NamedTuple):
    """``places``: ``int32[k, 4]``, left start and end, right start and end; ``alike``: ``float64[k]``, 0 to 1;
    ``bits``: ``float64[k]``, of each by itself; the first ``chains`` of them are chains, the others links."""

    places: NDArray[np.int32]
    alike: NDArray[np.float64]
    bits: NDArray[np.float64]
    chains: int


@compiled
def boxes_of(left, right, places, quality, worth, links, cosines, shared):
    """Chains first, then the links that no chain says better."""
    n = places.shape[0]
    boxes = np.empty((n + links.shape[0], 4), dtype=np.int32)
    alike, bits = np.empty(n + links.shape[0], dtype=np.float64), np.empty(n + links.shape[0], dtype=np.float64)
    boxes[:n], alike[:n], bits[:n] = places, quality, worth
    count = n
    for m in range(links.shape[0]):
        i, j = links[m, 0], links[m, 1]
        box = boxes[count]
        box[0], box[1], box[2], box[3] = left.units[i], left.units[i + 1], right.units[j], right.units[j + 1]
        if not _said_better(box, cosines[m], places, quality):
            alike[count], bits[count] = cosines[m], shared[m]
            count += 1
    return Boxes(boxes[:count], alike[:count], bits[:count], n)


@compiled
def only(boxes, kept):
    """Those of the boxes that are ``kept`` (``bool[k]``)."""
    return Boxes(boxes.places[kept], boxes.alike[kept], boxes.bits[kept], np.sum(kept[: boxes.chains]))


@compiled
def _said_better(box, cosine, chains, quality):
    """Whether chains that are more alike have both sides of a link, or have one and lead elsewhere on the other."""
    on_left, on_right = 0.0, 0.0
    for k in range(chains.shape[0]):
        if cosine <= quality[k]:
            on_left += max(0, overlap(box[0], box[1], chains[k, 0], chains[k, 1])) / (box[1] - box[0])
            on_right += max(0, overlap(box[2], box[3], chains[k, 2], chains[k, 3])) / (box[3] - box[2])
    most, least = max(on_left, on_right), min(on_left, on_right)
    return least > 0.9 or (most > 0.5 and least < 0.25)


@compiled
def unmet(places, found):
    """Which places meet none of the spans ``found`` on both sides: ``bool[k]``."""
    rest = np.ones(places.shape[0], dtype=np.bool_)
    for k in range(places.shape[0]):
        for m in range(found.shape[0]):
            if meet(places[k], found[m, 0], found[m, 1], found[m, 2], found[m, 3]):
                rest[k] = False
                break
    return rest


@compiled
def meet(box, a, b, c, d):
    """Whether a box has characters of ``a`` to ``b`` on the left and of ``c`` to ``d`` on the right."""
    return box[0] < b and a < box[1] and box[2] < d and c < box[3]
