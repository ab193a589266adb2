# mypy: allow-untyped-defs, allow-untyped-calls
"""Edits: where two passages that are otherwise the same say something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.compiled import compiled
from dedup.fingerprint.grams import hash_codes
from dedup.text import Folded
from dedup.text.passages import is_dense

_MOST_TOKENS: Final = 6  # of one wording: a longer difference is no edit but other text
_LEAST_AROUND: Final = 1  # tokens that are the same before and after
_MOST_COMPARED: Final = 4000  # tokens of one passage

Run = tuple[bool, int, int, int, int]
"""Whether it is equal, start and end in one, start and end in the other."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Two wordings of one place, folded half-open ranges of the left and of the right text; one may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]


def edits_of(left: Folded, right: Folded, places: NDArray[np.int32]) -> Iterator[Edit]:
    """Differences of a few words between the passages at the folded ``places`` (``int32[4]``), in order.

    Words of a spaced script and single dense characters are compared (rapidfuzz's longest common subsequence);
    what differs must be short, with something in common right before and after.
    """
    one, other = _tokens(left, int(places[0]), int(places[1])), _tokens(right, int(places[2]), int(places[3]))
    if one.words == other.words:
        return
    runs = _merged(one.words, other.words)
    for number, (equal, a, b, c, d) in enumerate(runs):
        if equal or not 0 < number < len(runs) - 1:
            continue
        around = min(runs[number - 1][2] - runs[number - 1][1], runs[number + 1][2] - runs[number + 1][1])
        if around >= _LEAST_AROUND and max(b - a, d - c) <= _MOST_TOKENS:
            yield Edit((one.bounds[a], one.bounds[b]), (other.bounds[c], other.bounds[d]))


def edits_of_either(left: Folded, right: Folded, places: NDArray[np.int32]) -> Iterator[Edit]:
    """``edits_of``, with the same one of several longest common subsequences whichever text stands on the left."""
    start, end, other_start, other_end = places.tolist()
    if left.codes[start:end].tobytes() <= right.codes[other_start:other_end].tobytes():
        yield from edits_of(left, right, places)
    else:
        yield from (Edit(edit.right, edit.left) for edit in edits_of(right, left, np.roll(places, 2)))


@dataclass(frozen=True, slots=True)
class _Tokens:
    words: list[int]
    bounds: list[int]


def _tokens(fold: Folded, start: int, end: int) -> _Tokens:
    words, bounds = _words(fold.codes, fold.breaks, start, end)
    return _Tokens(words.tolist(), bounds.tolist())


@compiled
def _words(codes, breaks, start, end):
    """Hashes of the first words and dense characters of a passage, ``uint64[t]``, and where each begins and the last
    one ends, ``int64[t + 1]``."""
    most = min(end - start, _MOST_COMPARED)
    words, bounds = np.empty(most, dtype=np.uint64), np.empty(most + 1, dtype=np.int64)
    bounds[0], count = start, 0
    for place in range(start + 1, end + 1):
        if place < end and not (breaks[place] > 0 or is_dense(codes[place]) or is_dense(codes[place - 1])):
            continue
        words[count] = hash_codes(codes, bounds[count], place)
        count += 1
        bounds[count] = place
        if count == most:
            break
    return words[:count], bounds[: count + 1]


def _merged(one: list[int], other: list[int]) -> list[Run]:
    """Runs that are equal or not, in turn."""
    runs: list[Run] = []
    start, other_start = 0, 0
    for block in Indel.editops(one, other).as_matching_blocks():
        if block.a > start or block.b > other_start:
            runs.append((False, start, block.a, other_start, block.b))
        start, other_start = block.a + block.size, block.b + block.size
        if block.size:  # the last, at the ends of both, has none
            runs.append((True, block.a, start, block.b, other_start))
    return runs
