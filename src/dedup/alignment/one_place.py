# mypy: allow-untyped-defs, allow-untyped-calls
"""Spans that claim one place of a text and meet in the other: one passage, of which the parts were put in other orders.

Neither is a repetition of the other, since they tell the place by different parts of the other text; but where these
lie in one another, nothing was taken twice.
"""

from __future__ import annotations

import numpy as np

from dedup.alignment.boxes import meet
from dedup.alignment.joining import widen
from dedup.alignment.primary import overlap
from dedup.compiled import compiled

_SAME = 0.5  # share of the shorter that both have


@compiled
def united(places, bits):
    """The spans (``int32[n, 4]``) with those made one that are of one place on either side and meet on both, and the
    bits of the better of them, in order of the first of each."""
    places, bits = places.copy(), bits.copy()
    kept = np.ones(bits.size, dtype=np.bool_)
    m = 0
    while m < bits.size:
        k = _first_of_its_place(places, kept, m)
        if k < 0:
            m += 1
            continue
        widen(places[m], places[k])
        bits[m], kept[k] = max(bits[m], bits[k]), False  # what has grown may meet what it did not meet before
    return places[kept], bits[kept]


@compiled
def _first_of_its_place(places, kept, m):
    """The first span after ``m`` that is of one place with it, or -1."""
    for k in range(m + 1, kept.size):
        if kept[m] and kept[k] and _of_one_place(places[m], places[k]):
            return k
    return -1


@compiled
def _of_one_place(one, other):
    if not meet(one, other[0], other[1], other[2], other[3]):
        return False
    for side in range(0, 4, 2):
        shorter = min(one[side + 1] - one[side], other[side + 1] - other[side])
        if overlap(one[side], one[side + 1], other[side], other[side + 1]) > _SAME * shorter:
            return True
    return False
