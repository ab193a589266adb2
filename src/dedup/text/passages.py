# mypy: allow-untyped-defs, allow-untyped-calls
"""Passages: stretches of folded text for the candidate search.

Paragraphs where there are any; short lines join, long ones split at sentence ends with overlap, so that one
sentence a line and one paragraph a page meet. A match is never cut at a passage.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.text.folding import Folded, code_points


def passages_of(text: str, folded: Folded, size: int) -> NDArray[np.int32]:
    """Spans ``int32[p, 2]`` into the folded text, in order, covering all of it; none where nothing folded remains.

    ``size`` is the most that one passage weighs: a Han, kana or Hangul character weighs 2, any other 1.
    """
    if folded.codes.size == 0:
        return np.zeros((0, 2), dtype=np.int32)
    spans: NDArray[np.int32] = _pack(*_breaks(code_points(text), folded.source), weights(folded.codes), size)
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
def _breaks(codes, source):
    """Folded indices before which a sentence ends, and for each whether a line ends there too."""
    places = np.empty(source.size + 1, dtype=np.int32)
    lines = np.empty(source.size + 1, dtype=np.bool_)
    n = 0
    for i in range(1, source.size):
        sentence, line = False, False
        for j in range(source[i - 1] + 1, source[i]):
            code = codes[j]
            if code in (10, 13, 0x0B, 0x0C, 0x85, 0x2028, 0x2029):
                line = True
            elif code in (0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F, 0xFF1B, 0x3B, 0x2026):
                sentence = True
            elif code == 0x2E and j + 1 < codes.size and codes[j + 1] <= 0x20:
                sentence = True
        if sentence or line:
            places[n], lines[n] = i, line
            n += 1
    places[n], lines[n] = source.size, True
    return places[: n + 1], lines[: n + 1]


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
