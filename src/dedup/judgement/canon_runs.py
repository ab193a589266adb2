"""Runs of a document that stand in a canonical source, joined to stretches, and the best of those that overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches ``[start, end)`` of a folded document that stand in a source without a gap, by source and place.

    ``int64[r]`` each; ``stretch`` numbers, ascending, what the runs are joined to.
    """

    source: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    stretch: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """What of the stretches is left when the best are chosen, in order of place, disjoint; ``share`` is exact."""

    source: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    share: NDArray[np.float64]


def runs_of(places: NDArray[np.int64], sources: NDArray[np.int64], total: NDArray[np.int32], weight: int) -> Runs:
    """Runs made of grams of that weight that begin at ``places``, by source and place; each a stretch by itself."""
    ends = np.searchsorted(total, total[places] + weight)
    first = _firsts(sources, places[1:] > ends[:-1])
    last = np.append(first[1:], places.size)[: first.size] - 1
    return Runs(sources[first], places[first], ends[last], np.arange(first.size))


def joined(runs: Runs, bridged: NDArray[np.bool_]) -> Runs:
    """The runs with each in one stretch with the next of its source where ``bridged``, ``bool[r - 1]``, says so."""
    first = _firsts(runs.source, ~bridged)
    sizes = np.diff(np.append(first, runs.start.size))
    return Runs(runs.source, runs.start, runs.end, np.repeat(np.arange(first.size), sizes))


def pieces_of(runs: Runs, total: NDArray[np.int32], least: int) -> Pieces:
    """What of each stretch no heavier one takes, less the pieces of which less than ``least`` by weight is shared."""
    run_at = _painted(runs, total)
    places = np.flatnonzero(run_at >= 0)
    stretch = runs.stretch[run_at[places]]
    first = _firsts(stretch, False)
    shared = _sums(total[places + 1] - total[places], first)
    start, end = places[first], places[np.append(first[1:], places.size)[: first.size] - 1] + 1
    kept = shared >= least
    share = shared / np.maximum(1, total[end] - total[start])
    return Pieces(runs.source[run_at[start]][kept], start[kept], end[kept], share[kept])


def _painted(runs: Runs, total: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each folded character the run it stands in, or -1; where stretches overlap, that of the heaviest."""
    run_at = np.full(total.size - 1, -1, dtype=np.int32)
    first = _firsts(runs.stretch, False)
    shared = _sums(total[runs.end] - total[runs.start], first)
    ends = np.append(first[1:], runs.start.size)
    # the heaviest stretch is painted last, over all others; of equals that of the first source
    for stretch in np.lexsort((-runs.source[first], shared)).tolist():
        begin, end = int(first[stretch]), int(ends[stretch])
        run_at[runs.start[begin] : runs.end[end - 1]] = -1
        for run in range(begin, end):
            run_at[runs.start[run] : runs.end[run]] = run
    return run_at


def _firsts(values: NDArray[np.int64], apart: NDArray[np.bool_] | bool) -> NDArray[np.int64]:
    """Where groups of neighbours begin: at the first, where the value changes, or where ``apart`` says so."""
    new = np.ones(values.size, dtype=np.bool_)
    new[1:] = (values[1:] != values[:-1]) | apart
    return np.flatnonzero(new)


def _sums(values: NDArray[np.int32], first: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of each group."""
    before = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    ends = np.append(first[1:], values.size)[: first.size]
    sums: NDArray[np.int64] = before[ends] - before[first]
    return sums
