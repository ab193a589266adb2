# mypy: allow-untyped-defs, allow-untyped-calls
"""All reused spans between two folded texts, or inside one: chains and links, together in regions, weighed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dedup.alignment.boxes import boxes_of, only, unmet
from dedup.alignment.chains import best_predecessors, chains
from dedup.alignment.closer import looked_closer
from dedup.alignment.condensed import LEAST_UNITS
from dedup.alignment.ends import end_bits
from dedup.alignment.extension import extend
from dedup.alignment.joining import joined, overlap, primary
from dedup.alignment.links import linked_units
from dedup.alignment.longest import WORDED_ALIKE, runs_of
from dedup.alignment.repeating import first_places
from dedup.alignment.rewording import search_bits
from dedup.alignment.seeds import discounts, exact_runs, shared_seeds
from dedup.alignment.summaries import put_together, with_summaries
from dedup.alignment.weighing import regions
from dedup.compiled import compiled

_LEAST_RUN = 3
_LEAST_CHAIN_BITS = 13.0
_MAX_EXTENSION = 400
# A chain is the best of many that could be put together of the same chance runs: what that choice is worth grows with
# the first runs and then no more.
_CHOICE_BITS = 8.0
_MOST_CHOICE_BITS = 40.0
_SOLID_BITS = 10.0  # what a chain must be worth by itself to hold a region together
_SUSPECT_BITS = 16.0
_CLOSER_BITS = 8.0
_LEAST_LINK = 0.25
_SUMMARY_LINK = 0.2


class Rules(NamedTuple):
    """``AlignmentSettings`` in characters of the left text, and the bits that a span must be worth."""

    max_gap: int
    max_skew: int
    gap_cost: float
    skew_cost: float
    lookback: int
    apart: int
    least_length: int
    least_bits: float


@compiled
def align_pair(left, right, rules):
    """Reused spans ``int32[m, 4]`` (left start and end, right start and end, folded) and their bits ``float64[m]``.

    ``left``, ``right``: the same ``Text`` for one text against itself.
    """
    return align_seeds(shared_seeds(left.grams, right.grams, left.codes.size), left, right, rules)


@compiled
def align_seeds(seeds, left, right, rules):
    """``align_pair`` where the seeds of the two texts are known."""
    exact, places, worth, quality = _chained(seeds, left, right, rules)
    if left.codes is right.codes:
        enough = worth >= rules.least_bits
        return _long_enough(*_extended(left, right, places[enough], worth[enough], True), rules)
    places, worth = _extended(left, right, places, worth, False)
    n_left, n_right = left.units.size - 1, right.units.size - 1
    links, cosines, shared, rarity_left, rarity_right = linked_units(
        left.bags, right.bags, left.term_bits, right.term_bits, n_left, n_right, _SUMMARY_LINK
    )
    strong = cosines >= _LEAST_LINK
    runs = runs_of(exact, left, right)
    boxes = boxes_of(left, right, places, quality, worth, links[strong], cosines[strong], shared[strong])
    found, bits, told = regions(left, right, rarity_left, rarity_right, runs, boxes, rules, False)
    if links.shape[0] >= LEAST_UNITS:
        found, bits, told = with_summaries(left, right, links, shared, found, bits, told, rules)
    rest = only(boxes, unmet(boxes.places, found[told]))
    more, more_bits, _ = regions(left, right, rarity_left, rarity_right, runs, rest, rules, True)
    new = unmet(more, found[told])
    found, bits = np.concatenate((more[new], found)), np.concatenate((more_bits[new], bits))
    kept = primary(found, bits)
    found, bits = found[kept], bits[kept]
    kept = first_places(left, right, found, bits, rules.least_bits, max(1, rules.least_length // 2))
    found, bits = put_together(left, right, found[kept], bits[kept], rules.max_gap)
    return _long_enough(found, bits, rules)


@compiled
def _long_enough(found, bits, rules):
    """The spans that are not too short on both sides to say anything."""
    kept = np.empty(bits.size, dtype=np.bool_)
    for m in range(bits.size):
        kept[m] = max(found[m, 1] - found[m, 0], found[m, 3] - found[m, 2]) >= rules.least_length
    return found[kept], bits[kept]


@compiled
def unreported(seeds, left, right, places, long):
    """How many exact runs of at least ``long`` characters have no span over most of them on either side."""
    runs = exact_runs(seeds, left.codes, right.codes, left.codes.size, long)
    count = 0
    for r in range(runs.shape[0]):
        inside = False
        for m in range(places.shape[0]):
            on_left = overlap(places[m, 0], places[m, 1], runs[r, 0], runs[r, 0] + runs[r, 2])
            on_right = overlap(places[m, 2], places[m, 3], runs[r, 1], runs[r, 1] + runs[r, 2])
            inside = inside or max(on_left, on_right) > runs[r, 2] // 2
        count += not inside
    return count


@compiled
def _chained(seeds, left, right, rules):
    """All exact runs, and chains of them that could hold a region together: places, bits and share of equal characters.

    Bits are what copying saves, less the places in both texts, less the choice of a chain's runs among others.
    """
    runs = exact_runs(seeds, left.sounds, right.sounds, left.codes.size, _LEAST_RUN)
    lost = discounts(runs, left, right)
    search = search_bits(left, right)
    score, previous = best_predecessors(
        runs, lost, left.before, rules.max_gap, rules.max_skew, rules.gap_cost, rules.skew_cost, rules.lookback, search
    )
    places, bits, lengths, equal = chains(
        runs, score, previous, _LEAST_CHAIN_BITS, left, right, rules.gap_cost, rules.skew_cost
    )
    kept = primary(places, bits)
    places, bits, lengths, equal = places[kept], bits[kept], lengths[kept], equal[kept]
    places, bits, lengths, equal = joined(
        places, bits, lengths, equal, left.sounds, rules.max_gap, rules.gap_cost, search + rules.least_bits
    )
    worth, quality = np.empty(bits.size, dtype=np.float64), np.empty(bits.size, dtype=np.float64)
    for m in range(bits.size):
        alike = equal[m] / max(places[m, 1] - places[m, 0], places[m, 3] - places[m, 2])
        doubtful = search + _SUSPECT_BITS <= bits[m] < search + rules.least_bits + _MOST_CHOICE_BITS
        if doubtful and alike < WORDED_ALIKE and left.codes is not right.codes:
            place, more, n_runs, same = looked_closer(
                left, right, places[m], rules, _LEAST_CHAIN_BITS, search + rules.least_bits
            )
            if more - _CLOSER_BITS > bits[m]:
                places[m], bits[m], lengths[m], equal[m] = place, more - _CLOSER_BITS, n_runs, same
        worth[m] = bits[m] - search - min(_MOST_CHOICE_BITS, _CHOICE_BITS * (lengths[m] - 1))
        quality[m] = min(1.0, equal[m] / max(places[m, 1] - places[m, 0], places[m, 3] - places[m, 2]))
        if quality[m] >= WORDED_ALIKE:
            worth[m] += end_bits(left, right, places[m, 0], places[m, 1], places[m, 2], places[m, 3])
    solid = worth >= min(_SOLID_BITS, rules.least_bits)
    return runs, places[solid], worth[solid], quality[solid]


@compiled
def _extended(left, right, places, bits, internal):
    """Chains with their ends grown through small edits."""
    n_left, n_right = left.codes.size, right.codes.size
    count = 0
    for m in range(bits.size):
        a0, a1, b0, b1 = places[m, 0], places[m, 1], places[m, 2], places[m, 3]
        more_left, more_right = extend(
            left.sounds, right.sounds, a1, b1, 1, min(_MAX_EXTENSION, n_left - a1), min(_MAX_EXTENSION, n_right - b1)
        )
        less_left, less_right = extend(
            left.sounds, right.sounds, a0, b0, -1, min(_MAX_EXTENSION, a0), min(_MAX_EXTENSION, b0)
        )
        a0, a1, b0, b1 = a0 - less_left, a1 + more_left, b0 - less_right, b1 + more_right
        if internal and a1 > b0:
            shared = a1 - b0
            if 2 * shared > a1 - a0 or 2 * shared > b1 - b0:
                continue
            a1, b0 = a1 - (shared + 1) // 2, b0 + shared // 2
        places[count, 0], places[count, 1], places[count, 2], places[count, 3] = a0, a1, b0, b1
        bits[count] = bits[m]
        count += 1
    return places[:count], bits[:count]
