# mypy: allow-untyped-defs, allow-untyped-calls
"""Which pairs of documents stand for unrelated ones: drawn by the documents' digests, not by their order.

So whoever holds the same documents draws the same pairs, in whatever order they came, and one document more or less
changes few of them: the chance of each draw to fall on a new one of n documents is 2 / n (Broder's minwise sampling).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.fingerprint.grams import mix64

MOST_PAIRS: Final = 3000
"""So many that the limit moves by some 3 bits with the draw; of 1,000 it moved by 7."""


def digest_numbers(digests: Sequence[str]) -> NDArray[np.uint64]:
    """``uint64[d]``: the first 64 bits of digests in hex."""
    return np.array([int(digest[:16], 16) for digest in digests], dtype=np.uint64)


def random_pairs(digests: NDArray[np.uint64], seed: int) -> NDArray[np.int32]:
    """Pairs of different documents, ``int32[m, 2]``, left before right, in order: all where there are at most 3,000,
    else 3,000 draws, of which those that fall on one pair count once."""
    documents = digests.size
    if documents * (documents - 1) // 2 <= MOST_PAIRS:
        return np.array(list(combinations(range(documents), 2)), dtype=np.int32).reshape(-1, 2)
    return np.unique(_draws(digests, np.uint64(seed), MOST_PAIRS), axis=0)


@compiled
def _draws(digests, seed, draws):
    """For each draw the two documents whose digests hash to the least, the lesser number first."""
    pairs = np.empty((draws, 2), dtype=np.int32)
    for draw in range(draws):
        salt = mix64(seed * uint64(0x9E3779B97F4A7C15) + uint64(draw + 1))
        first, second = uint64(0xFFFFFFFFFFFFFFFF), uint64(0xFFFFFFFFFFFFFFFF)
        one, other = 0, 1
        for document in range(digests.size):
            hashed = mix64(digests[document] ^ salt)
            if hashed < first:
                first, second, one, other = hashed, first, document, one
            elif hashed < second:
                second, other = hashed, document
        pairs[draw, 0], pairs[draw, 1] = min(one, other), max(one, other)
    return pairs
