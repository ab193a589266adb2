# mypy: allow-untyped-defs, allow-untyped-calls
"""Condensed text: sentences in a row, each made of a sentence from somewhere else in the other text.

So a summary lies: close together on its own side, scattered over the text that it sums up on the other.
"""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

LEAST_UNITS = 4
_SCATTERED = 2.5  # how many times longer than the summary the stretch is that it sums up
_MOST_OF_TEXT = 0.3
_MISSING = 2  # sentences in a row that may have no source of their own


@compiled
def condensed(units, bits, taken, n, n_other, least_bits):
    """Stretches of units that sum up scattered units of the other text: ``int32[m, 4]`` (first and last + 1 on this
    side, first and last + 1 on the other) and their bits ``float64[m]``.

    ``units``: ``int32[l, 2]`` links (unit here, unit there) in order, ``bits`` what each is worth; ``taken``:
    ``int8[n]``, 1 for units of a copy, which is no evidence of a summary, 2 for those of a copy too long for one. A
    link costs its place among the ``n_other`` units of the other text, twice over since it is the best of them.
    """
    best, partner = np.zeros(n, dtype=np.float64), np.full(n, -1, dtype=np.int32)
    place = 2 * np.log2(1.0 * n_other)
    for m in range(bits.size):
        unit = units[m, 0]
        worth = bits[m] - place
        if taken[unit] < 2 and worth > best[unit]:
            best[unit], partner[unit] = worth, units[m, 1]
    found, totals, count = np.empty((n, 4), dtype=np.int32), np.empty(n, dtype=np.float64), 0
    unit = 0
    while unit < n:
        if partner[unit] < 0:
            unit += 1
            continue
        first, last, total, linked, jumps, own = unit, unit, 0.0, 0, 0, 0
        low, high = partner[unit], partner[unit]
        while unit < n and unit - last <= _MISSING + 1 and taken[unit] < 2:
            if partner[unit] >= 0:
                if linked and not -1 <= partner[unit] - partner[last] <= 2:
                    jumps += 1
                last, linked = unit, linked + 1
                if taken[unit] == 0:
                    total, own = total + best[unit], own + 1
                low, high = min(low, partner[unit]), max(high, partner[unit])
            unit += 1
        unit = max(unit, last + 1)
        scattered = linked >= LEAST_UNITS and own >= 2 and 2 * jumps >= linked - 1
        if scattered and total >= least_bits and high + 1 - low >= _SCATTERED * (last + 1 - first):
            if high + 1 - low >= _MOST_OF_TEXT * n_other:
                low, high = 0, n_other - 1
            found[count, 0], found[count, 1], found[count, 2], found[count, 3] = first, last + 1, low, high + 1
            totals[count] = total
            count += 1
    return found[:count], totals[:count]
