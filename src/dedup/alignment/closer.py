# mypy: allow-untyped-defs, allow-untyped-calls
"""A closer look around a chain: text changed throughout keeps runs that are shorter than any seed.

Short grams are too frequent to start from in whole texts. In and around a stretch that is suspect already there are few
places where they could meet by chance.
"""

from __future__ import annotations

from dedup.alignment.chaining import joined_chains
from dedup.alignment.primary import overlap
from dedup.alignment.seeds import exact_runs, shared_seeds
from dedup.alignment.texts import part_of
from dedup.compiled import compiled
from dedup.fingerprint.grams import sorted_grams
from dedup.text.passages import weights

_GRAM = 6  # weight
_LEAST_RUN = 2
_LONGEST = 2000


@compiled
def looked_closer(left, right, place, rules, least, search):
    """The best chain that short grams make in and around ``place``, of those that meet it: its place, bits, number of
    runs and equal characters; no bits where there is none, or the stretch is too long to look at closely.

    ``least`` and ``search`` as in ``joined_chains``, of the whole texts.
    """
    a, b = max(0, place[0] - rules.max_gap), min(left.codes.size, place[1] + rules.max_gap)
    c, d = max(0, place[2] - rules.max_gap), min(right.codes.size, place[3] + rules.max_gap)
    found = place.copy()
    if max(b - a, d - c) > _LONGEST:
        return found, 0.0, 0, 0
    one, other = part_of(left, a, b), part_of(right, c, d)
    runs = exact_runs(shared_seeds(_grams(one), _grams(other), b - a), one.sounds, other.sounds, b - a, _LEAST_RUN)
    near = rules.max_gap // 4
    places, bits, lengths, equal = joined_chains(runs, one, other, rules, near, near, least, search)
    best = -1
    for m in range(bits.size):
        meets = min(
            overlap(place[0] - a, place[1] - a, places[m, 0], places[m, 1]),
            overlap(place[2] - c, place[3] - c, places[m, 2], places[m, 3]),
        )
        if meets > 0 and (best < 0 or bits[m] > bits[best]):
            best = m
    if best < 0:
        return found, 0.0, 0, 0
    found[0], found[1], found[2], found[3] = (
        places[best, 0] + a, places[best, 1] + a, places[best, 2] + c, places[best, 3] + c,
    )  # fmt: skip
    return found, bits[best], lengths[best], equal[best]


@compiled
def _grams(text):
    return sorted_grams(text.sounds, weights(text.codes), _GRAM)
