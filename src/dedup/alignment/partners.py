# mypy: allow-untyped-defs, allow-untyped-calls
"""Partners: which term of one stretch of text stands for which of the other, one for one."""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

_ABOUT = 8
_SUPPORT = 6.0
_MOST_PLACES = 32
_LEAST_BITS = 0.5


@compiled
def partners(left, left_bits, right, right_bits):
    """For each term of either side the place of its partner on the other, or -1: ``int32[n]``, ``int32[m]``.

    Two equal terms are partners where others of the terms about them stand about both; of several places the one is
    taken that has most of them.
    """
    ranks, other_ranks = _ranks(left, right)
    begin, order = _places(other_ranks, left.size + right.size)
    most = 0
    for i in range(ranks.size):
        if left_bits[i] >= _LEAST_BITS:
            most += min(_MOST_PLACES, begin[ranks[i] + 1] - begin[ranks[i]])
    pairs, support = np.empty((most, 2), dtype=np.int32), np.empty(most, dtype=np.float64)
    count, mark = 0, 0
    near = np.full(left.size + right.size, -1, dtype=np.int32)
    for i in range(ranks.size):
        if left_bits[i] < _LEAST_BITS:
            continue
        first, last = begin[ranks[i]], begin[ranks[i] + 1]
        for o in range(first, min(last, first + _MOST_PLACES)):
            j = order[o]
            for k in range(max(0, j - _ABOUT), min(other_ranks.size, j + _ABOUT + 1)):
                if k != j:
                    near[other_ranks[k]] = mark
            held = 0.0
            for k in range(max(0, i - _ABOUT), min(ranks.size, i + _ABOUT + 1)):
                if k != i and near[ranks[k]] == mark:
                    held += left_bits[k]
                    near[ranks[k]] = -1
            mark += 1
            if held >= _SUPPORT:
                pairs[count, 0], pairs[count, 1], support[count] = i, j, held
                count += 1
    on_left, on_right = np.full(left.size, -1, dtype=np.int32), np.full(right.size, -1, dtype=np.int32)
    for p in np.argsort(-support[:count], kind="mergesort"):
        i, j = pairs[p, 0], pairs[p, 1]
        if on_left[i] < 0 and on_right[j] < 0:
            on_left[i], on_right[j] = j, i
    return on_left, on_right


@compiled
def _places(ranks, n):
    begin = np.zeros(n + 1, dtype=np.int32)
    for j in range(ranks.size):
        begin[ranks[j] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    order, free = np.empty(ranks.size, dtype=np.int32), begin[:-1].copy()
    for j in range(ranks.size):
        order[free[ranks[j]]] = j
        free[ranks[j]] += 1
    return begin, order


@compiled
def _ranks(left, right):
    """Numbers for the terms of both sides, the same number for the same term."""
    both = np.concatenate((left, right))
    order = np.argsort(both, kind="mergesort")
    ranks = np.empty(both.size, dtype=np.int32)
    rank = 0
    for x in range(both.size):
        if x > 0 and both[order[x]] != both[order[x - 1]]:
            rank += 1
        ranks[order[x]] = rank
    return ranks[: left.size], ranks[left.size :]
