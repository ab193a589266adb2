# mypy: allow-untyped-defs, allow-untyped-calls
"""Links: sentences of two texts that use the same terms, in whatever order.

Terms are weighed by how few of the sentences hold them (tf-isf: Neto, Santos, Kaestner, Freitas, 2000), and two
sentences are linked where cosine and Dice similarity are both high enough (Sanchez-Perez, Gelbukh, Sidorov, "A winning
approach to text alignment for text reuse detection at PAN 2014").
"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.rarity import LEAST_RARITY, norms, shared_terms
from dedup.compiled import compiled

_BESIDE_BEST = 0.6


@compiled
def linked_units(left, right, left_bits, right_bits, n_left, n_right, least):
    """Pairs of units whose cosine and Dice similarity are both above ``least``: ``int32[m, 2]``, their cosine
    and the bits of the terms that both have, ``float32[m]`` each; and the rarity of the rows of both texts.

    In order of the left unit, then of first meeting.
    """
    rarity_left, rarity_right, found = shared_terms(left, right, left_bits, right_bits, n_left, n_right)
    length_left, count_left = norms(left, rarity_left, n_left)
    length_right, count_right = norms(right, rarity_right, n_right)
    order, begin = _by_unit(left, rarity_left, found, n_left)
    dots, common = np.zeros(n_right, dtype=np.float32), np.zeros(n_right, dtype=np.int32)
    shared = np.zeros(n_right, dtype=np.float32)
    touched, alike = np.empty(n_right, dtype=np.int32), np.empty((n_right, 2), dtype=np.float32)
    pairs, values, count = np.empty((256, 2), dtype=np.int32), np.empty((256, 2), dtype=np.float32), 0
    for unit in range(n_left):
        n_touched = _meet(
            order, begin[unit], begin[unit + 1], left, right, rarity_left, rarity_right, found, touched, dots, common,
            shared,
        )  # fmt: skip
        n_alike = _alike(
            touched, n_touched, dots, common, shared, count_left[unit], count_right, length_left[unit], length_right,
            least, alike,
        )  # fmt: skip
        if count + n_alike > pairs.shape[0]:
            more = 2 * (count + n_alike)
            more_pairs, more_values = np.empty((more, 2), dtype=np.int32), np.empty((more, 2), dtype=np.float32)
            more_pairs[:count], more_values[:count] = pairs[:count], values[:count]
            pairs, values = more_pairs, more_values
        for k in range(n_alike):
            pairs[count + k, 0], pairs[count + k, 1] = unit, touched[k]
            values[count + k, 0], values[count + k, 1] = alike[k, 0], alike[k, 1]
        count += n_alike
    kept = _best(pairs[:count], values[:count, 0], n_left, n_right)
    return pairs[:count][kept], values[:count, 0][kept], values[:count, 1][kept], rarity_left, rarity_right


@compiled
def _meet(order, first, last, left, right, rarity_left, rarity_right, found, touched, dots, common, shared):
    """Add up what the rows ``order[first:last]`` of one unit have in common with the units of the other text, and write
    which those are to ``touched``; how many they are."""
    n_touched = 0
    for o in range(first, last):
        i = order[o]
        times = np.float32(left[i] & uint64(0xFF))
        weight = rarity_left[i] * times
        for j in range(found[i, 0], found[i, 1]):
            if rarity_right[j] < LEAST_RARITY:
                continue
            other = np.int32((right[j] >> uint64(8)) & uint64(0xFFFFFF))
            if common[other] == 0:
                touched[n_touched] = other
                n_touched += 1
            common[other] += 1
            others = np.float32(right[j] & uint64(0xFF))
            dots[other] += weight * rarity_right[j] * others
            shared[other] += min(rarity_left[i], rarity_right[j]) * min(times, others)
    return n_touched


@compiled
def _alike(touched, n_touched, dots, common, shared, terms, others_terms, length, lengths, least, alike):
    """Move the units that are alike enough to the front of ``touched``, write their cosine and shared bits to
    ``alike``, and clear the sums; how many they are."""
    count = 0
    for t in range(n_touched):
        other = touched[t]
        dice = 2 * common[other] / (terms + others_terms[other])
        cosine = dots[other] / max(np.float32(1e-6), length * lengths[other])
        if dice > least and cosine > least:
            touched[count], alike[count, 0], alike[count, 1] = other, cosine, shared[other]
            count += 1
        dots[other], common[other], shared[other] = 0, 0, 0
    return count


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


@compiled
def _by_unit(rows, rarity, found, n):
    """Places of the rows that tell something and have others to meet, unit by unit, and where each unit begins."""
    begin = np.zeros(n + 1, dtype=np.int64)
    met = np.empty(rows.size, dtype=np.int32)
    count = 0
    for i in range(rows.size):
        if rarity[i] >= LEAST_RARITY and found[i, 0] < found[i, 1]:
            begin[((rows[i] >> uint64(8)) & uint64(0xFFFFFF)) + uint64(1)] += 1
            met[count] = i
            count += 1
    for unit in range(n):
        begin[unit + 1] += begin[unit]
    free = begin[:-1].copy()
    order = np.empty(count, dtype=np.int32)
    for i in met[:count]:
        unit = (rows[i] >> uint64(8)) & uint64(0xFFFFFF)
        order[free[unit]] = i
        free[unit] += 1
    return order, begin
