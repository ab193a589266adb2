# mypy: allow-untyped-defs, allow-untyped-calls
"""Chaining: from exact runs to chains that lie together, without repetitions."""

from __future__ import annotations

from dedup.alignment.chains import best_predecessors, chains
from dedup.alignment.joining import joined
from dedup.alignment.primary import primary
from dedup.alignment.seeds import discounts
from dedup.compiled import compiled


@compiled
def joined_chains(runs, left, right, rules, max_gap, max_skew, least, search):
    """Chains of runs with gaps and shifts up to ``max_gap`` and ``max_skew``, those worth ``least`` bits joined where
    they lie together: places, bits, number of runs and equal characters, as ``joined`` gives them.

    ``search``: the bits to say where in both texts a chain begins.
    """
    score, previous = best_predecessors(
        runs, discounts(runs, left, right), left.before, max_gap, max_skew, rules.gap_cost, rules.skew_cost,
        rules.lookback, search,
    )  # fmt: skip
    places, bits, lengths, equal = chains(runs, score, previous, least, left, right, rules.gap_cost, rules.skew_cost)
    kept = primary(places, bits)
    return joined(
        places[kept], bits[kept], lengths[kept], equal[kept], left.sounds, rules.max_gap, rules.gap_cost,
        search + rules.least_bits,
    )  # fmt: skip
