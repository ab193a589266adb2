# mypy: allow-untyped-defs, allow-untyped-calls
"""Sums of counts in sorted rows, in one compiled pass over sorted prefixes."""

from __future__ import annotations

from numba import uint64

from dedup.compiled import compiled


@compiled
def add_up(rows, prefixes, bits, value_bits, total):
    """Add to ``total`` (``int64[p]``) what the counts in ``rows`` (``uint64[r]``, sorted) come to whose keys begin with
    each of ``prefixes`` (``uint64[p]``, sorted, each once) of so many ``bits``.

    Each search goes on from where the one before ended, in steps that double, so that rows are read from first to last.
    """
    shift = uint64(64 - bits)
    rest = (uint64(1) << shift) - uint64(1)
    values = (uint64(1) << uint64(value_bits)) - uint64(1)
    bias = 1 << (value_bits - 1)
    place = 0
    for p in range(prefixes.size):
        lowest = prefixes[p] << shift
        place = _first_not_below(rows, place, lowest)
        while place < rows.size and rows[place] <= lowest | rest:
            total[p] += int(rows[place] & values) - bias
            place += 1


@compiled
def _first_not_below(rows, place, least):
    """The first place from ``place`` on where a row is at least ``least``."""
    if place >= rows.size or rows[place] >= least:
        return place
    step = 1
    while place + step < rows.size and rows[place + step] < least:
        place += step
        step *= 2
    low, high = place, min(place + step, rows.size)
    while high - low > 1:
        middle = (low + high) // 2
        if rows[middle] < least:
            low = middle
        else:
            high = middle
    return high
