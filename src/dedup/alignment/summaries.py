# mypy: allow-untyped-defs, allow-untyped-calls
"""Summaries among the spans of a pair: many small spans and links that are one condensed passage become it."""

from __future__ import annotations

import numpy as np

from dedup.alignment.condensed import condensed
from dedup.alignment.joining import overlap
from dedup.compiled import compiled

_COPY = 1.6  # a span whose other side is no longer than this many times itself goes on like its source
_LONG_COPY = 4


@compiled
def with_summaries(left, right, links, shared, found, bits, rules):
    """Spans with those that belong to a summary replaced by it."""
    n_left, n_right = left.units.size - 1, right.units.size - 1
    taken_left = _copied(left.units, found[:, :2], found[:, 2:], 2 * rules.max_gap)
    taken_right = _copied(right.units, found[:, 2:], found[:, :2], 2 * rules.max_gap)
    rows, worth = condensed(links, shared, taken_left, n_left, n_right, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 0]], left.units[rows[k, 1]]
        c, d = right.units[rows[k, 2]], right.units[rows[k, 3]]
        found, bits = _replaced(found, bits, 0, a, b, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    turned = np.argsort(links[:, 1].astype(np.int64), kind="mergesort")
    rows, worth = condensed(links[turned, ::-1], shared[turned], taken_right, n_right, n_left, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 2]], left.units[rows[k, 3]]
        c, d = right.units[rows[k, 0]], right.units[rows[k, 1]]
        found, bits = _replaced(found, bits, 2, c, d, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    return found, bits


@compiled
def _replaced(found, bits, side, start, end, row, worth):
    """Spans less those of which most lies between ``start`` and ``end`` on one side, and ``row`` for them."""
    kept = np.ones(bits.size, dtype=np.bool_)
    for m in range(bits.size):
        within = overlap(found[m, side], found[m, side + 1], start, end)
        kept[m] = 2 * within <= found[m, side + 1] - found[m, side]
    return np.concatenate((found[kept], row)), np.concatenate((bits[kept], np.array([worth])))


@compiled
def _copied(units, own, others, least):
    """Which units lie in spans that go on alike in the other text: a copy, whatever was changed in it."""
    taken = np.zeros(units.size - 1, dtype=np.int8)
    for m in range(own.shape[0]):
        first = np.searchsorted(units, own[m, 0], side="right") - 1
        last = np.searchsorted(units, own[m, 1], side="left")
        here, there = own[m, 1] - own[m, 0], others[m, 1] - others[m, 0]
        if here >= least and there < _COPY * here:
            taken[first:last] = 2 if last - first > _LONG_COPY else 1
    return taken
