# mypy: allow-untyped-defs, allow-untyped-calls
"""The longest phrase that a passage has word for word in both texts, and what that says of the rest of it.

Who copies and rewords leaves some phrase as it was. Two texts on one matter share its names and terms here and there:
these bits add up as far as the matter goes, without any phrase of some length.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled

WORDED_ALIKE = 0.8
"""Share of equal characters from which a chain need not show a phrase: it is one."""
_PHRASE_BITS = 50.0
_LEAST_OF_REGION = 0.5  # share of a phrase from which a region is weighed
_LEAST_OF_PAIR = 0.6  # and two texts that no chain holds together are looked at further


class Runs(NamedTuple):
    """Exact runs of two texts: ``places``: ``int32[r, 3]``, start in left, start in right, length; ``bits``:
    ``float64[r]``."""

    places: NDArray[np.int32]
    bits: NDArray[np.float64]


@compiled
def runs_of(places, left, right):
    """The runs at ``places`` with their bits, all letters counted: how long a phrase each is, not what it proves."""
    bits = np.empty(places.shape[0], dtype=np.float64)
    for r in range(bits.size):
        i, j, length = places[r, 0], places[r, 1], places[r, 2]
        bits[r] = min(left.before[i + length] - left.before[i], right.before[j + length] - right.before[j])
    return Runs(places, bits)


@compiled
def lacking_in(runs, a, b, c, d):
    """What a span from ``a`` to ``b`` on the left and from ``c`` to ``d`` on the right lacks of a phrase: that of the
    runs that meet it on both sides which is worth most."""
    most = 0.0
    for r in range(runs.bits.size):
        i, j, length = runs.places[r, 0], runs.places[r, 1], runs.places[r, 2]
        if i >= b:
            break
        if runs.bits[r] > most and i + length > a and c < j + length and j < d:
            most = runs.bits[r]
    return lacking(most)


@compiled
def says_little(lacks):
    """Whether a region lacks so much of a phrase that its terms are not worth weighing."""
    return lacks > (1 - _LEAST_OF_REGION) * _PHRASE_BITS


@compiled
def share_little(runs):
    """Whether two texts have no run that is most of a phrase."""
    return runs.bits.size == 0 or runs.bits.max() < _LEAST_OF_PAIR * _PHRASE_BITS


@compiled
def lacking(longest):
    """Bits that a longest run worth so many falls short of a phrase by."""
    return max(0.0, _PHRASE_BITS - longest)
