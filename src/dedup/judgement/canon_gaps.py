"""Which gaps between runs of one source are edits of it, so that the runs make one stretch."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.grams import gram_hashes
from dedup.judgement.canon_index import GRAM, SHORT, Canon, has_short
from dedup.judgement.canon_runs import Runs
from dedup.text.folding import Folded

_WIDEST: Final = 4 * GRAM
_HALF: Final = 0.5
_AT_A_TIME: Final = 100_000


def bridged(runs: Runs, folded: Folded, total: NDArray[np.int32], canon: Canon) -> NDArray[np.bool_]:
    """Whether each run belongs to one stretch with the next: ``bool[r - 1]``.

    Both are of one source, and the gap weighs at most 24, or at most 96 and at least half of it is made of grams of
    weight 8 that the source holds.
    """
    gaps = total[runs.start[1:]] - total[runs.end[:-1]]
    same = runs.source[1:] == runs.source[:-1]
    near: NDArray[np.bool_] = same & (gaps <= GRAM)
    doubtful = np.flatnonzero(same & (gaps > GRAM) & (gaps <= _WIDEST))
    if doubtful.size:
        short: NDArray[np.uint64] = gram_hashes(folded.codes, total, SHORT)
        for block in np.split(doubtful, range(_AT_A_TIME, doubtful.size, _AT_A_TIME)):
            near[block] = _held(runs, block, short, total, canon) >= _HALF * gaps[block]
    return near


def _held(
    runs: Runs, gaps: NDArray[np.int64], short: NDArray[np.uint64], total: NDArray[np.int32], canon: Canon
) -> NDArray[np.int64]:
    """How much of the gap after each run, by weight, is made of short grams that the run's source holds."""
    starts, stops = runs.end[gaps], runs.start[gaps + 1]
    number = np.repeat(np.arange(gaps.size), stops - starts)
    before = np.cumsum(stops - starts) - (stops - starts)
    places = starts[number] + np.arange(number.size) - before[number]
    ends = np.searchsorted(total, total[places] + SHORT)
    held = ends <= stops[number]
    held[held] = has_short(short[places[held]], runs.source[gaps][number[held]], canon)
    number, places, ends = number[held], places[held], ends[held]
    again = np.append(False, number[1:] == number[:-1])[: number.size]
    reached = np.where(again, np.append(0, ends[:-1])[: ends.size], 0)
    weights = total[ends] - total[np.maximum(places, reached)]
    return np.bincount(number, weights, minlength=gaps.size).astype(np.int64)
