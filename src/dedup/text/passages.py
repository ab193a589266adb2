# mypy: allow-untyped-defs, allow-untyped-calls
"""Passages: stretches of folded text for the candidate search.

Paragraphs where there are any; short lines join, long ones split at sentence ends with overlap, so that one
sentence a line and one paragraph a page meet. A match is never cut at a passage.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.text.folding import Folded

_SENTENCE, _LINE = 2, 3


def passages_of(folded: Folded, size: int) -> NDArray[np.int32]:
    """Spans ``int32[p, 2]`` into the folded text, in order, covering all of it; none where nothing folded remains.

    ``size`` is the most that one passage weighs: a Han, kana or Hangul character weighs 2, any other 1.
    """
    if folded.codes.size == 0:
        return np.zeros((0, 2), dtype=np.int32)
    ends = np.append(np.flatnonzero(folded.breaks >= _SENTENCE), folded.codes.size).astype(np.int32)
    lines = np.append(folded.breaks[ends[:-1]] >= _LINE, True)
    spans: NDArray[np.int32] = _pack(ends, lines, weights(folded.codes), size)
    return spans


@compiled
def is_dense(code):
    """Compiled twin of ``characters.is_dense``."""
    return (
        (0x3040 <= code <= 0x30FF)
        or (0x3400 <= code <= 0x9FFF)
        or (0xAC00 <= code <= 0xD7A3)
        or (0xF900 <= code <= 0xFAFF)
        or (0x20000 <= code <= 0x3FFFF)
        or code == 0x3005
        or code == 0x3007
    )


@compiled
def weights(codes):
    """``int32[n + 1]``: running sum of weights, 2 for a dense character and 1 for any other."""
    total = np.zeros(codes.size + 1, dtype=np.int32)
    for i in range(codes.size):
        total[i + 1] = total[i] + (2 if is_dense(codes[i]) else 1)
    return total


@compiled
def _pack(places, lines, total, size):
    """Join sentences to passages: a line end closes one of at least half the size, a full one is closed anyway.

    A passage closed inside a line is followed by one that begins half way back.
    """
    n = total.size - 1
    spans = np.empty((2 * places.size + 2 * (total[n] // max(1, size // 2)) + 4, 2), dtype=np.int32)
    count, start, i, previous = 0, 0, 0, 0
    while i < places.size:
        end = places[i]
        if total[end] - total[start] > size and previous > start:
            spans[count, 0], spans[count, 1] = start, previous
            count += 1
            start = _half_way(total, start, previous)
            previous = start
            continue
        if total[end] - total[start] > size:
            stop = start
            while total[stop + 1] - total[start] <= size:
                stop += 1
            spans[count, 0], spans[count, 1] = start, max(stop, start + 1)
            count += 1
            start = _half_way(total, start, spans[count - 1, 1])
            previous = start
            continue
        previous = end
        if lines[i] and 2 * (total[end] - total[start]) >= size:
            spans[count, 0], spans[count, 1] = start, end
            count += 1
            start = end
        i += 1
    if start < n:
        spans[count, 0], spans[count, 1] = start, n
        count += 1
    return spans[:count]


@compiled
def _half_way(total, start, end):
    middle = start + 1
    half = (total[start] + total[end]) // 2
    while middle < end and total[middle] < half:
        middle += 1
    return middle


@compiled
def mean_weights(codes, offsets):
    """What a character of each text weighs, ``float64[d]``, 1 to 2; arrays as in ``Fingerprints``."""
    means = np.ones(offsets.size - 1, dtype=np.float64)
    for text in range(offsets.size - 1):
        dense = 0
        for i in range(offsets[text], offsets[text + 1]):
            dense += is_dense(codes[i])
        means[text] += dense / max(1, offsets[text + 1] - offsets[text])
    return means
