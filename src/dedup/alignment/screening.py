# mypy: allow-untyped-defs, allow-untyped-calls
"""A cheap look at a pair before its whole texts are aligned: how far does alikeness go around the shared anchors?"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.longest import lacking
from dedup.compiled import compiled

CLOSER = 0.7
"""Share of the bits a match must be worth that a look at a pair must find."""
MARGIN = 0.43
"""Share of these that a look at its sketches alone must find, for all its seeds to be looked at."""
_DROP = 6
_MISMATCH = 2
_STEP = 14.0  # bits that each further stretch costs, near what a run costs in a chain: its choice and its gap
_MOST_STRETCHES = 256


@compiled
def looked_at(left, right, seeds, before, reach, needed, long):
    """How many bits the stretches around shared grams that lie near one another in both texts add up to, and whether
    that is promising: ``needed``, and what the longest stretch lacks of a phrase. Then the look ends.

    Near is within ``reach`` characters, in whatever order. The third value counts the stretches of ``long`` characters
    or more that were seen, which a pair that is not promising shares all the same.

    ``left``, ``right``: what the folded characters sound like; ``seeds``: ``shared_seeds`` of some of their grams.
    """
    starts, others = np.empty(_MOST_STRETCHES, dtype=np.int64), np.empty(_MOST_STRETCHES, dtype=np.int64)
    worth = np.empty(_MOST_STRETCHES, dtype=np.float64)
    count, n_long, most, longest = 0, 0, 0.0, 0.0
    last_diagonal, last_end = np.int64(-1), np.int64(0)
    for s in range(seeds.size):
        diagonal = np.int64(seeds[s] >> uint64(32))
        i = np.int64(seeds[s] & uint64(0xFFFFFFFF))
        if diagonal == last_diagonal and i < last_end:
            continue
        end, bits_on = stretched(left, right, i, diagonal - left.size + i, 1, before)
        start, bits_back = stretched(left, right, i, diagonal - left.size + i, -1, before)
        last_diagonal, last_end = diagonal, end
        bits = bits_on + bits_back
        n_long += end - start >= long
        longest, most = max(longest, bits), max(most, bits)
        if most >= needed + lacking(longest) or count == _MOST_STRETCHES:
            return max(most, needed), True, n_long
        if bits <= _STEP:
            continue
        starts[count], others[count], worth[count] = start, diagonal - left.size + start, bits - _STEP
        near = _STEP
        for k in range(count + 1):
            if abs(starts[k] - start) <= reach and abs(others[k] - others[count]) <= reach:
                near += worth[k]
        most = max(most, near)
        if most >= needed + lacking(longest):
            return most, True, n_long
        count += 1
    return most, False, n_long


@compiled
def stretched(left, right, i, j, step, before):
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
