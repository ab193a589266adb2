# mypy: allow-untyped-defs, allow-untyped-calls
"""Hashes of character grams (shingles) whose length is a weight, so that one rule serves all scripts.

A gram starting at ``i`` is the shortest stretch that weighs at least ``size``: a Han, kana or Hangul character
weighs 2 and any other letter or digit 1, so size 16 is 8 Chinese characters or 16 Latin letters.
"""

from __future__ import annotations

import numpy as np
from numba import uint32, uint64

from dedup.compiled import compiled

# Fibonacci hashing constant (2^64 / golden ratio) and MurmurHash3's 64-bit finalizer.
_GOLDEN = uint64(0x9E3779B97F4A7C15)
_MIX_1 = uint64(0xFF51AFD7ED558CCD)
_MIX_2 = uint64(0xC4CEB9FE1A85EC53)


def table_size(entries: int, least: int, most: int) -> int:
    """Slots of a hash table: ``least`` doubled until it holds ``entries`` or reaches ``most`` (both powers of two)."""
    size = least
    while size < min(entries, most):
        size *= 2
    return size


@compiled
def mix64(value):
    """MurmurHash3's 64-bit finalizer, a bijection on ``uint64``."""
    value ^= value >> uint64(33)
    value *= _MIX_1
    value ^= value >> uint64(33)
    value *= _MIX_2
    return value ^ (value >> uint64(33))


@compiled
def hash_codes(codes, start, end):
    """``uint64`` hash of the code points ``codes[start:end]``."""
    state = uint64(end - start)
    for i in range(start, end):
        state = (state ^ uint64(codes[i])) * _GOLDEN
        state ^= state >> uint64(29)
    return mix64(state)


@compiled
def gram_hashes(codes, total, size):
    """Hash of the gram at each place, ``uint64[g]``; ``g`` is the number of places with a whole gram.

    ``codes``: ``uint32[n]``; ``total``: ``int32[n + 1]`` running weights. A text lighter than ``size`` has one
    gram, all of it; an empty one has none.
    """
    n = codes.size
    hashes = np.empty(n, dtype=np.uint64)
    if n == 0:
        return hashes
    end, count = 0, 0
    for start in range(n):
        while end < n and total[end] - total[start] < size:
            end += 1
        if total[end] - total[start] < size:
            break
        hashes[start] = hash_codes(codes, start, end)
        count += 1
    if count == 0:
        hashes[0] = hash_codes(codes, 0, n)
        count = 1
    return hashes[:count]


@compiled
def sorted_grams(codes, total, size):
    """All grams of a text for merging with another's: ``uint64[g]``, upper half hash and lower half place, sorted."""
    hashes = gram_hashes(codes, total, size)
    for i in range(hashes.size):
        hashes[i] = ((hashes[i] >> uint64(32)) << uint64(32)) | uint64(i)
    hashes.sort()
    return hashes


@compiled
def count_documents(grams, counts):
    """Add one document's sorted grams to ``counts`` (``uint16[2^k]``), each distinct hash once, saturating."""
    mask = uint64(counts.size - 1)
    previous = uint64(0)
    for i in range(grams.size):
        hashed = grams[i] >> uint64(32)
        if i == 0 or hashed != previous:
            slot = hashed & mask
            if counts[slot] < 65535:
                counts[slot] += 1
        previous = hashed


@compiled
def to_uint32(hashes):
    """The lower halves of 64-bit hashes, as MinHash takes them: ``uint32[g]``."""
    short = np.empty(hashes.size, dtype=np.uint32)
    for i in range(hashes.size):
        short[i] = uint32(hashes[i] & uint64(0xFFFFFFFF))
    return short


@compiled
def useful_grams(grams, counts, most):
    """The grams that can seed: in at least two documents, or twice in this one, and in at most ``most`` documents."""
    mask = uint64(counts.size - 1)
    kept = np.empty_like(grams)
    count = 0
    for i in range(grams.size):
        hashed = grams[i] >> uint64(32)
        documents = counts[hashed & mask]
        again = (i > 0 and grams[i - 1] >> uint64(32) == hashed) or (
            i + 1 < grams.size and grams[i + 1] >> uint64(32) == hashed
        )
        if documents <= most and (documents > 1 or again):
            kept[count] = grams[i]
            count += 1
    return kept[:count].copy()
