# mypy: allow-untyped-defs, allow-untyped-calls
"""Primary spans: those of a pair that are no repetition of a better one (the term is minimap2's, Li 2018)."""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

EQUAL = 0.75
"""Share of another's bits from which a span is as good."""


@compiled
def overlap(start, end, other_start, other_end):
    """Characters in both ranges; negative: the gap between them."""
    return min(end, other_end) - max(start, other_start)


@compiled
def primary(places, bits):
    """Which of the spans are no repetition of a better one: ``bool[n]``.

    A span is one where a better span has most of both its sides, or has most of one side and says it clearly better:
    the other side is a second place in the same text where it stands less well.
    """
    on_left, left_middles = _by_middle(places, 0)
    on_right, right_middles = _by_middle(places, 2)
    kept = np.ones(bits.size, dtype=np.bool_)
    rank = np.empty(bits.size, dtype=np.int64)
    order = np.argsort(-bits, kind="mergesort")
    rank[order] = np.arange(bits.size)
    for k in order:
        if kept[k]:
            _drop_repeated(places, bits, k, rank, on_left, left_middles, 0, kept)
            _drop_repeated(places, bits, k, rank, on_right, right_middles, 2, kept)
    return kept


@compiled
def _by_middle(places, side):
    """The spans in order of their middles on a ``side`` (0 left, 2 right), and twice these middles."""
    doubled = places[:, side].astype(np.int64) + places[:, side + 1]
    order = np.argsort(doubled, kind="mergesort")
    return order, doubled[order]


@compiled
def _drop_repeated(places, bits, k, rank, order, middles, side, kept):
    """Drop what repeats the span ``k``: who has most of a ``side`` of another has its middle too."""
    first = np.searchsorted(middles, 2 * np.int64(places[k, side]))
    last = np.searchsorted(middles, 2 * np.int64(places[k, side + 1]), side="right")
    for m in order[first:last]:
        if rank[m] > rank[k] and kept[m] and _repeats(places[m], bits[m], places[k], bits[k]):
            kept[m] = False


@compiled
def _repeats(one, bits, better, better_bits):
    share_left, said_left = said_of(one, better, better_bits, 0)
    share_right, said_right = said_of(one, better, better_bits, 2)
    if share_left > 0.5 and share_right > 0.5:
        return True
    return (share_left > 0.5 and bits * share_left < EQUAL * said_left) or (
        share_right > 0.5 and bits * share_right < EQUAL * said_right
    )


@compiled
def said_of(one, better, better_bits, side):
    """Share (0 to 1) of a span that a better one has on a ``side`` (0 left, 2 right), and the bits it says there."""
    within = max(0, overlap(one[side], one[side + 1], better[side], better[side + 1]))
    return within / (one[side + 1] - one[side]), better_bits * within / (better[side + 1] - better[side])
