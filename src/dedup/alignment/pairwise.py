# mypy: allow-untyped-defs, allow-untyped-calls
"""All reused spans between two folded texts, or inside one: seeds, runs, chains, joined, extended, weighed."""

from __future__ import annotations

import numpy as np

from dedup.alignment.chains import best_predecessors, chains, step_cost
from dedup.alignment.extension import extend
from dedup.alignment.seeds import exact_runs, shared_seeds
from dedup.compiled import compiled

_LEAST_RUN = 3
_LEAST_CHAIN_BITS = 18.0
_MAX_EXTENSION = 400
_BESIDE = 6
_FARTHEST = 4
# A chain is the best of many that could be put together of the same chance runs: what that choice is worth grows with
# the first runs and then no more.
_CHOICE_BITS = 8.0
_MOST_CHOICE_BITS = 40.0


@compiled
def align_pair(
    left,
    right,
    left_grams,
    right_grams,
    before,
    max_gap,
    max_skew,
    gap_cost,
    skew_cost,
    lookback,
    least_bits,
):
    """Reused spans ``int32[m, 4]`` (left start and end, right start and end, folded) and their bits ``float64[m]``.

    ``left``, ``right``: folded code points, the same array for one text against itself; ``before``: running bits of
    the left text. Bits are what copying saves, less the places in both texts (log2 of the product of the lengths),
    less the choice of a chain's runs among others.
    """
    internal = left is right
    seeds = shared_seeds(left_grams, right_grams, left.size)
    runs = exact_runs(seeds, left, right, left.size, _LEAST_RUN)
    search = np.log2(1.0 * max(1, left.size)) + np.log2(1.0 * max(1, right.size))
    score, previous = best_predecessors(runs, before, max_gap, max_skew, gap_cost, skew_cost, lookback, search)
    places, bits, lengths = chains(runs, score, previous, _LEAST_CHAIN_BITS)
    places, bits, lengths = _without_shadows(places, bits, lengths)
    places, bits, lengths = _joined(places, bits, lengths, max_gap, gap_cost, search, search + least_bits)
    count = 0
    for m in range(bits.size):
        worth = bits[m] - search - min(_MOST_CHOICE_BITS, _CHOICE_BITS * (lengths[m] - 1))
        if worth < least_bits:
            continue
        a0, a1, b0, b1 = places[m, 0], places[m, 1], places[m, 2], places[m, 3]
        more_left, more_right = extend(
            left, right, a1, b1, 1, min(_MAX_EXTENSION, left.size - a1), min(_MAX_EXTENSION, right.size - b1)
        )
        less_left, less_right = extend(left, right, a0, b0, -1, min(_MAX_EXTENSION, a0), min(_MAX_EXTENSION, b0))
        a0, a1, b0, b1 = a0 - less_left, a1 + more_left, b0 - less_right, b1 + more_right
        if internal and a1 > b0:
            overlap = a1 - b0
            if 2 * overlap > a1 - a0 or 2 * overlap > b1 - b0:
                continue
            a1, b0 = a1 - (overlap + 1) // 2, b0 + overlap // 2
        places[count, 0], places[count, 1], places[count, 2], places[count, 3] = a0, a1, b0, b1
        bits[count] = worth
        count += 1
    return places[:count], bits[:count]


@compiled
def _overlap(start, end, other_start, other_end):
    """Characters in both ranges; negative: the gap between them."""
    return min(end, other_end) - max(start, other_start)


@compiled
def _without_shadows(places, bits, lengths):
    """Chains less those that repeat, for more than half of them on both sides, a better one on a shifted diagonal."""
    kept = np.empty(bits.size, dtype=np.int64)
    count = 0
    for m in range(bits.size):
        shadowed = False
        for k in range(count):
            other = kept[k]
            on_left = _overlap(places[m, 0], places[m, 1], places[other, 0], places[other, 1])
            on_right = _overlap(places[m, 2], places[m, 3], places[other, 2], places[other, 3])
            if 2 * on_left > places[m, 1] - places[m, 0] and 2 * on_right > places[m, 3] - places[m, 2]:
                shadowed = True
                break
        if not shadowed:
            kept[count] = m
            count += 1
    return places[kept[:count]], bits[kept[:count]], lengths[kept[:count]]


@compiled
def _joined(places, bits, lengths, max_gap, gap_cost, most, enough):
    """Chains joined where they lie within ``max_gap`` on both sides, in whatever order: reordered text is one match.

    A join that costs more than ``most`` bits, what a second match would, is made only of chains that are worth
    ``enough`` each on their own: an insignificant one gains no weight from a distant neighbour.
    """
    n = bits.size
    alive = np.ones(n, dtype=np.bool_)
    changed = True
    while changed:
        changed = False
        order = np.argsort(places[:, 0], kind="mergesort")
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
                    gap_left = max(0, -_overlap(places[m, 0], places[m, 1], places[k, 0], places[k, 1]))
                    gap_right = max(0, -_overlap(places[m, 2], places[m, 3], places[k, 2], places[k, 3]))
                    cost = step_cost(gap_left, gap_right, 0.0, 0.0)
                    cost += gap_cost * (min(gap_left, gap_right) if solid else max(gap_left, gap_right))
                    if cost > most and min(bits[m], bits[k]) < enough:
                        continue
                    bits[m] += bits[k] - cost
                    lengths[m] += lengths[k]
                    places[m, 0], places[m, 1] = min(places[m, 0], places[k, 0]), max(places[m, 1], places[k, 1])
                    places[m, 2], places[m, 3] = min(places[m, 2], places[k, 2]), max(places[m, 3], places[k, 3])
                    alive[k] = False
                    changed = True
    keep = np.flatnonzero(alive)
    return places[keep], bits[keep], lengths[keep]


@compiled
def _near(one, other, max_gap, solid):
    """Whether two chains lie near each other on both sides, or are ``solid``, beside each other on one side and not far
    on the other.

    The second is how reordered or interleaved sentences lie before those between them have been joined.
    """
    on_left = _overlap(one[0], one[1], other[0], other[1])
    on_right = _overlap(one[2], one[3], other[2], other[3])
    gap, wide_gap = max(0, -max(on_left, on_right)), max(0, -min(on_left, on_right))
    lengths = one[1] - one[0] + one[3] - one[2] + other[1] - other[0] + other[3] - other[2]
    farthest = min(_FARTHEST * max_gap, lengths // 2) if solid and _BESIDE * gap <= max_gap else max_gap
    if gap > max_gap or wide_gap > max(max_gap, farthest):
        return False
    least_left = min(one[1] - one[0], other[1] - other[0])
    least_right = min(one[3] - one[2], other[3] - other[2])
    return 2 * on_left <= least_left and 2 * on_right <= least_right
