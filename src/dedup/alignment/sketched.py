# mypy: allow-untyped-defs, allow-untyped-calls
"""Which documents share sketch grams with one, and where: by an index of all of them, so that a pair that shares none
is passed over unseen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.alignment.lookup import first_bits
from dedup.compiled import compiled

_MOST_BITS = 24


class Sketches(NamedTuple):
    """The sketch grams of all documents by the first bits of their hashes: those of slot ``s`` are numbers ``begin[s]``
    to ``begin[s + 1]``, by documents and places.

    ``begin``: ``int32[2^k + 1]``; ``documents``: ``int32[n]``; ``places``: ``int32[n]``, which of its document's sorted
    grams each is; ``unused``: the other bits of a hash, 64 - k.
    """

    begin: NDArray[np.int32]
    documents: NDArray[np.int32]
    places: NDArray[np.int32]
    unused: int


class Meetings(NamedTuple):
    """What may be shared with one document: for each other the number of the first meeting in ``first`` where
    ``asked`` names the one, then that of the next in ``following``, -1 after the last; ``places`` of the other's grams.
    """

    first: NDArray[np.int32]
    asked: NDArray[np.int32]
    following: NDArray[np.int32]
    places: NDArray[np.int32]


@compiled
def sketch_index(grams, offsets):
    """``Sketches`` of documents whose sorted grams (``uint64[n]``, hashes above places) stand at ``offsets``."""
    bits = first_bits(grams.size, _MOST_BITS)
    shift = uint64(64 - bits)
    begin = np.zeros((1 << bits) + 1, dtype=np.int32)
    for e in range(grams.size):
        begin[(grams[e] >> shift) + uint64(1)] += 1
    for slot in range(1 << bits):
        begin[slot + 1] += begin[slot]
    documents, places = np.empty(grams.size, dtype=np.int32), np.empty(grams.size, dtype=np.int32)
    free = begin[:-1].copy()
    for document in range(offsets.size - 1):
        for e in range(offsets[document], offsets[document + 1]):
            slot = grams[e] >> shift
            documents[free[slot]], places[free[slot]] = document, e - offsets[document]
            free[slot] += 1
    return Sketches(begin, documents, places, 64 - bits)


@compiled
def meetings(index, one, grams, first, asked):
    """The ``Meetings`` of document ``one``, which has ``grams``. ``first`` and ``asked`` (``int32[d]``) are
    overwritten.

    From the last gram to the first, so that each document's places come in order.
    """
    shift, none = uint64(index.unused), np.int64(-1)
    total, last = 0, none
    for i in range(grams.size):
        slot = np.int64(grams[i] >> shift)
        if slot != last:
            total += index.begin[slot + 1] - index.begin[slot]
            last = slot
    following, places = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    count, last = 0, none
    for i in range(grams.size - 1, -1, -1):
        slot = np.int64(grams[i] >> shift)
        if slot == last:
            continue
        last = slot
        for e in range(index.begin[slot + 1] - 1, index.begin[slot] - 1, -1):
            other = index.documents[e]
            following[count] = first[other] if asked[other] == one else -1
            first[other], asked[other], places[count] = count, one, index.places[e]
            count += 1
    return Meetings(first, asked, following, places)


@compiled
def met(found, one, other):
    """Which of the ``other`` document's grams may be shared with ``one``, in order: ``int32[h]``."""
    start = found.first[other] if found.asked[other] == one else -1
    count, number = 0, start
    while number >= 0:
        count += 1
        number = found.following[number]
    places = np.empty(count, dtype=np.int32)
    number = start
    for k in range(count):
        places[k] = found.places[number]
        number = found.following[number]
    return places
