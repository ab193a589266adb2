# mypy: allow-untyped-defs, allow-untyped-calls
"""Links: sentences of two texts that use the same terms, in whatever order.

Terms are weighed by how few of the sentences hold them (tf-isf: Neto, Santos, Kaestner, Freitas, 2000), and two
sentences are linked where cosine and Dice similarity are both high enough (Sanchez-Perez, Gelbukh, Sidorov, "A winning
approach to text alignment for text reuse detection at PAN 2014").
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.alignment.rarity import LEAST_RARITY, shared_terms
from dedup.compiled import compiled

_BESIDE_BEST = 0.6


@compiled
def linked_units(left, right, left_bits, right_bits, n_left, n_right, least):
    """Pairs of units whose cosine and Dice similarity are both above ``least``: ``int32[m, 2]``, their cosine
    and the bits of the terms that both have, ``float32[m]`` each; and the rarity of the rows of both texts.

    In order of the left unit, then of first meeting.
    """
    rarity_left, rarity_right, found = shared_terms(left, right, left_bits, right_bits, n_left, n_right)
    one, other = _units_of(left, rarity_left, n_left), _units_of(right, rarity_right, n_right)
    length_left, length_right = _lengths(one), _lengths(other)
    dots, touched = np.zeros(n_right, dtype=np.float32), np.empty(n_right + 1, dtype=np.int32)
    pairs, values, count = np.empty((256, 2), dtype=np.int32), np.empty((256, 2), dtype=np.float32), 0
    for unit in range(n_left):
        n_touched = _meet(one, unit, other, found, dots, touched)
        if count + n_touched > pairs.shape[0]:
            pairs, values = _with_room(pairs, count, n_touched), _with_room(values, count, n_touched)
        terms = one.begin[unit + 1] - one.begin[unit]
        for there in touched[:n_touched]:
            dot, lengths = dots[there], max(np.float32(1e-6), length_left[unit] * length_right[there])
            dots[there] = 0
            if dot <= least * lengths:
                continue
            common, shared = _in_common(left, one, unit, right, other, there)
            if 2 * common > least * (terms + other.begin[there + 1] - other.begin[there]):
                pairs[count, 0], pairs[count, 1] = unit, there
                values[count, 0], values[count, 1] = dot / lengths, shared
                count += 1
    kept = _best(pairs[:count], values[:count, 0], n_left, n_right)
    return pairs[:count][kept], values[:count, 0][kept], values[:count, 1][kept], rarity_left, rarity_right


class _Units(NamedTuple):
    """Rows of a text by the units that they are of.

    ``unit``, ``rarity``, ``weight``: ``int32[r]`` and ``float32[r]`` each, of every row; ``order``: the rows that weigh
    something, unit by unit; ``begin``: ``int32[n + 1]``, where each unit begins in it.
    """

    unit: NDArray[np.int32]
    rarity: NDArray[np.float32]
    weight: NDArray[np.float32]
    order: NDArray[np.int32]
    begin: NDArray[np.int32]


@compiled
def _units_of(rows, rarity, n):
    unit, weight = np.empty(rows.size, dtype=np.int32), np.zeros(rows.size, dtype=np.float32)
    begin = np.zeros(n + 1, dtype=np.int32)
    for i in range(rows.size):
        unit[i] = (rows[i] >> uint64(8)) & uint64(0xFFFFFF)
        if rarity[i] >= LEAST_RARITY:
            weight[i] = rarity[i] * _times(rows[i])
            begin[unit[i] + 1] += 1
    for k in range(n):
        begin[k + 1] += begin[k]
    order, free = np.empty(begin[n], dtype=np.int32), begin[:-1].copy()
    for i in range(rows.size):
        if weight[i] > 0:
            order[free[unit[i]]] = i
            free[unit[i]] += 1
    return _Units(unit, rarity, weight, order, begin)


@compiled
def _times(row):
    """How often the term of a row stands in its unit."""
    return np.float32(row & uint64(0xFF))


@compiled
def _lengths(units):
    """Length of each unit's vector of weighed terms, ``float32[n]``."""
    squares = np.zeros(units.begin.size - 1, dtype=np.float32)
    for i in range(units.unit.size):
        squares[units.unit[i]] += units.weight[i] * units.weight[i]
    return np.sqrt(squares)


@compiled
def _meet(one, unit, other, found, dots, touched):
    """Add up the dot products of a unit with those of the other text that share a term with it, and write which these
    are to ``touched``; how many they are."""
    count = 0
    for i in one.order[one.begin[unit] : one.begin[unit + 1]]:
        weight = one.weight[i]
        for j in range(found[i, 0], found[i, 1]):
            there, more = other.unit[j], weight * other.weight[j]
            touched[count] = there  # without a branch, which would be mispredicted every fourth time
            count += (dots[there] == 0) & (more > 0)
            dots[there] += more
    return count


@compiled
def _in_common(left, one, unit, right, other, there):
    """How many terms two units share, and their bits."""
    count, bits = 0, np.float32(0)
    a, a_end, b, b_end = one.begin[unit], one.begin[unit + 1], other.begin[there], other.begin[there + 1]
    while a < a_end and b < b_end:
        i, j = one.order[a], other.order[b]
        term, others = left[i] >> uint64(32), right[j] >> uint64(32)
        if term == others:
            bits += min(one.rarity[i], other.rarity[j]) * min(_times(left[i]), _times(right[j]))
            count += 1
        a += term <= others
        b += others <= term
    return count, bits


@compiled
def _with_room(rows, count, more):
    """The first ``count`` of the rows, with room for ``more`` and as many again."""
    wider = np.empty((2 * (count + more), rows.shape[1]), dtype=rows.dtype)
    wider[:count] = rows[:count]
    return wider


@compiled
def _best(pairs, cosines, n_left, n_right):
    """Links not far below the best of both their units: the others are what formulas and topics have in common."""
    best_left, best_right = np.zeros(n_left, dtype=np.float32), np.zeros(n_right, dtype=np.float32)
    for m in range(cosines.size):
        best_left[pairs[m, 0]] = max(best_left[pairs[m, 0]], cosines[m])
        best_right[pairs[m, 1]] = max(best_right[pairs[m, 1]], cosines[m])
    kept = np.empty(cosines.size, dtype=np.bool_)
    for m in range(cosines.size):
        kept[m] = cosines[m] >= _BESIDE_BEST * max(best_left[pairs[m, 0]], best_right[pairs[m, 1]])
    return kept
