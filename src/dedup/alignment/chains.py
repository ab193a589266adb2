# mypy: allow-untyped-defs, allow-untyped-calls
"""Chains: runs in the same order in both texts, joined by dynamic programming as minimap2 does it (Li 2018).

What a chain is worth is counted in bits saved by copying: the surprise of the characters in its runs, less what it
costs to say where each next run begins. Rare seeds so weigh more than frequent ones, and a gap or a shift of order
costs no more than it would in a description of the one text by means of the other.
"""

from __future__ import annotations

import numpy as np

from dedup.alignment.filling import filled
from dedup.compiled import compiled

_STEP_BITS = 2.0


@compiled
def step_cost(gap_left, gap_right, gap_cost, skew_cost):
    """Bits to say that a chain goes on after gaps of so many characters on either side."""
    return (
        _STEP_BITS
        + np.log2(1.0 + gap_left)
        + np.log2(1.0 + gap_right)
        + gap_cost * max(gap_left, gap_right)
        + skew_cost * abs(gap_left - gap_right)
    )


@compiled
def best_predecessors(runs, lost, before, max_gap, max_skew, gap_cost, skew_cost, lookback, most):
    """Best bits of a chain that ends in each run (``float64[r]``) and the run before it or -1 (``int32[r]``).

    ``runs``: ``int32[r, 3]`` in order; ``lost``: ``float64[r]`` bits that a run is worth less; ``before``:
    ``float64[n + 1]`` running bits of the left text. A step that
    costs more than ``most`` bits is not taken: two matches say it in less.
    """
    n = runs.shape[0]
    score = np.empty(n, dtype=np.float64)
    previous = np.full(n, -1, dtype=np.int32)
    reached = np.empty(n, dtype=np.int32)  # the farthest end of a run so far
    for i in range(n):
        a, b, length = runs[i, 0], runs[i, 1], runs[i, 2]
        best = before[a + length] - before[a] - lost[i]
        reached[i] = max(a + length, reached[i - 1] if i else 0)
        for j in range(i - 1, max(-1, i - 1 - lookback), -1):
            if reached[j] < a - max_gap:
                break
            a_end, b_end = runs[j, 0] + runs[j, 2], runs[j, 1] + runs[j, 2]
            overlap = max(0, a_end - a, b_end - b)
            gap_left, gap_right = a + overlap - a_end, b + overlap - b_end
            if overlap >= length or gap_left > max_gap or gap_right > max_gap or runs[j, 1] >= b:
                continue
            if abs(gap_left - gap_right) > max_skew:
                continue
            gain = before[a + length] - before[a + overlap] - lost[i]
            if score[j] + gain - _STEP_BITS <= best:  # the least that a step costs: two logarithms saved
                continue
            cost = step_cost(gap_left, gap_right, gap_cost, skew_cost)
            total = score[j] + gain - cost
            if cost <= most and total > best:
                best = total
                previous[i] = j
        score[i] = best
    return score, previous


@compiled
def chains(runs, score, previous, least, left, right, gap_cost, skew_cost):
    """Disjoint chains worth at least ``least`` bits, best first; a gap costs its step or, if less, its filling.

    Returns ``int32[c, 4]`` (start and end in left, start and end in right), ``float64[c]`` bits, ``int32[c]`` number of
    runs and ``int32[c]`` characters in them.
    """
    n = runs.shape[0]
    places = np.empty((n, 4), dtype=np.int32)
    bits = np.empty(n, dtype=np.float64)
    lengths = np.zeros(n, dtype=np.int32)
    equal = np.zeros(n, dtype=np.int32)
    used = np.zeros(n, dtype=np.bool_)
    order = np.argsort(-score, kind="mergesort")
    count = 0
    for last in order:
        if used[last] or score[last] < least:
            continue
        first, run, length, same, regained = last, last, 0, 0, 0.0
        while run >= 0 and not used[run]:
            used[run] = True
            length += 1
            same += runs[run, 2]
            first = run
            run = previous[run]
            if run >= 0 and not used[run]:
                more, between = _regained(runs[run], runs[first], left, right, gap_cost, skew_cost)
                regained += more
                same += between
        worth = score[last] - (score[run] if run >= 0 else 0.0) + regained
        if worth < least:
            continue
        places[count, 0], places[count, 2] = runs[first, 0], runs[first, 1]
        places[count, 1], places[count, 3] = runs[last, 0] + runs[last, 2], runs[last, 1] + runs[last, 2]
        bits[count], lengths[count], equal[count] = worth, length, same
        count += 1
    return places[:count], bits[:count], lengths[:count], equal[:count]


@compiled
def _regained(one, other, left, right, gap_cost, skew_cost):
    """Bits by which filling the gap between two runs is better than passing over it, and the equal characters in it."""
    a_end, b_end, a, b = one[0] + one[2], one[1] + one[2], other[0], other[1]
    if a - a_end < 1 or b - b_end < 1:
        return 0.0, 0
    bits, equal = filled(left, right, a_end, a, b_end, b, gap_cost)
    more = bits + step_cost(a - a_end, b - b_end, gap_cost, skew_cost)
    return (more, equal) if more > 0 else (0.0, 0)
