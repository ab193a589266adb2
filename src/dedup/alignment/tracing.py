# mypy: allow-untyped-defs, allow-untyped-calls
"""Chains of keys that stand in the same order in two texts: what can be had where one of the texts is not there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dedup.compiled import compiled

_RUN_BITS = 8.0  # where the two texts do not go on in step, as the choice of a chain's runs costs in alignment


class TraceRules(NamedTuple):
    """``AlignmentSettings`` in characters, and the bits that a chain must be worth."""

    max_gap: int
    max_skew: int
    gap_cost: float
    skew_cost: float
    lookback: int
    least_bits: float


@compiled
def trace(seeds, before, rules):
    """Chains of ``seeds`` that are worth enough, the best first: ``int32[c, 5]`` rows of start and end in one text,
    start and end in the other, and characters of the first under a seed; and their bits, ``float64[c]``.

    ``seeds``: ``int32[s, 4]``, sorted: start and end of a key in one text and in the other, in folded characters;
    ``before``: ``float64[n + 1]``, running bits of the first text. Only characters under a seed are worth anything,
    each once. Of a chain inside a better one nothing is told.
    """
    count = seeds.shape[0]
    score, cover = np.empty(count, dtype=np.float64), np.empty(count, dtype=np.int32)
    previous = np.full(count, -1, dtype=np.int64)
    ends, others = seeds[:, 1].copy(), seeds[:, 3].copy()
    for b in range(count):
        start, end, other, other_end = seeds[b, 0], seeds[b, 1], seeds[b, 2], seeds[b, 3]
        score[b], cover[b] = before[end] - before[start], end - start
        for a in range(max(0, b - rules.lookback), b):
            if seeds[a, 2] > other:
                continue
            gap = max(0, start - ends[a], other - others[a])
            skew = abs((start - seeds[a, 0]) - (other - seeds[a, 2]))
            if gap > rules.max_gap or skew > rules.max_skew:
                continue
            last = max(end, ends[a])
            new = min(last, max(start, ends[a]))
            cost = rules.gap_cost * gap + rules.skew_cost * skew + (_RUN_BITS if skew > 0 else 0.0)
            worth = score[a] + before[last] - before[new] - cost
            if worth > score[b]:
                score[b], cover[b], previous[b] = worth, cover[a] + last - new, a
                ends[b], others[b] = last, max(other_end, others[a])
    return _taken(seeds, score, cover, previous, ends, others, rules.least_bits)


@compiled
def _taken(seeds, score, cover, previous, ends, others, least_bits):
    """The chains from the best end back to their first seed, as far as no better chain has taken it."""
    used = np.zeros(score.size, dtype=np.bool_)
    found = np.empty((score.size, 5), dtype=np.int32)
    worth = np.empty(score.size, dtype=np.float64)
    count = 0
    for last in np.argsort(-score):
        if score[last] < least_bits:
            break
        if used[last]:
            continue
        first = last
        used[last] = True
        while previous[first] >= 0 and not used[previous[first]]:
            first = previous[first]
            used[first] = True
        before = previous[first]
        bits = score[last] - (score[before] if before >= 0 else 0.0)
        if bits < least_bits:
            continue
        covered = cover[last] - (cover[before] if before >= 0 else 0)
        found[count, 0], found[count, 1] = seeds[first, 0], ends[last]
        found[count, 2], found[count, 3], found[count, 4] = seeds[first, 2], others[last], covered
        worth[count] = bits
        _use(seeds, used, found[count])
        count += 1
    return found[:count], worth[:count]


@compiled
def _use(seeds, used, chain):
    """Mark the seeds inside a chain, which say nothing more."""
    seed = np.searchsorted(seeds[:, 0], chain[0])
    while seed < seeds.shape[0] and seeds[seed, 0] < chain[1]:
        if seeds[seed, 1] <= chain[1] and chain[2] <= seeds[seed, 2] and seeds[seed, 3] <= chain[3]:
            used[seed] = True
        seed += 1
