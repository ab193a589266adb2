# mypy: allow-untyped-defs, allow-untyped-calls
"""Whether two texts are of one subject, by the terms of what they do not share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.judgement.direction.terms import Terms


def likeness(known: Terms, sides: tuple[int, int], rests: tuple[NDArray[np.int32], NDArray[np.int32]]) -> float:
    """Overlap coefficient (0 to 1) of the terms in the ``rests`` (``rest_of``) of two texts: Σ b² of the terms in both,
    of the smaller of the two Σ b². b is the rarity of a term in the corpus, in bits.

    Szymkiewicz, Fragmenta Floristica et Geobotanica, 1934; rarity as in Spärck Jones, Journal of Documentation, 1972.
    """
    left, right = (known.vocabularies[side] for side in sides)
    shared = [_outside(known.hashes[side], rest) for side, rest in zip(sides, rests, strict=True)]
    return float(_likeness(left, _left_over(left, shared[0]), right, _left_over(right, shared[1])))


def _outside(hashes: NDArray[np.uint32], rest: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Sorted hashes of the terms outside the half-open ranges ``rest``, which are in order."""
    starts, ends = [0, *rest[:, 1].tolist()], [*rest[:, 0].tolist(), hashes.size]
    return np.sort(np.concatenate([hashes[start:end] for start, end in zip(starts, ends, strict=True)]))


@compiled
def _left_over(vocabulary, shared):
    """Which terms of a text stand there more often than among the sorted ``shared`` ones of it: ``bool[v]``."""
    found = np.empty(vocabulary.terms.size, dtype=np.bool_)
    j = 0
    for i in range(found.size):
        first = j
        while j < shared.size and shared[j] == vocabulary.terms[i]:
            j += 1
        found[i] = vocabulary.times[i] > j - first
    return found


@compiled
def _likeness(left, in_left, right, in_right):
    of_left, of_right, of_both = 0.0, 0.0, 0.0
    for i in range(in_left.size):
        if in_left[i]:
            of_left += left.squares[i]
    i = 0
    for j in range(in_right.size):
        if not in_right[j]:
            continue
        of_right += right.squares[j]
        while i < in_left.size and left.terms[i] < right.terms[j]:
            i += 1
        if i < in_left.size and left.terms[i] == right.terms[j] and in_left[i]:
            of_both += right.squares[j]
    return of_both / max(1e-9, min(of_left, of_right))
