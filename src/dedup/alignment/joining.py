# mypy: allow-untyped-defs, allow-untyped-calls
"""Chains that belong together: reordered or interleaved text is one match, a shifted repetition of a chain is none."""

from __future__ import annotations

import numpy as np

from dedup.alignment.chains import step_cost
from dedup.compiled import compiled

_BESIDE = 6
_FARTHEST = 4
EQUAL = 0.75
"""Share of another's bits from which a span is as good."""


@compiled
def overlap(start, end, other_start, other_end):
    """Characters in both ranges; negative: the gap between them."""
    return min(end, other_end) - max(start, other_start)


@compiled
def primary(places, bits):
    """Which of the spans are no repetition of a better one: ``bool[n]``.

    A span is one where a better span has most of both its sides, or has most of one side and says it clearly better:
    the other side is a second place in the same text where it stands less well.
    """
    order = np.argsort(-bits, kind="mergesort")
    kept = np.zeros(bits.size, dtype=np.bool_)
    for x in range(bits.size):
        m = order[x]
        kept[m] = True
        for y in range(x):
            k = order[y]
            if kept[k] and _repeats(places[m], bits[m], places[k], bits[k]):
                kept[m] = False
                break
    return kept


@compiled
def _repeats(one, bits, better, better_bits):
    on_left = max(0, overlap(one[0], one[1], better[0], better[1]))
    on_right = max(0, overlap(one[2], one[3], better[2], better[3]))
    share_left, share_right = on_left / (one[1] - one[0]), on_right / (one[3] - one[2])
    if share_left > 0.5 and share_right > 0.5:
        return True
    said_left = better_bits * on_left / (better[1] - better[0])
    said_right = better_bits * on_right / (better[3] - better[2])
    return (share_left > 0.5 and bits * share_left < EQUAL * said_left) or (
        share_right > 0.5 and bits * share_right < EQUAL * said_right
    )


@compiled
def joined(places, bits, lengths, equal, max_gap, gap_cost, most, enough):
    """Chains joined where they lie within ``max_gap`` on both sides, in whatever order: reordered text is one match.

    A join that costs more than ``most`` bits, what a second match would, is made only of chains that are worth
    ``enough`` each on their own: an insignificant one gains no weight from a distant neighbour.
    """
    n = bits.size
    alive = np.ones(n, dtype=np.bool_)
    changed = True
    while changed:
        changed = False
        order = np.argsort(places[:, 0].astype(np.int64), kind="mergesort")
        for x in range(n):
            m = order[x]
            if not alive[m]:
                continue
            for y in range(x + 1, n):
                k = order[y]
                if not alive[k]:
                    continue
                if places[k, 0] - places[m, 1] > _FARTHEST * max_gap:
                    break
                solid = min(bits[m], bits[k]) >= 0.6 * enough
                if _near(places[m], places[k], max_gap, solid):
                    gap_left = max(0, -overlap(places[m, 0], places[m, 1], places[k, 0], places[k, 1]))
                    gap_right = max(0, -overlap(places[m, 2], places[m, 3], places[k, 2], places[k, 3]))
                    cost = step_cost(gap_left, gap_right, 0.0, 0.0)
                    cost += gap_cost * (min(gap_left, gap_right) if solid else max(gap_left, gap_right))
                    if cost > most and min(bits[m], bits[k]) < enough:
                        continue
                    bits[m] += bits[k] - cost
                    lengths[m] += lengths[k]
                    equal[m] += equal[k]
                    places[m, 0], places[m, 1] = min(places[m, 0], places[k, 0]), max(places[m, 1], places[k, 1])
                    places[m, 2], places[m, 3] = min(places[m, 2], places[k, 2]), max(places[m, 3], places[k, 3])
                    alive[k] = False
                    changed = True
    keep = np.flatnonzero(alive)
    return places[keep], bits[keep], lengths[keep], equal[keep]


@compiled
def _near(one, other, max_gap, solid):
    """Whether two chains lie near each other on both sides, or are ``solid``, beside each other on one side and not far
    on the other.

    The second is how reordered or interleaved sentences lie before those between them have been joined.
    """
    on_left = overlap(one[0], one[1], other[0], other[1])
    on_right = overlap(one[2], one[3], other[2], other[3])
    gap, wide_gap = max(0, -max(on_left, on_right)), max(0, -min(on_left, on_right))
    lengths = one[1] - one[0] + one[3] - one[2] + other[1] - other[0] + other[3] - other[2]
    farthest = min(_FARTHEST * max_gap, lengths // 2) if solid and _BESIDE * gap <= max_gap else max_gap
    if gap > max_gap or wide_gap > max(max_gap, farthest):
        return False
    least_left = min(one[1] - one[0], other[1] - other[0])
    least_right = min(one[3] - one[2], other[3] - other[2])
    return 2 * on_left <= least_left and 2 * on_right <= least_right
