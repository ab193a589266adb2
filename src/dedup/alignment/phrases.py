# mypy: allow-untyped-defs, allow-untyped-calls
"""How often each phrase of the corpus stands in it: an exact count of longer grams in one flat hash table."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import uint32, uint64
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.fingerprint.grams import hash_codes, table_size
from dedup.text.passages import is_dense

PHRASE_WEIGHT: Final = 16  # 8 Han characters or 16 Latin letters
MOST_COUNTED: Final = 255
_MIN_SLOTS: Final = 1 << 12


def count_phrases(codes: NDArray[np.uint32], offsets: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Table ``uint32[2^k]`` of the phrases in all documents: upper 24 bits a tag, lower 8 the count (at most 255)."""
    entries = codes.size + codes.size // 2  # never more than two thirds full, so that a free slot is near
    table = np.zeros(table_size(entries, _MIN_SLOTS, entries), dtype=np.uint32)
    _count(codes, offsets, table, PHRASE_WEIGHT)
    return table


@compiled
def _find(table, hashed):
    """The slot that holds the phrase of this hash, or the free one where it belongs."""
    mask = uint64(table.size - 1)
    tag = uint32(hashed >> uint64(40))
    slot = hashed & mask
    while table[slot] != 0 and (table[slot] >> uint32(8)) != tag:
        slot = (slot + uint64(1)) & mask
    return slot


@compiled
def _count(codes, offsets, table, size):
    for document in range(offsets.size - 1):
        end, weight = offsets[document], 0
        for start in range(offsets[document], offsets[document + 1]):
            while end < offsets[document + 1] and weight < size:
                weight += 2 if is_dense(codes[end]) else 1
                end += 1
            if weight < size:
                break
            hashed = hash_codes(codes, start, end)
            slot = _find(table, hashed)
            if table[slot] == 0:
                table[slot] = uint32(hashed >> uint64(40)) << uint32(8)
            if table[slot] & uint32(0xFF) < MOST_COUNTED:
                table[slot] += uint32(1)
            weight -= 2 if is_dense(codes[start]) else 1


@compiled
def familiarity(codes, table, size):
    """For each character of a text how often the most frequent phrase over it stands in the corpus: ``int32[n]``."""
    n = codes.size
    most = np.zeros(n, dtype=np.int32)
    end, weight = 0, 0
    for start in range(n):
        while end < n and weight < size:
            weight += 2 if is_dense(codes[end]) else 1
            end += 1
        if weight < size:
            break
        count = np.int32(table[_find(table, hash_codes(codes, start, end))] & uint32(0xFF))
        for i in range(start, end):
            most[i] = max(most[i], count)
        weight -= 2 if is_dense(codes[start]) else 1
    return most


@compiled
def phrase_hashes(codes, offsets, size):
    """Hash of each phrase of all documents, ``uint64[p]``, and how many each document has, ``int64[d]``."""
    hashes = np.empty(codes.size, dtype=np.uint64)
    counts = np.zeros(offsets.size - 1, dtype=np.int64)
    count = 0
    for document in range(offsets.size - 1):
        end, weight = offsets[document], 0
        for start in range(offsets[document], offsets[document + 1]):
            while end < offsets[document + 1] and weight < size:
                weight += 2 if is_dense(codes[end]) else 1
                end += 1
            if weight < size:
                break
            hashes[count] = hash_codes(codes, start, end)
            count += 1
            counts[document] += 1
            weight -= 2 if is_dense(codes[start]) else 1
    return hashes[:count], counts


@compiled
def spread(codes, offsets, size, often):
    """``familiarity`` of all documents where it is known how often each of their phrases stands in the corpus:
    ``often``, ``int32[p]`` in the order of ``phrase_hashes``."""
    most = np.zeros(codes.size, dtype=np.int32)
    count = 0
    for document in range(offsets.size - 1):
        end, weight = offsets[document], 0
        for start in range(offsets[document], offsets[document + 1]):
            while end < offsets[document + 1] and weight < size:
                weight += 2 if is_dense(codes[end]) else 1
                end += 1
            if weight < size:
                break
            for i in range(start, end):
                most[i] = max(most[i], often[count])
            count += 1
            weight -= 2 if is_dense(codes[start]) else 1
    return most


@compiled
def over_phrases(codes, offsets, size, wanted):
    """Which phrases, in the order of ``phrase_hashes``, hold a ``wanted`` character (``bool[n]``): ``bool[p]``."""
    over = np.zeros(codes.size, dtype=np.bool_)
    count = 0
    for document in range(offsets.size - 1):
        end, weight, inside = offsets[document], 0, 0
        for start in range(offsets[document], offsets[document + 1]):
            while end < offsets[document + 1] and weight < size:
                weight += 2 if is_dense(codes[end]) else 1
                inside += wanted[end]
                end += 1
            if weight < size:
                break
            over[count] = inside > 0
            count += 1
            weight -= 2 if is_dense(codes[start]) else 1
            inside -= wanted[start]
    return over[:count]
