# mypy: allow-untyped-defs, allow-untyped-calls
"""Whether two texts are of one subject, by the terms of what they do not share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.judgement.direction.terms import Terms, rarity_of


def likeness(known: Terms, sides: tuple[int, int], rests: tuple[NDArray[np.int32], NDArray[np.int32]]) -> float:
    """Overlap coefficient (0 to 1) of the terms in the ``rests`` (``rest_of``) of two texts: Σ b² of the terms in both,
    of the smaller of the two Σ b². b is the rarity of a term in the corpus, in bits.

    Szymkiewicz, Fragmenta Floristica et Geobotanica, 1934; rarity as in Spärck Jones, Journal of Documentation, 1972.
    """
    left, right = (_terms(known.hashes[side], rest) for side, rest in zip(sides, rests, strict=True))
    return float(_likeness(left, right, known.holders, known.rarity))


def _terms(hashes: NDArray[np.uint32], rest: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Sorted hashes of the terms in the half-open ranges ``rest``."""
    ranges = [hashes[start:end] for start, end in rest.tolist()]
    return np.sort(np.concatenate(ranges)) if ranges else hashes[:0]


@compiled
def _likeness(left, right, holders, rarity):
    of_left, of_right, of_both = 0.0, 0.0, 0.0
    i, j = 0, 0
    while i < left.size or j < right.size:
        from_left = j >= right.size or (i < left.size and left[i] <= right[j])
        from_right = i >= left.size or (j < right.size and right[j] <= left[i])
        term = left[i] if from_left else right[j]
        squared = rarity_of(term, holders, rarity) ** 2
        if from_left:
            of_left += squared
        if from_right:
            of_right += squared
        if from_left and from_right:
            of_both += squared
        while i < left.size and left[i] == term:
            i += 1
        while j < right.size and right[j] == term:
            j += 1
    return of_both / max(1e-9, min(of_left, of_right))
