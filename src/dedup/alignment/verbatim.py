# mypy: allow-untyped-defs, allow-untyped-calls
"""Exact runs that two stretches of folded text have in common, wherever they stand in them."""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)


@compiled
def common_runs(left, right, least):
    """What lies in a common run of at least ``least`` characters: disjoint spans ``int32[m, 2]`` of left and of right.

    Every gram of ``least`` characters of the right is kept in a table, and those of the left are looked up there: time
    and memory are linear in the length of both. Grams are compared by their characters, not by their hashes alone.
    """
    n_left, n_right = max(0, left.size - least + 1), max(0, right.size - least + 1)
    on_left, on_right = np.zeros(n_left, dtype=np.bool_), np.zeros(n_right, dtype=np.bool_)
    if n_left == 0 or n_right == 0:
        return _spans(on_left, least), _spans(on_right, least)
    of_left, of_right = _hashes(left, least), _hashes(right, least)
    size = 4
    while size < 2 * n_right:
        size *= 2
    table = np.full(size, -1, dtype=np.int32)
    first = np.empty(n_right, dtype=np.int32)
    for j in range(n_right):
        slot = _slot(table, of_right[j], of_right, right, right, j, least)
        if table[slot] < 0:
            table[slot] = j
        first[j] = table[slot]
    found = np.zeros(n_right, dtype=np.bool_)
    for i in range(n_left):
        slot = _slot(table, of_left[i], of_right, right, left, i, least)
        if table[slot] >= 0:
            on_left[i] = True
            found[table[slot]] = True
    for j in range(n_right):
        on_right[j] = found[first[j]]
    return _spans(on_left, least), _spans(on_right, least)


@compiled
def _hashes(codes, least):
    """Polynomial hashes modulo 2**64 of all grams, mixed so that their high bits can choose a slot."""
    hashes = np.empty(codes.size - least + 1, dtype=np.uint64)
    power, value = np.uint64(1), np.uint64(0)
    for _ in range(least):
        power *= _BASE
    for k in range(codes.size):
        value = value * _BASE + np.uint64(codes[k]) + np.uint64(1)
        if k >= least:
            value -= power * (np.uint64(codes[k - least]) + np.uint64(1))
        if k >= least - 1:
            hashes[k - least + 1] = value * _MIX
    return hashes


@compiled
def _slot(table, value, known, right, codes, start, least):
    """The slot of the gram of ``codes`` at ``start``: where an equal one of the right stands, or the first free one."""
    mask = np.uint64(table.size - 1)
    slot = (value >> np.uint64(32)) & mask
    while table[slot] >= 0:
        at = table[slot]
        if known[at] == value and np.array_equal(right[at : at + least], codes[start : start + least]):
            break
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def _spans(marked, least):
    """The characters of the marked grams as disjoint spans in order."""
    spans = np.empty((marked.size, 2), dtype=np.int32)
    count = 0
    for i in range(marked.size):
        if marked[i]:
            if count > 0 and i <= spans[count - 1, 1]:
                spans[count - 1, 1] = i + least
            else:
                spans[count, 0], spans[count, 1] = i, i + least
                count += 1
    return spans[:count].copy()
