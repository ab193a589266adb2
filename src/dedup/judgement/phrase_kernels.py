# mypy: allow-untyped-defs, allow-untyped-calls
"""Grams inside sentences, counted by groups of texts in one pass over each text.

A cell of the table holds the group counted last in its upper 24 bits and the number of groups, at most 255, in its
lower 8, so that a gram costs one visit.
"""

from __future__ import annotations

import numpy as np
from numba import int64, uint32, uint64

from dedup.compiled import compiled
from dedup.fingerprint.grams import mix64

_BASE = uint64(0x9E3779B97F4A7C15)
_SENTENCE = 2


@compiled
def phrase_grams(codes, total, breaks, size):
    """Hashes of the grams that no end of a sentence or line cuts, ``uint64[g]``, with their places, ``int32[g]``.

    ``codes``: ``uint32[n]``; ``total``: ``int32[n + 1]``, running weights; ``breaks``: ``uint8[n]``, what ends right
    before each; ``size``: the weight of a gram. The hash of codes c is sum(c[i] * B^(k - 1 - i)) mod 2^64, mixed; it
    is carried from place to place (Karp and Rabin, 1987).
    """
    n = codes.size
    hashes, places = np.empty(n, np.uint64), np.empty(n, np.int32)
    powers = np.ones(size + 2, np.uint64)
    for i in range(1, powers.size):
        powers[i] = powers[i - 1] * _BASE
    state, end, ended, count = uint64(0), 0, 0, 0
    for start in range(n):
        while end < n and total[end] - total[start] < size:
            state = state * _BASE + uint64(codes[end])
            if breaks[end] >= _SENTENCE:
                ended = end
            end += 1
        if total[end] - total[start] < size:
            break
        if ended <= start:
            hashes[count], places[count] = mix64(state), start
            count += 1
        state -= uint64(codes[start]) * powers[end - start - 1]
    return hashes[:count], places[:count]


@compiled
def count_groups(hashes, group, table):
    """Count in ``table`` (``uint32[2^k]``, changed in place) a group that holds ``hashes``; its texts come in a row."""
    mask = uint64(table.size - 1)
    own = uint32((group + 1) & 0xFFFFFF)
    for i in range(hashes.size):
        slot = int64(hashes[i] & mask)
        cell = table[slot]
        if cell >> uint32(8) != own:
            table[slot] = (own << uint32(8)) | min(uint32(255), (cell & uint32(255)) + uint32(1))


@compiled
def likely(hashes, table, least):
    """Indices, ``int32[m]``, of the hashes whose cell counts at least ``least`` groups."""
    mask = uint64(table.size - 1)
    found = np.empty(hashes.size, np.int32)
    count = 0
    for i in range(hashes.size):
        if (table[int64(hashes[i] & mask)] & uint32(255)) >= least:
            found[count] = i
            count += 1
    return found[:count].copy()
