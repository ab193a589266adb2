# mypy: allow-untyped-defs, allow-untyped-calls
"""Solid chains: those of a pair that could hold a region together, weighed."""

from __future__ import annotations

import numpy as np

from dedup.alignment.chaining import joined_chains
from dedup.alignment.closer import looked_closer
from dedup.alignment.ends import end_bits
from dedup.alignment.longest import WORDED_ALIKE
from dedup.alignment.rewording import search_bits
from dedup.alignment.seeds import exact_runs
from dedup.compiled import compiled

_LEAST_RUN = 3
_LEAST_CHAIN_BITS = 13.0
# A chain is the best of many that could be put together of the same chance runs: what that choice is worth grows with
# the first runs and then no more.
_CHOICE_BITS = 8.0
_MOST_CHOICE_BITS = 40.0
_SOLID_BITS = 10.0  # what a chain must be worth by itself to hold a region together
_SUSPECT_BITS = 16.0
_CLOSER_BITS = 8.0


@compiled
def solid_chains(seeds, left, right, rules):
    """All exact runs, and chains of them that could hold a region together: places, bits and share of equal characters.

    Bits are what copying saves, less the places in both texts, less the choice of a chain's runs among others.
    """
    runs = exact_runs(seeds, left.sounds, right.sounds, left.codes.size, _LEAST_RUN)
    search = search_bits(left, right)
    places, bits, lengths, equal = joined_chains(
        runs, left, right, rules, rules.max_gap, rules.max_skew, _LEAST_CHAIN_BITS, search
    )
    worth, quality = np.empty(bits.size, dtype=np.float64), np.empty(bits.size, dtype=np.float64)
    for m in range(bits.size):
        alike = equal[m] / max(places[m, 1] - places[m, 0], places[m, 3] - places[m, 2])
        doubtful = search + _SUSPECT_BITS <= bits[m] < search + rules.least_bits + _MOST_CHOICE_BITS
        if doubtful and alike < WORDED_ALIKE and left.codes is not right.codes:
            place, more, n_runs, same = looked_closer(left, right, places[m], rules, _LEAST_CHAIN_BITS, search)
            if more - _CLOSER_BITS > bits[m]:
                places[m], bits[m], lengths[m], equal[m] = place, more - _CLOSER_BITS, n_runs, same
        worth[m] = bits[m] - search - min(_MOST_CHOICE_BITS, _CHOICE_BITS * (lengths[m] - 1))
        quality[m] = min(1.0, equal[m] / max(places[m, 1] - places[m, 0], places[m, 3] - places[m, 2]))
        if quality[m] >= WORDED_ALIKE:
            worth[m] += end_bits(left, right, places[m, 0], places[m, 1], places[m, 2], places[m, 3])
    solid = worth >= min(_SOLID_BITS, rules.least_bits)
    return runs, places[solid], worth[solid], quality[solid]
