"""How surprising each character of the corpus is, in bits, to a reader who knows the language and the corpus.

A character trigram model with Dirichlet smoothing down to bigrams, single characters and a prior by script
(MacKay and Peto, "A hierarchical Dirichlet language model", 1995):

    p(z|xy) = (c(xyz) + M3 p(z|y)) / (c(xy) + M3), and so on down.

What makes a passage worth reporting is the surprise of it turning up twice, so its own copies must not make it
familiar: at each place the counts leave out as many occurrences as there are documents with the gram around it,
up to a limit. Above that limit a phrase is the corpus's own idiom and its surprise falls towards nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.alignment.prior import prior_probabilities
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.grams import hash_codes, mix64
from dedup.text.passages import is_dense
from dedup.workers import map_in_order

# Concentrations that gave the least cross entropy on held-out Chinese statutes and English encyclopedia articles.
_M1: Final = 20000.0
_M2: Final = 60.0
_M3: Final = 12.0
_CARRIER_LIMIT: Final = 16
_MAX_SLOTS: Final = 1 << 25


@dataclass(frozen=True, slots=True)
class Background:
    """``surprise``: ``float32[n]`` bits of each folded character of the corpus, in the order of ``Fingerprints.codes``.

    ``before``: ``float64[n + 1]``, its running sum, so that a run's bits are a difference.
    """

    surprise: NDArray[np.float32]
    before: NDArray[np.float64]


def background(prints: Fingerprints, seed_gram: int, *, jobs: int) -> Background:
    """Model the corpus and weigh each of its characters."""
    slots = _slots(prints.codes.size)
    singles = np.bincount(prints.codes, minlength=0x110000).astype(np.int32)
    bigrams = np.zeros(slots, dtype=np.int32)
    trigrams = np.zeros(slots, dtype=np.int32)
    _count(prints.codes, prints.offsets, bigrams, trigrams)
    prior = prior_probabilities()
    surprise = np.empty(prints.codes.size, dtype=np.float32)

    def weigh(document: int) -> None:
        start, end = int(prints.offsets[document]), int(prints.offsets[document + 1])
        _weigh(
            prints.codes[start:end], singles, bigrams, trigrams, prior, prints.gram_documents, seed_gram,
            float(prints.codes.size), surprise[start:end],
        )  # fmt: skip

    map_in_order(weigh, range(prints.documents), jobs)
    before = np.concatenate(([0.0], np.cumsum(surprise, dtype=np.float64)))
    return Background(surprise, before)


def _slots(characters: int) -> int:
    slots = 1 << 16
    while slots < min(4 * characters, _MAX_SLOTS):
        slots *= 2
    return slots


@njit(cache=True, nogil=True, inline="always")
def _slot(x, y, z, mask):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    return mix64((uint64(x) << uint64(42)) | (uint64(y) << uint64(21)) | uint64(z)) & mask


@njit(cache=True, nogil=True)
def _count(codes, offsets, bigrams, trigrams):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    mask = uint64(bigrams.size - 1)
    for document in range(offsets.size - 1):
        for i in range(offsets[document] + 1, offsets[document + 1]):
            bigrams[_slot(0, codes[i - 1], codes[i], mask)] += 1
            if i >= offsets[document] + 2:
                trigrams[_slot(codes[i - 2], codes[i - 1], codes[i], mask)] += 1


@njit(cache=True, nogil=True)
def _carriers(codes, gram_documents, size, limit):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """For each place the least number of documents that hold one of the grams over it, at least 2, at most ``limit``."""
    n = codes.size
    least = np.full(n, limit, dtype=np.int32)
    mask = uint64(gram_documents.size - 1)
    end, weight = 0, 0
    for start in range(n):
        while end < n and weight < size:
            weight += 2 if is_dense(codes[end]) else 1
            end += 1
        if weight < size:
            break
        carriers = max(2, gram_documents[(hash_codes(codes, start, end) >> uint64(32)) & mask])
        for i in range(start, end):
            least[i] = min(least[i], carriers)
        weight -= 2 if is_dense(codes[start]) else 1
    return least


@njit(cache=True, nogil=True)
def _weigh(codes, singles, bigrams, trigrams, prior, gram_documents, size, corpus, surprise):  # type: ignore[no-untyped-def]  # pragma: no cover
    mask = uint64(bigrams.size - 1)
    carriers = _carriers(codes, gram_documents, size, _CARRIER_LIMIT)
    for i in range(codes.size):
        z, out = codes[i], carriers[i]
        p = (max(0, singles[z] - out) + _M1 * prior[z]) / (corpus + _M1)
        if i >= 1:
            y = codes[i - 1]
            pair = max(0, bigrams[_slot(0, y, z, mask)] - out)
            p = (pair + _M2 * p) / (max(pair, singles[y] - out) + _M2)
        if i >= 2:
            x = codes[i - 2]
            triple = max(0, trigrams[_slot(x, y, z, mask)] - out)
            p = (triple + _M3 * p) / (max(triple, bigrams[_slot(0, x, y, mask)] - out) + _M3)
        surprise[i] = -np.log2(p)
