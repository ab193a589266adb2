# mypy: allow-untyped-defs, allow-untyped-calls
"""The look of ``screening`` at many pairs of which hardly any is worth more: in two steps, so that only what two texts
share has to be weighed before it is known whether they are to be compared.
"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.rewording import place_bits
from dedup.alignment.screening import CLOSER, MARGIN, looked_at, stretched
from dedup.alignment.seeds import shared_seeds
from dedup.compiled import compiled
from dedup.text.passages import mean_weights

_ROUNDING = 1e-6  # bits: sums over other texts are rounded otherwise


@compiled
def shared_stretches(pairs, sounds, offsets, grams, gram_offsets):
    """Which characters of the left texts of ``pairs`` (``int32[m, 2]``) a look at them adds up: ``bool[n]``.

    ``grams``: ``uint64[g]``, the sorted sketch grams of each text at ``gram_offsets``; the rest as in ``Fingerprints``.
    """
    marked = np.zeros(sounds.size, dtype=np.bool_)
    for p in range(pairs.shape[0]):
        one, other = pairs[p, 0], pairs[p, 1]
        left, right = sounds[offsets[one] : offsets[one + 1]], sounds[offsets[other] : offsets[other + 1]]
        own = marked[offsets[one] : offsets[one + 1]]
        seeds = shared_seeds(
            grams[gram_offsets[one] : gram_offsets[one + 1]],
            grams[gram_offsets[other] : gram_offsets[other + 1]],
            left.size,
        )
        before = np.zeros(left.size + 1, dtype=np.float64)
        last_diagonal, last_end = np.int64(-1), np.int64(0)
        for s in range(seeds.size):
            diagonal = np.int64(seeds[s] >> uint64(32))
            i = np.int64(seeds[s] & uint64(0xFFFFFFFF))
            if diagonal == last_diagonal and i < last_end:
                continue
            end, _ = stretched(left, right, i, diagonal - left.size + i, 1, before)
            start, _ = stretched(left, right, i, diagonal - left.size + i, -1, before)
            last_diagonal, last_end = diagonal, end
            own[start:end] = True
    return marked


@compiled
def promising(pairs, codes, sounds, offsets, grams, gram_offsets, before, max_gap, least_bits):
    """Which of the pairs of different texts are to be aligned, ``bool[m]``: those that ``align_pairs`` would not pass.

    ``before``: ``float64[n + 1]``, running bits, right wherever ``shared_stretches`` marks a character.
    """
    kept = np.zeros(pairs.shape[0], dtype=np.bool_)
    mean_weight = mean_weights(codes, offsets)
    for p in range(pairs.shape[0]):
        one, other = pairs[p, 0], pairs[p, 1]
        start, end = offsets[one], offsets[one + 1]
        right = sounds[offsets[other] : offsets[other + 1]]
        needed = MARGIN * CLOSER * (least_bits + place_bits(end - start, right.size)) - _ROUNDING
        seeds = shared_seeds(
            grams[gram_offsets[one] : gram_offsets[one + 1]],
            grams[gram_offsets[other] : gram_offsets[other + 1]],
            end - start,
        )
        seen, _, _ = looked_at(
            sounds[start:end],
            right,
            seeds,
            before[start : end + 1],
            4 * int(max_gap / mean_weight[one]),
            needed,
            end - start + 1,
        )
        kept[p] = seen >= needed
    return kept
