# mypy: allow-untyped-defs, allow-untyped-calls
"""A cheap look at a pair before its whole texts are aligned: how far does alikeness go around the shared anchors?"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.seeds import shared_seeds
from dedup.compiled import compiled

_DROP = 6
_MISMATCH = 2
_STEP = 8.0


@compiled
def is_promising(left, right, left_anchors, right_anchors, before, max_gap, max_skew, needed):
    """Whether stretches around shared anchors that could lie in one chain add up to ``needed`` bits.

    ``left_anchors``, ``right_anchors``: sorted anchors (``uint64``, upper half hash, lower half place).
    """
    seeds = shared_seeds(left_anchors, right_anchors, left.size)
    near = 0.0
    last_diagonal, last_end, near_diagonal, near_place = np.int64(-1), np.int64(0), np.int64(0), np.int64(0)
    for s in range(seeds.size):
        diagonal = np.int64(seeds[s] >> uint64(32))
        i = np.int64(seeds[s] & uint64(0xFFFFFFFF))
        if diagonal == last_diagonal and i < last_end:
            continue
        end, bits_on = _reach(left, right, i, diagonal - left.size + i, 1, before)
        start, bits_back = _reach(left, right, i, diagonal - left.size + i, -1, before)
        bits = bits_on + bits_back
        if diagonal - near_diagonal > max_skew or start - near_place > max_gap or near_place - start > 8 * max_gap:
            near = 0.0
        near = max(bits, near + bits - _STEP)
        if near >= needed:
            return True
        last_diagonal, last_end, near_diagonal, near_place = diagonal, end, diagonal, end
    return False


@compiled
def _reach(left, right, i, j, step, before):
    """End of the stretch from (``i``, ``j``) along the diagonal, and the bits of its equal characters."""
    a, b = (i, j) if step > 0 else (i - 1, j - 1)
    score, best, place = 0, 0, i
    bits, bits_at_best = 0.0, 0.0
    while 0 <= a < left.size and 0 <= b < right.size and score > best - _DROP:
        if left[a] == right[b]:
            score += 1
            bits += before[a + 1] - before[a]
            if score > best:
                best, place, bits_at_best = score, a + 1 if step > 0 else a, bits
        else:
            score -= _MISMATCH
        a += step
        b += step
    return place, bits_at_best
