# mypy: allow-untyped-defs, allow-untyped-calls
"""How much of a passage stands by chance in texts that have nothing to do with it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import uint32
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.judgement.direction.cohesion import shared_terms
from dedup.judgement.direction.terms import Terms, rarity_of

_MOST_STRANGERS: Final = 60
_SLOTS: Final = 1 << 12


def held_by_strangers(
    known: Terms, sides: tuple[int, int], places: NDArray[np.int32], size: int
) -> NDArray[np.float64]:
    """Bits of the passage's shared terms that stand among the first ``size`` terms of other texts, ``float64[s]``.

    The texts, 60 at most, are drawn evenly from the corpus in its order.
    """
    terms = shared_terms(known, sides, places)
    documents = len(known.hashes)
    others = (other for other in range(0, documents, -(-documents // _MOST_STRANGERS)) if other not in sides)
    held = [_held(terms, known.hashes[other][:size], known.holders, known.rarity) for other in others]
    return np.array(held, dtype=np.float64)


@compiled
def _held(terms, hashes, holders, rarity):
    """Bits of the sorted ``terms``, each counted once, that stand in ``hashes``."""
    slots = np.zeros(_SLOTS, dtype=np.bool_)
    for k in range(terms.size):
        slots[terms[k] & uint32(_SLOTS - 1)] = True
    seen = np.zeros(terms.size, dtype=np.bool_)
    held = 0.0
    for i in range(hashes.size):
        if slots[hashes[i] & uint32(_SLOTS - 1)]:
            k = np.searchsorted(terms, hashes[i])
            if k < terms.size and terms[k] == hashes[i] and not seen[k]:
                seen[k] = True
                held += rarity_of(hashes[i], holders, rarity)
    return held
