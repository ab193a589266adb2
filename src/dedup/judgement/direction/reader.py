# mypy: allow-untyped-defs, allow-untyped-calls
"""A reader who knows the corpus: how many bits a wording surprises where it stands.

A trigram model of folded characters with the same smoothing and prior as the background of alignment, from which one
occurrence of everything is left out: the wording at hand must not make itself familiar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.alignment.prior import prior_probabilities
from dedup.compiled import compiled
from dedup.fingerprint.grams import mix64, table_size
from dedup.text import Folded
from dedup.text.passages import is_dense

_M1: Final = 20000.0
_M2: Final = 60.0
_M3: Final = 12.0
_MIN_SLOTS: Final = 1 << 16
_MAX_SLOTS: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Reader:
    """Counts of single characters ``int32[0x110000]``, of pairs and triples ``int32[2^k]``; the prior and the size."""

    singles: NDArray[np.int32]
    pairs: NDArray[np.int32]
    triples: NDArray[np.int32]
    prior: NDArray[np.float64]
    size: int

    def bits(self, codes: NDArray[np.uint32], start: int, end: int) -> float:
        """Surprise of the characters ``[start, end)`` of a text, each after those before it, for each unit of weight.

        Where the text ends before ``end``, of those that there are.
        """
        return float(_bits(codes, start, end, self.singles, self.pairs, self.triples, self.prior, float(self.size)))


def reader_of(folded: Sequence[Folded]) -> Reader:
    """A reader of all the texts."""
    size = sum(fold.codes.size for fold in folded)
    slots = table_size(4 * size, _MIN_SLOTS, _MAX_SLOTS)
    singles = np.zeros(0x110000, dtype=np.int32)
    pairs, triples = np.zeros(slots, dtype=np.int32), np.zeros(slots, dtype=np.int32)
    for fold in folded:
        _read(fold.codes, singles, pairs, triples)
    return Reader(singles, pairs, triples, prior_probabilities(), size)


@compiled
def _slot(x, y, z, mask):
    return mix64((uint64(x) << uint64(42)) | (uint64(y) << uint64(21)) | uint64(z)) & mask


@compiled
def _read(codes, singles, pairs, triples):
    mask = uint64(pairs.size - 1)
    for i in range(codes.size):
        singles[codes[i]] += 1
        if i >= 1:
            pairs[_slot(0, codes[i - 1], codes[i], mask)] += 1
        if i >= 2:
            triples[_slot(codes[i - 2], codes[i - 1], codes[i], mask)] += 1


@compiled
def _bits(codes, start, end, singles, pairs, triples, prior, size):
    mask = uint64(pairs.size - 1)
    bits, weight = 0.0, 0
    for i in range(start, min(end, codes.size)):
        z = codes[i]
        p = (max(0, singles[z] - 1) + _M1 * prior[z]) / (size + _M1)
        if i >= 1:
            y = codes[i - 1]
            pair = max(0, pairs[_slot(0, y, z, mask)] - 1)
            p = (pair + _M2 * p) / (max(pair, singles[y] - 1) + _M2)
        if i >= 2:
            x = codes[i - 2]
            triple = max(0, triples[_slot(x, y, z, mask)] - 1)
            p = (triple + _M3 * p) / (max(triple, pairs[_slot(0, x, y, mask)] - 1) + _M3)
        bits -= np.log2(p)
        weight += 2 if is_dense(z) else 1
    return bits / max(1, weight)
