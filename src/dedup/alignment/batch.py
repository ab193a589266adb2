# mypy: allow-untyped-defs, allow-untyped-calls
"""Many pairs in one compiled call, so that threads run without the interpreter."""

from __future__ import annotations

import numpy as np

from dedup.alignment.pairwise import align_pair
from dedup.alignment.screening import is_promising
from dedup.compiled import compiled

_MARGIN = 0.7


@compiled
def align_pairs(
    pairs,
    codes,
    offsets,
    grams,
    gram_offsets,
    anchors,
    anchor_offsets,
    before,
    mean_weight,
    max_gap,
    max_skew,
    gap_cost,
    skew_cost,
    lookback,
    least_bits,
):
    """Reused spans of candidate ``pairs`` (``int32[m, 4]``): ``int32[n, 6]`` rows of (left document, right document,
    left start, left end, right start, right end), folded, and their bits ``float64[n]``.

    ``mean_weight``: ``float64[d]``, what a character of each document weighs (1 to 2); gaps, skew and their costs are
    given for a unit of weight.
    """
    found = np.empty((256, 6), dtype=np.int32)
    worth = np.empty(256, dtype=np.float64)
    count = 0
    for p in range(pairs.shape[0]):
        one, other = pairs[p, 0], pairs[p, 1]
        left, right = codes[offsets[one] : offsets[one + 1]], codes[offsets[other] : offsets[other + 1]]
        bits_before = before[offsets[one] : offsets[one + 1] + 1]
        unit = mean_weight[one]
        gap, skew = int(max_gap / unit), int(max_skew / unit)
        if one != other and pairs[p, 3] == 0:
            search = np.log2(1.0 * left.size) + np.log2(1.0 * right.size)
            if not is_promising(
                left,
                right,
                anchors[anchor_offsets[one] : anchor_offsets[one + 1]],
                anchors[anchor_offsets[other] : anchor_offsets[other + 1]],
                bits_before,
                gap,
                skew,
                _MARGIN * (least_bits + search),
            ):
                continue
        left_grams = grams[gram_offsets[one] : gram_offsets[one + 1]]
        right_grams = grams[gram_offsets[other] : gram_offsets[other + 1]]
        places, bits = align_pair(
            left,
            right,
            left_grams,
            right_grams,
            bits_before,
            gap,
            skew,
            gap_cost * unit,
            skew_cost * unit,
            lookback,
            least_bits,
        )
        while count + bits.size > worth.size:
            found, worth = _grown(found, worth)
        for m in range(bits.size):
            found[count, 0], found[count, 1] = one, other
            found[count, 2:] = places[m]
            worth[count] = bits[m]
            count += 1
    return found[:count], worth[:count]


@compiled
def _grown(found, worth):
    more_found = np.empty((2 * found.shape[0], found.shape[1]), dtype=found.dtype)
    more_worth = np.empty(2 * worth.size, dtype=worth.dtype)
    more_found[: found.shape[0]] = found
    more_worth[: worth.size] = worth
    return more_found, more_worth
