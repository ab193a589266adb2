# mypy: allow-untyped-defs, allow-untyped-calls
"""How rare the terms of two texts are among their sentences, and what each sentence weighs by them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.alignment.lookup import first_bits
from dedup.compiled import compiled
from dedup.fingerprint.bags import first_row_in

LEAST_RARITY = np.float32(1.0)
"""Bits; terms of less tell nothing."""

_MOST_PAIRS = 4096  # pairs of sentences that share a term and are still looked at, in short texts

_MOST_BITS = 22  # of a hash that say where among the rows its term is


class Rarities(NamedTuple):
    """``bits``: ``float32[r]``, rarity of each row of a text; ``begin``: ``int32[2^k + 1]``, the first row whose hash
    begins with each k bits, or with more; ``unused``: the other bits of a hash, 64 - k."""

    bits: NDArray[np.float32]
    begin: NDArray[np.int32]
    unused: int


@compiled
def rarities_of(rows, bits):
    """The ``Rarities`` of sorted rows."""
    k = first_bits(rows.size, _MOST_BITS)
    begin = np.empty((1 << k) + 1, dtype=np.int32)
    filled = 0
    for row in range(rows.size):
        first = np.int64(rows[row] >> uint64(64 - k)) + 1
        while filled < first:
            begin[filled] = row
            filled += 1
    begin[filled:] = rows.size
    return Rarities(bits, begin, 64 - k)


@compiled
def rarity_of(rows, rarities, hashed):
    """Rarity of the term of this hash where it stands first in the text; none where it does not stand there."""
    first, term = hashed >> uint64(rarities.unused), hashed >> uint64(32)
    row = first_row_in(rows, uint64(32), term, rarities.begin[first], rarities.begin[first + uint64(1)])
    if row < rows.size and rows[row] >> uint64(32) == term:
        return rarities.bits[row]
    return np.float32(0)


@compiled
def shared_terms(left, right, left_bits, right_bits, n_left, n_right):
    """For each row of ``left`` its rarity in bits (``float32[l]``) and the rows of ``right`` with the same term
    (``int32[l, 2]``, start and end); for each row of ``right`` its rarity.

    ``left``, ``right``: rows as ``bags.bags`` gives them. Rarity is log2 of the units of both texts over those with the
    term. Where a term is in so many that its pairs would cost more than they tell, its rarity is 0.
    """
    rarity_left, rarity_right = np.zeros(left.size, dtype=np.float32), np.zeros(right.size, dtype=np.float32)
    found = np.zeros((left.size, 2), dtype=np.int32)
    units = n_left + n_right
    most = _MOST_PAIRS + 16 * max(n_left, n_right)
    rarities = np.empty(units + 1, dtype=np.float32)
    for held in range(1, units + 1):
        rarities[held] = np.log2(units / held)
    i, j = 0, 0
    while i < left.size or j < right.size:
        if j >= right.size or (i < left.size and left[i] >> uint64(32) <= right[j] >> uint64(32)):
            term = left[i] >> uint64(32)
        else:
            term = right[j] >> uint64(32)
        i_end, j_end = i, j
        while i_end < left.size and left[i_end] >> uint64(32) == term:
            i_end += 1
        while j_end < right.size and right[j_end] >> uint64(32) == term:
            j_end += 1
        if (i_end - i) * (j_end - j) <= most:
            rarity = rarities[i_end - i + j_end - j]
            for k in range(i, i_end):
                rarity_left[k] = min(rarity, left_bits[k])
                found[k, 0], found[k, 1] = j, j_end
            for k in range(j, j_end):
                rarity_right[k] = min(rarity, right_bits[k])
        i, j = i_end, j_end
    return rarity_left, rarity_right, found
