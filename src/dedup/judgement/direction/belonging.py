"""Where a passage belongs: evidence from its cohesion with the rest of either text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.judgement.direction.cohesion import Cohesion, cohesion
from dedup.judgement.direction.strangers import held_by_strangers
from dedup.judgement.direction.subjects import likeness
from dedup.judgement.direction.view import Passage, View, speaking_for
from dedup.model import Evidence

# Set on passages planted in the most similar of a hundred unrelated texts, and kept below what was right there: in life
# the two texts of a pair are often about one subject (benchmarks/direction).
_FOR_ALL: Final = 40.0  # log-odds where all terms of the passage lean to one side
_BITS: Final = 4.0  # bits of leaning terms for each unit of log-odds: short passages say little
_MOST: Final = 3.5
_LEAST: Final = 0.2
# Likeness of the rests: below the first the texts are of two subjects as far as this can tell, above the second of one.
_ONE_SUBJECT: Final = (0.1, 0.2)
_ONE_SIDED: Final = (0.1, 0.5)  # below the first, of what stands in one rest alone, both texts are equally at home
# By how many standard deviations the other text holds more of the passage than strangers do, as chance brings, and as
# it does not: then that text speaks of the matter too.
_CHANCE: Final = (2.0, 3.0)
_LEAST_STRANGERS: Final = 8


Rests = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Of two texts the terms that each does not share with the other one (``rest_of``)."""


def difference(view: View, rests: Rests) -> float:
    """How far (0 to 1) two texts are of different subjects: 0 for versions of one text.

    What one of two texts on one subject has and the other lacks says nothing of who had a passage first.
    """
    if view.are_versions:
        return 0.0
    low, high = _ONE_SUBJECT
    alike = likeness(view.known, (view.left.document.id, view.right.document.id), rests)
    return min(1.0, max(0.0, (high - alike) / (high - low)))


def cohesive(view: View, passage: Passage, rests: Rests, different: float) -> Iterator[Evidence]:
    """Evidence where the passage's terms stand in the rest of one text rather than in that of the other.

    ``different``: how far the texts are of different subjects (``difference``).
    """
    if different == 0:
        return
    found = cohesion(view.known, (view.left.document.id, view.right.document.id), passage.places, rests)
    log_odds = different * _log_odds(found)
    if log_odds >= _LEAST:
        log_odds *= _strange(view, passage, found)
    if log_odds < _LEAST:
        return
    at_home = found.left > found.right
    home, other = (view.left, view.right) if at_home else (view.right, view.left)
    most, least = max(found.left, found.right) / found.of, min(found.left, found.right) / found.of
    detail = (
        f"{most:.0%} of the passage, by the weight of its words, stands in the rest of {home.document.path} alone, "
        f"{least:.0%} in that of {other.document.path} alone"
    )
    yield speaking_for(at_home, "cohesion", detail, log_odds)


def _strange(view: View, passage: Passage, found: Cohesion) -> float:
    """How far (0 to 1) the passage is strange to the text that holds less of it.

    Two texts on one matter may both have it from a third: then it is no sign that one speaks more of it. Where there
    are few other texts nobody knows what chance would bring.
    """
    sides = view.left.document.id, view.right.document.id
    strangers = held_by_strangers(view.known, sides, passage.places, found.rest)
    if strangers.size < _LEAST_STRANGERS:
        return 1.0
    more = min(found.left, found.right) + found.both - float(strangers.mean())
    low, high = _CHANCE
    return min(1.0, max(0.0, (high - more / max(1.0, float(strangers.std()))) / (high - low)))


def _log_odds(found: Cohesion) -> float:
    lean = abs(found.left - found.right)
    one_sided = lean / max(1e-9, found.left + found.right)
    low, high = _ONE_SIDED
    certainty = min(1.0, max(0.0, (one_sided - low) / (high - low)))
    return certainty * min(_MOST, _FOR_ALL * lean / max(1.0, found.of), lean / _BITS)
