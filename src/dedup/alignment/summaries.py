# mypy: allow-untyped-defs, allow-untyped-calls
"""Summaries among the spans of a pair: many small spans and links that are one condensed passage become it."""

from __future__ import annotations

import numpy as np

from dedup.alignment.condensed import condensed
from dedup.alignment.primary import overlap
from dedup.alignment.seeds import copy_bits
from dedup.compiled import compiled

_COPY = 1.6  # a span whose other side is no longer than this many times itself goes on like its source
_LONG_COPY = 4
_SCATTERED = 2.0
_FAR_APART = 16.0  # times as long as itself is the most that a few sentences speak for
_EXACT = 0.5  # share of its surprise that a copy word for word is worth


@compiled
def with_summaries(left, right, links, shared, found, bits, told, rules):
    """Spans with those that belong to a summary replaced by it."""
    taken_left = _copied(left, found[:, :2], found[:, 2:], bits, 2 * rules.max_gap)
    taken_right = _copied(right, found[:, 2:], found[:, :2], bits, 2 * rules.max_gap)
    rows, worth = condensed(links, shared, taken_left, left.units, right.units, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 0]], left.units[rows[k, 1]]
        c, d = right.units[rows[k, 2]], right.units[rows[k, 3]]
        found, bits, told = _replaced(found, bits, told, 0, a, b, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    turned = np.argsort(links[:, 1].astype(np.int64), kind="mergesort")
    rows, worth = condensed(links[turned, ::-1], shared[turned], taken_right, right.units, left.units, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 2]], left.units[rows[k, 3]]
        c, d = right.units[rows[k, 0]], right.units[rows[k, 1]]
        found, bits, told = _replaced(found, bits, told, 2, c, d, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    return found, bits, told


@compiled
def _replaced(found, bits, told, side, start, end, row, worth):
    """Spans less those of which most lies between ``start`` and ``end`` on one side, and ``row`` for them."""
    kept = np.ones(bits.size, dtype=np.bool_)
    for m in range(bits.size):
        within = overlap(found[m, side], found[m, side + 1], start, end)
        kept[m] = 2 * within <= found[m, side + 1] - found[m, side]
    return (
        np.concatenate((found[kept], row)),
        np.concatenate((bits[kept], np.array([worth]))),
        np.concatenate((told[kept], np.array([True]))),
    )


@compiled
def _copied(text, own, others, bits, least):
    """Which units lie in spans that go on alike in the other text and are long, or are word for word: copies."""
    taken = np.zeros(text.units.size - 1, dtype=np.bool_)
    for m in range(own.shape[0]):
        start, end = own[m, 0], own[m, 1]
        first = np.searchsorted(text.units, start, side="right") - 1
        last = np.searchsorted(text.units, end, side="left")
        exact = bits[m] >= _EXACT * (text.before[end] - text.before[start])
        if end - start >= least and others[m, 1] - others[m, 0] < _COPY * (end - start):
            taken[first:last] |= exact or last - first > _LONG_COPY
    return taken


@compiled
def put_together(left, right, found, bits, near):
    """Spans that follow one another closely on one side, each from somewhere else on the other, are one passage that
    was condensed: together they take the place of all of them.

    Not so where one of them is word for word, or a long copy: then each is shown by itself.
    """
    found, bits = _rows_together(left, right, found, bits, 0, near)
    return _rows_together(right, left, found, bits, 2, near)


@compiled
def _rows_together(own, other, found, bits, side, near):
    n = bits.size
    order = np.argsort(found[:, side].astype(np.int64), kind="mergesort")
    kept, short = np.ones(n, dtype=np.bool_), np.empty(n, dtype=np.bool_)
    for m in range(n):
        short[m] = _short_and_reworded(own, found[m, side], found[m, side + 1], bits[m], near)
    there = 2 - side
    first = 0
    while first < n:
        row = found[order[first]].copy()
        total, last = bits[order[first]], first + 1
        while last < n and short[order[first]] and short[order[last]]:
            one = found[order[last]]
            if not _follows(row, one, side, near):
                break
            row[side], row[side + 1] = min(row[side], one[side]), max(row[side + 1], one[side + 1])
            row[there], row[there + 1] = min(row[there], one[there]), max(row[there + 1], one[there + 1])
            total += bits[order[last]]
            last += 1
        times = (row[there + 1] - row[there]) / (row[side + 1] - row[side])
        if last > first + 1 and _SCATTERED <= times <= _FAR_APART:
            found[order[first]], bits[order[first]] = row, total
            for k in range(first + 1, last):
                kept[order[k]] = False
        first = last
    return found[kept], bits[kept]


@compiled
def _follows(row, one, side, near):
    """Whether a span follows what is in ``row`` closely, most of it beyond its end."""
    within = overlap(row[side], row[side + 1], one[side], one[side + 1])
    return one[side] - row[side + 1] <= near and 2 * within <= one[side + 1] - one[side]


@compiled
def _short_and_reworded(own, start, end, bits, near):
    units = np.searchsorted(own.units, end, side="left") - np.searchsorted(own.units, start, side="right") + 1
    exact = bits >= _EXACT * copy_bits(own, start, end)
    return units <= _LONG_COPY and not (exact and end - start >= near)
