"""Fluency: of two wordings of one place, the one that reads worse was put in by somebody who changed the other.

Who hides a copy changes many words, nearly all for the worse. Who revises a text changes few, and those for the better
as often as not (``revision``).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Final

from dedup.judgement.direction.edit_kinds import Changes
from dedup.judgement.direction.view import View, speaking_for
from dedup.model import Evidence

_SPARSE: Final = 2.0  # rough edits in 1,000 units of weight, as versions have them
DENSE: Final = 6.0
"""And as disguises have them, nearly all to one side."""
# How many more edits read worse on one side than on the other, in standard deviations, as chance brings in one of many
# passages and as it does not. Where edits stand so densely as no revision has them, one less is enough.
_CHANCE: Final = (2.0, 3.0)
_NO_REVISION: Final = (12.0, 24.0)
_EACH: Final = 0.8
_MOST: Final = 3.0


def fluency(view: View, changes: Changes) -> Iterator[Evidence]:
    """Evidence where one side of a passage reads worse at edit after edit."""
    on_left, on_right = changes.rough_left + changes.slips_left, changes.rough_right + changes.slips_right
    rough = on_right - on_left
    dense = density(rough, changes.weight)
    lean = abs(rough) / sqrt(on_left + on_right + 1) + _ramp(dense, *_NO_REVISION)
    certainty = _ramp(dense, _SPARSE, DENSE) * _ramp(lean, *_CHANCE)
    if rough == 0 or certainty == 0:
        return
    copy = view.right if rough > 0 else view.left
    worse, better = sorted((on_left, on_right), reverse=True)
    example = changes.example_right if rough > 0 else changes.example_left
    detail = f"{worse} of {worse + better} changed words read worse in {copy.document.path}: {example}"
    yield speaking_for(rough > 0, "fluency", detail, certainty * min(_MOST, _EACH * abs(rough)))


def density(edits: int, weight: int) -> float:
    """Edits in 1,000 units of weight."""
    return 1000 * abs(edits) / max(1, weight)


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
