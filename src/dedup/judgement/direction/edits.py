"""Edits: where two passages that are otherwise the same say something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.text import Folded
from dedup.text.passages import is_dense

_MOST_TOKENS: Final = 6  # of one wording: a longer difference is no edit but other text
_LEAST_AROUND: Final = 1  # tokens that are the same before and after
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
    runs = _merged(one.words, other.words)
    for number, (equal, a, b, c, d) in enumerate(runs):
        if equal or not 0 < number < len(runs) - 1:
            continue
        around = min(runs[number - 1][2] - runs[number - 1][1], runs[number + 1][2] - runs[number + 1][1])
        if around >= _LEAST_AROUND and max(b - a, d - c) <= _MOST_TOKENS:
            yield Edit((one.bounds[a], one.bounds[b]), (other.bounds[c], other.bounds[d]))


@dataclass(frozen=True, slots=True)
class _Tokens:
    words: list[bytes]
    bounds: list[int]


def _tokens(fold: Folded, start: int, end: int) -> _Tokens:
    bounds = []
    for place in range(start, end):
        first = place == start or fold.breaks[place] > 0
        if first or is_dense(int(fold.codes[place])) or is_dense(int(fold.codes[place - 1])):
            bounds.append(place)
            if len(bounds) > _MOST_COMPARED:
                break
    else:
        bounds.append(end)
    words = [fold.codes[a:b].tobytes() for a, b in pairwise(bounds)]
    return _Tokens(words, bounds)


def _merged(one: list[bytes], other: list[bytes]) -> list[tuple[bool, int, int, int, int]]:
    """Runs that are equal or not, in turn: (equal, start and end in one, start and end in the other)."""
    runs: list[tuple[bool, int, int, int, int]] = []
    for code in Indel.opcodes(one, other):
        equal = code.tag == "equal"
        run = (equal, code.src_start, code.src_end, code.dest_start, code.dest_end)
        if runs and runs[-1][0] == equal:
            before = runs.pop()
            run = (equal, before[1], run[2], before[3], run[4])
        runs.append(run)
    return runs
