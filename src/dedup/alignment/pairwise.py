# mypy: allow-untyped-defs, allow-untyped-calls
"""All reused spans between two folded texts, or inside one: chains and links, together in regions, weighed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dedup.alignment.boxes import boxes_of, only, unmet
from dedup.alignment.condensed import LEAST_UNITS
from dedup.alignment.extension import extend
from dedup.alignment.links import linked_units
from dedup.alignment.longest import runs_of, share_little
from dedup.alignment.one_place import united
from dedup.alignment.primary import overlap, primary
from dedup.alignment.rarity import rarities_of
from dedup.alignment.repeating import first_places
from dedup.alignment.seeds import exact_runs, shared_seeds
from dedup.alignment.solid import solid_chains
from dedup.alignment.summaries import put_together, with_summaries
from dedup.alignment.weighing import regions
from dedup.compiled import compiled

_MAX_EXTENSION = 400
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
    exact, places, worth, quality = solid_chains(seeds, left, right, rules)
    if left.codes is right.codes:
        enough = worth >= rules.least_bits
        return _long_enough(*_extended(left, right, places[enough], worth[enough], True), rules)
    runs = runs_of(exact, left, right)
    if worth.size == 0 and share_little(runs):
        return places, worth
    places, worth = _extended(left, right, places, worth, False)
    n_left, n_right = left.units.size - 1, right.units.size - 1
    links, cosines, shared, rarity_left, rarity_right = linked_units(
        left.bags, right.bags, left.term_bits, right.term_bits, n_left, n_right, _SUMMARY_LINK
    )
    known_left, known_right = rarities_of(left.bags, rarity_left), rarities_of(right.bags, rarity_right)
    strong = cosines >= _LEAST_LINK
    boxes = boxes_of(left, right, places, quality, worth, links[strong], cosines[strong], shared[strong])
    found, bits, told = regions(left, right, known_left, known_right, runs, boxes, rules, False)
    if links.shape[0] >= LEAST_UNITS:
        found, bits, told = with_summaries(left, right, links, shared, found, bits, told, rules)
    rest = only(boxes, unmet(boxes.places, found[told]))
    more, more_bits, _ = regions(left, right, known_left, known_right, runs, rest, rules, True)
    new = unmet(more, found[told])
    found, bits = np.concatenate((more[new], found)), np.concatenate((more_bits[new], bits))
    kept = primary(found, bits)
    found, bits = found[kept], bits[kept]
    kept = first_places(left, right, found, bits, rules.least_bits, max(1, rules.least_length // 2))
    found, bits = united(found[kept], bits[kept])
    found, bits = put_together(left, right, found, bits, rules.max_gap)
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
