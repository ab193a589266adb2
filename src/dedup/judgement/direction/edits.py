# mypy: allow-untyped-defs, allow-untyped-calls
"""Edits: where two passages that are otherwise the same say something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.compiled import compiled
from dedup.fingerprint.grams import hash_codes
from dedup.text import Folded
from dedup.text.passages import is_dense

_MOST_TOKENS: Final = 6  # of one wording: a longer difference is no edit but other text
_MOST_COMPARED: Final = 4000  # tokens of one passage


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
    blocks = [block for block in Indel.editops(one.words, other.words).as_matching_blocks() if block.size]
    for before, after in pairwise(blocks):
        a, b, c, d = before.a + before.size, after.a, before.b + before.size, after.b
        if 0 < max(b - a, d - c) <= _MOST_TOKENS:
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
