# mypy: allow-untyped-defs, allow-untyped-calls
"""Partners: which term of one stretch of text stands for which of the other, one for one."""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.lookup import first_bits
from dedup.compiled import compiled

_ABOUT = 8
_SUPPORT = 6.0
_MOST_PLACES = 32
_LEAST_BITS = 0.5
_MOST_BITS = 32  # more slots than there are terms in any two stretches
_ROUNDING = 1e-9  # bits that sums of the same may differ by


@compiled
def partners(left, left_bits, right, right_bits):
    """For each term of either side the place of its partner on the other, or -1: ``int32[n]``, ``int32[m]``.

    Two equal terms are partners where others of the terms about them stand about both; of several places the one is
    taken that has most of them.
    """
    numbers, other_numbers = _numbered(left, right)
    begin, order = _places(other_numbers, left.size + right.size)
    most = 0
    for i in range(numbers.size):
        if left_bits[i] >= _LEAST_BITS:
            most += min(_MOST_PLACES, begin[numbers[i] + 1] - begin[numbers[i]])
    pairs, support = np.empty((most, 2), dtype=np.int32), np.empty(most, dtype=np.float64)
    count, tried = 0, 0
    about = np.zeros(left.size + right.size, dtype=np.float64)  # bits of the terms about the one at hand
    met = np.full(about.size, -1, dtype=np.int32)
    for i in range(numbers.size):
        first, last = begin[numbers[i]], begin[numbers[i] + 1]
        if left_bits[i] < _LEAST_BITS or first == last:
            continue
        start, end = max(0, i - _ABOUT), min(numbers.size, i + _ABOUT + 1)
        for k in range(end - 1, start - 1, -1):  # of a term that stands there twice the first place counts
            if k != i:
                about[numbers[k]] = left_bits[k]
        for o in range(first, min(last, first + _MOST_PLACES)):
            j = order[o]
            if _at_most(about, other_numbers, j) < _SUPPORT - _ROUNDING:
                continue
            held = 0.0
            for k in range(max(0, j - _ABOUT), min(other_numbers.size, j + _ABOUT + 1)):
                if k != j and met[other_numbers[k]] != tried:
                    held += about[other_numbers[k]]
                    met[other_numbers[k]] = tried
            tried += 1
            if held >= _SUPPORT:
                pairs[count, 0], pairs[count, 1], support[count] = i, j, held
                count += 1
        for k in range(start, end):
            about[numbers[k]] = 0.0
    on_left, on_right = np.full(left.size, -1, dtype=np.int32), np.full(right.size, -1, dtype=np.int32)
    for p in np.argsort(-support[:count], kind="mergesort"):
        i, j = pairs[p, 0], pairs[p, 1]
        if on_left[i] < 0 and on_right[j] < 0:
            on_left[i], on_right[j] = j, i
    return on_left, on_right


@compiled
def _at_most(about, numbers, place):
    """Bits of the terms about a place, those that stand there twice counted twice: without a branch, since four of five
    places are passed over for it."""
    bits = 0.0
    for k in range(max(0, place - _ABOUT), min(numbers.size, place + _ABOUT + 1)):
        bits += about[numbers[k]]
    return bits


@compiled
def _places(numbers, n):
    begin = np.zeros(n + 1, dtype=np.int32)
    for j in range(numbers.size):
        begin[numbers[j] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    order, free = np.empty(numbers.size, dtype=np.int32), begin[:-1].copy()
    for j in range(numbers.size):
        order[free[numbers[j]]] = j
        free[numbers[j]] += 1
    return begin, order


@compiled
def _numbered(left, right):
    """Numbers for the terms of both sides, the same number for the same term, in order of first meeting."""
    numbers = np.empty(left.size + right.size, dtype=np.int32)
    met = np.empty(numbers.size, dtype=np.uint64)
    bits, count = first_bits(2 * numbers.size, _MOST_BITS), 0
    mask = uint64((1 << bits) - 1)
    slots = np.full(1 << bits, -1, dtype=np.int32)
    for x in range(numbers.size):
        term = left[x] if x < left.size else right[x - left.size]
        slot = (term >> uint64(32)) & mask
        while slots[slot] >= 0 and met[slots[slot]] != term:
            slot = (slot + uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot], met[count] = count, term
            count += 1
        numbers[x] = slots[slot]
    return numbers[: left.size], numbers[left.size :]
