# mypy: allow-untyped-defs, allow-untyped-calls
"""Cohesion: a passage speaks the language of the text it was written for.

The terms of the passage that both sides have are looked for in the rest of each text, as near to the passage and as
much of it on one side as on the other, so that a longer text has no more chance to hold them than a shorter one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.judgement.direction.terms import Terms, rarity_of

_MOST_REST: Final = 1500  # terms of the rest that are looked at on each side
_FAR: Final = 1 << 30  # farther than any place of a text


@dataclass(frozen=True, slots=True)
class Cohesion:
    """What of a passage's terms stands in the rest of either text.

    ``left`` and ``right``: bits (rarity in the corpus) of the shared terms found only in the rest of that text;
    ``both``: of those found in the rests of both; ``of``: bits of all shared terms; ``rest``: number of terms of the
    rest that were looked at on each side.
    """

    left: float
    right: float
    both: float
    of: float
    rest: int


def cohesion(
    known: Terms, sides: tuple[int, int], places: NDArray[np.int32], rests: tuple[NDArray[np.int32], NDArray[np.int32]]
) -> Cohesion:
    """Cohesion of the passage at the folded ``places`` (``int32[4]``: start and end in the left, in the right text).

    ``rests``: of each text the terms that it does not share with the other one (``rest_of``).
    """
    left, right = sides
    found = _cohesion(
        known.hashes[left], known.starts[left], known.hashes[right], known.starts[right], places, rests[0], rests[1],
        known.holders, known.rarity,
    )  # fmt: skip
    left_only, right_only, both, of = map(float, found[:4])
    return Cohesion(left_only, right_only, both, of, int(found[4]))


def shared_terms(known: Terms, sides: tuple[int, int], places: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Sorted hashes of the terms that the passage has on both sides, each once."""
    found: NDArray[np.uint32] = _shared(
        known.hashes[sides[0]], known.starts[sides[0]], known.hashes[sides[1]], known.starts[sides[1]], places
    )
    return found


@compiled
def _cohesion(left, left_starts, right, right_starts, places, left_rest, right_rest, holders, rarity):
    both = _shared(left, left_starts, right, right_starts, places)
    size = min(np.sum(left_rest[:, 1] - left_rest[:, 0]), np.sum(right_rest[:, 1] - right_rest[:, 0]), _MOST_REST)
    on_left = _held(both, left, left_rest, left_starts, places[0], places[1], size)
    on_right = _held(both, right, right_rest, right_starts, places[2], places[3], size)
    for_left, for_right, in_both, of = 0.0, 0.0, 0.0, 0.0
    for k in range(both.size):
        bits = rarity_of(both[k], holders, rarity)
        of += bits
        if on_left[k] and on_right[k]:
            in_both += bits
        elif on_left[k]:
            for_left += bits
        elif on_right[k]:
            for_right += bits
    return for_left, for_right, in_both, of, size


@compiled
def _shared(left, left_starts, right, right_starts, places):
    passage = _within(left, left_starts, places[0], places[1])
    return _common(passage, _within(right, right_starts, places[2], places[3]))


@compiled
def _within(hashes, starts, start, end):
    """Sorted hashes of the terms that begin in a passage."""
    first, last = np.searchsorted(starts, start), np.searchsorted(starts, end)
    return np.sort(hashes[first:last])


@compiled
def _common(one, other):
    """Terms in both sorted arrays, each once."""
    found = np.empty(min(one.size, other.size), dtype=np.uint32)
    count, i, j = 0, 0, 0
    while i < one.size and j < other.size:
        if one[i] < other[j]:
            i += 1
        elif other[j] < one[i]:
            j += 1
        else:
            if count == 0 or found[count - 1] != one[i]:
                found[count] = one[i]
                count += 1
            i += 1
            j += 1
    return found[:count]


@compiled
def _held(both, hashes, rest, starts, start, end, size):
    """Which of the sorted terms ``both`` stand among the ``size`` terms of the rest that are nearest to a passage."""
    held = np.zeros(both.size, dtype=np.bool_)
    later = np.searchsorted(rest[:, 0], np.searchsorted(starts, start))  # the passage is no part of the rest
    earlier = later - 1
    before = rest[earlier, 1] - 1 if earlier >= 0 else 0
    after = rest[later, 0] if later < rest.shape[0] else 0
    for _ in range(size):
        far_before = start - starts[before] if earlier >= 0 else _FAR
        far_after = starts[after] - end if later < rest.shape[0] else _FAR
        if far_before <= far_after:
            term = hashes[before]
            before -= 1
            if before < rest[earlier, 0]:
                earlier -= 1
                before = rest[earlier, 1] - 1 if earlier >= 0 else 0
        else:
            term = hashes[after]
            after += 1
            if after >= rest[later, 1]:
                later += 1
                after = rest[later, 0] if later < rest.shape[0] else 0
        k = np.searchsorted(both, term)
        if k < both.size and both[k] == term:
            held[k] = True
    return held
