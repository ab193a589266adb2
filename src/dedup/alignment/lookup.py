# mypy: allow-untyped-defs, allow-untyped-calls
"""Grams of one text looked up for many others: a table says at once that most of another's grams are not among them."""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.groups import next_group, put_group, seeds_of_group
from dedup.compiled import compiled

_SLOTS_A_GRAM = 16  # so that few of the grams that the text does not have fall on one that it has
_MOST_BITS = 22


@compiled
def first_bits(count, most):
    """How many first bits of a hash there must be for ``count`` slots: 1 to ``most``."""
    bits = 1
    while bits < most and (1 << bits) < count:
        bits += 1
    return bits


@compiled
def table_of(grams):
    """For each beginning of a hash the first of the sorted ``grams`` that has it, or -1: ``int32[2^k]``."""
    bits = first_bits(_SLOTS_A_GRAM * grams.size, _MOST_BITS)
    table = np.full(1 << bits, -1, dtype=np.int32)
    shift = uint64(64 - bits)
    for i in range(grams.size - 1, -1, -1):
        table[grams[i] >> shift] = i
    return table


@compiled
def seeds_by_table(left, table, right, shift):
    """``shared_seeds`` of two different texts, ``table`` being the ``table_of`` the left one's grams.

    Hits are found without a branch, since few grams of ``right`` are any and none can say which of them.
    """
    unused = _unused(table)
    hits, count = np.empty(right.size + 1, dtype=np.int32), 0
    for j in range(right.size):
        hits[count] = j
        count += table[right[j] >> unused] >= 0
    return _seeds_of_hits(left, table, right, hits[:count], shift)


@compiled
def seeds_at(left, table, right, places, shift):
    """``seeds_by_table`` where it is known at which ``places`` of ``right`` shared grams may stand: of a gram at all
    of its places or none, in order."""
    unused = _unused(table)
    hits, count = np.empty(places.size, dtype=np.int32), 0
    for k in range(places.size):
        hits[count] = places[k]
        count += table[right[places[k]] >> unused] >= 0
    return _seeds_of_hits(left, table, right, hits[:count], shift)


@compiled
def _seeds_of_hits(left, table, right, hits, shift):
    """The seeds of the grams of ``right`` that begin as one of the table's does."""
    unused = _unused(table)
    seeds = np.empty(_seeds(left, table, right, shift, unused, hits, table[:0].view(np.uint64)), dtype=np.uint64)
    found = seeds[: _seeds(left, table, right, shift, unused, hits, seeds)]
    found.sort()
    return found


@compiled
def _unused(table):
    """By how many bits a gram is to be shifted for its place in the table."""
    return uint64(64 - first_bits(table.size, _MOST_BITS))


@compiled
def _seeds(left, table, right, shift, unused, hits, seeds):
    """Write the seeds where there is room for any; how many they are, or at most are."""
    count, hit = 0, 0
    while hit < hits.size:
        j = hits[hit]
        hashed = right[j] >> uint64(32)
        i = next_group(left, table[right[j] >> unused], hashed)
        if i == left.size or left[i] >> uint64(32) != hashed:
            hit += 1
            continue
        i_end, j_end = i + 1, j + 1
        while i_end < left.size and left[i_end] >> uint64(32) == hashed:
            i_end += 1
        while j_end < right.size and right[j_end] >> uint64(32) == hashed:
            j_end += 1
        if seeds.size > 0:
            count = put_group(seeds, count, left, i, i_end, right, j, j_end, shift, False)
        else:
            count += seeds_of_group(i_end - i, j_end - j, False)
        hit += j_end - j
    return count
