# mypy: allow-untyped-defs, allow-untyped-calls
"""Bags: which terms each sentence holds, in whatever order, for reuse that keeps the words and not their order.

A term is a word of a spaced script, cut to its first letters so that its forms meet, or two dense characters in a row.
A unit is a sentence, joined to the next where it is short and cut where it is long.
"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.compiled import compiled
from dedup.fingerprint.grams import hash_codes
from dedup.text.passages import is_dense

STEM = 5
"""Letters of a word that count: truncation does for most alphabetic languages what a stemmer does for one."""
_LEAST_TERMS = 4
_MOST_TERMS = 60
_SENTENCE = 2


@compiled
def terms(sounds, codes, breaks):
    """Terms of a text in order: ``uint64[t]`` hashes, ``int32[t]`` starts and ends in folded characters."""
    n = codes.size
    hashes = np.empty(n, dtype=np.uint64)
    starts, ends = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    count, i = 0, 0
    while i < n:
        end = i + 1
        if is_dense(codes[i]):
            following = i + 1 < n and is_dense(codes[i + 1])
            last = i
            if following:
                end = i + 2
            elif i > 0 and is_dense(codes[i - 1]):
                i += 1
                continue
        else:
            while end < n and breaks[end] == 0 and not is_dense(codes[end]):
                end += 1
            last = end - 1
        hashes[count] = hash_codes(sounds, i, end if is_dense(codes[i]) else min(end, i + STEM))
        starts[count], ends[count] = i, end
        count += 1
        i = last + 1
    return hashes[:count], starts[:count], ends[:count]


@compiled
def units(breaks, starts):
    """Places among the terms where units begin, and the number of terms at the end: ``int32[u + 1]``."""
    n = starts.size
    bounds = np.empty(n + 1, dtype=np.int32)
    bounds[0], count = 0, 0
    for i in range(1, n):
        size = i - bounds[count]
        if size >= _MOST_TERMS or (size >= _LEAST_TERMS and breaks[starts[i]] >= _SENTENCE):
            count += 1
            bounds[count] = i
    if count == 0 or n - bounds[count] >= _LEAST_TERMS:
        count += n > 0
    bounds[count] = n
    return bounds[: count + 1]


@compiled
def bags(sounds, codes, breaks):
    """Sorted rows ``uint64[r]``, one for each term of each unit (32 bits of its hash, 24 of the unit's number, 8 how
    often it stands there), and the folded places where units begin and the last ends, ``int32[u + 1]``."""
    hashes, starts, _ = terms(sounds, codes, breaks)
    bounds = units(breaks, starts)
    rows = np.empty(hashes.size, dtype=np.uint64)
    for unit in range(bounds.size - 1):
        for i in range(bounds[unit], bounds[unit + 1]):
            rows[i] = (hashes[i] >> uint64(32) << uint64(32)) | (uint64(unit) << uint64(8))
    rows.sort()
    count = 0
    for i in range(rows.size):
        if count and rows[count - 1] >> uint64(8) == rows[i] >> uint64(8):
            if rows[count - 1] & uint64(0xFF) < uint64(0xFF):
                rows[count - 1] += uint64(1)
        else:
            rows[count] = rows[i] | uint64(1)
            count += 1
    places = np.empty(bounds.size, dtype=np.int32)
    for unit in range(bounds.size - 1):
        places[unit] = starts[bounds[unit]]
    places[bounds.size - 1] = codes.size
    return rows[:count].copy(), places


@compiled
def first_row(rows, shift, key):
    """Place of the first of the sorted ``rows`` that is not below ``key`` without its ``shift`` lowest bits."""
    return first_row_in(rows, shift, key, 0, rows.size)


@compiled
def first_row_in(rows, shift, key, low, high):
    """``first_row`` where it is known to be from ``low`` to ``high``."""
    while low < high:
        middle = (low + high) // 2
        if rows[middle] >> shift < key:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def bits_of_rows(sounds, codes, breaks, rows, places, surprise):
    """What each row's term is worth where it stands in its unit, ``float32[r]``: the surprise of its characters, half
    of those that the next term has too; of several places the least."""
    hashes, starts, ends = terms(sounds, codes, breaks)
    bits = np.full(rows.size, np.float32(np.inf), dtype=np.float32)
    unit = 0
    for i in range(hashes.size):
        while unit + 2 < places.size and starts[i] >= places[unit + 1]:
            unit += 1
        key = (hashes[i] >> uint64(32) << uint64(24)) | uint64(unit)
        row = first_row(rows, uint64(8), key)
        worth = np.float32(0)
        for place in range(starts[i], ends[i]):
            worth += surprise[place]
        if ends[i] - starts[i] == 2 and is_dense(codes[starts[i]]):
            worth /= np.float32(2)
        bits[row] = min(bits[row], worth)
    return bits
