# mypy: allow-untyped-defs, allow-untyped-calls
"""Filling: what the short equal stretches between two runs of a chain are worth, which are too short for seeds.

Where a quarter of the letters are changed, runs long enough for a seed are rare, and most of the evidence lies between
them. The gap is aligned with log-odds scores and affine gaps (Gotoh 1982): an equal character saves its surprise, an
exchanged one costs the choice to exchange it, and what is left out costs its length.
"""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

_EXCHANGE = 3.0
_OPEN = 5.0
_GO_ON = 0.5
_LOWEST = -1e9


@compiled
def filled(left, right, a, a_end, b, b_end, gap_cost):
    """Bits and equal characters of the best alignment of ``left`` from ``a`` to ``a_end`` with ``right`` from ``b`` to
    ``b_end``, whole on both sides. Both texts as ``Text``; ``gap_cost`` as in the settings.

    A character is worth the lesser surprise of both texts, and nothing where it only sounds alike.
    """
    n, m = a_end - a, b_end - b
    go_on = _GO_ON + gap_cost
    both = np.full(m + 1, _LOWEST)  # best that ends in a pair of characters
    skip = np.full(m + 1, _LOWEST)  # in one or more characters left out on either side
    same_both = np.zeros(m + 1, dtype=np.int32)
    same_skip = np.zeros(m + 1, dtype=np.int32)
    both[0] = 0.0
    for j in range(1, m + 1):
        skip[j] = -_OPEN - go_on * j
    for i in range(1, n + 1):
        bits = left.before[a + i] - left.before[a + i - 1]
        diagonal, same = max(both[0], skip[0]), same_both[0] if both[0] >= skip[0] else same_skip[0]
        skip[0] = max(skip[0], both[0] - _OPEN) - go_on
        both[0] = _LOWEST
        for j in range(1, m + 1):
            other = right.before[b + j] - right.before[b + j - 1]
            equal = left.codes[a + i - 1] == right.codes[b + j - 1]
            pair = diagonal + (min(bits, other) if equal else -_EXCHANGE)
            pair_same = same + equal
            diagonal, same = both[j], same_both[j]
            if skip[j] > diagonal:
                diagonal, same = skip[j], same_skip[j]
            best, best_same = skip[j] - go_on, same_skip[j]
            if both[j] - _OPEN - go_on > best:
                best, best_same = both[j] - _OPEN - go_on, same_both[j]
            if skip[j - 1] - go_on > best:
                best, best_same = skip[j - 1] - go_on, same_skip[j - 1]
            if both[j - 1] - _OPEN - go_on > best:
                best, best_same = both[j - 1] - _OPEN - go_on, same_both[j - 1]
            both[j], same_both[j] = pair, pair_same
            skip[j], same_skip[j] = best, best_same
    if both[m] >= skip[m]:
        return both[m], same_both[m]
    return skip[m], same_skip[m]
