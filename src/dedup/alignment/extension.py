# mypy: allow-untyped-defs, allow-untyped-calls
"""Extension: how far alikeness goes on beyond the ends of a chain, through edits too small to leave a seed.

Banded alignment that stops when it has fallen too far below its best (Altschul et al., "Gapped BLAST", 1997).
"""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

_MATCH = 1
_MISMATCH = -2
_GAP = -2
_DROP = 16
_BAND = 8
_LOWEST = -(1 << 20)


@compiled
def extend(left, right, i, j, step, i_limit, j_limit):
    """How many characters of ``left`` and of ``right`` the alignment takes on from ``i`` and ``j``.

    ``step`` is 1 (forwards: the next characters are ``left[i]``, ``right[j]``) or -1 (backwards: ``left[i - 1]``,
    ``right[j - 1]``); at most ``i_limit`` and ``j_limit`` characters are taken.
    """
    width = 2 * _BAND + 1
    row = np.full(width, _LOWEST, dtype=np.int32)
    for k in range(_BAND, width):
        row[k] = _GAP * (k - _BAND)
    following = np.empty(width, dtype=np.int32)
    best, best_i, best_j = 0, 0, 0
    for taken in range(1, i_limit + 1):
        character = left[i + taken - 1] if step > 0 else left[i - taken]
        top = _LOWEST
        for k in range(width):
            following[k] = _LOWEST
            other = taken + k - _BAND
            if other < 0 or other > j_limit:
                continue
            value = _LOWEST
            if other >= 1:
                against = right[j + other - 1] if step > 0 else right[j - other]
                value = row[k] + (_MATCH if against == character else _MISMATCH)
                if k > 0:
                    value = max(value, following[k - 1] + _GAP)
            if k + 1 < width:
                value = max(value, row[k + 1] + _GAP)
            following[k] = value
            top = max(top, value)
            if value > best:
                best, best_i, best_j = value, taken, other
        if top < best - _DROP:
            break
        row, following = following, row
    return best_i, best_j
