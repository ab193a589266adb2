# mypy: allow-untyped-defs, allow-untyped-calls
"""The terms of all texts, how common each is, and which of them a text does not share with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numba import uint32
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.fingerprint.bags import terms
from dedup.fingerprint.grams import table_size
from dedup.text import Folded
from dedup.workers import map_in_order

_MIN_SLOTS: Final = 1 << 16
_MAX_SLOTS: Final = 1 << 24


class Vocabulary(NamedTuple):
    """The different terms of a text: ``uint32[v]`` sorted hashes, ``int32[v]`` how often each stands there, and
    ``float64[v]`` the squares of their rarities."""

    terms: NDArray[np.uint32]
    times: NDArray[np.int32]
    squares: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of each text in order, ``uint32[t]`` hashes and ``int32[t]`` folded places, and how many texts of
    the corpus hold the terms of each slot of a table, ``int32[2^k]``.

    ``rarity``: ``float64[d + 1]``, bits of a term that none, one, two, … of the ``d`` texts hold.
    """

    hashes: tuple[NDArray[np.uint32], ...]
    starts: tuple[NDArray[np.int32], ...]
    holders: NDArray[np.int32]
    rarity: NDArray[np.float64]
    vocabularies: tuple[Vocabulary, ...]


def terms_of(folded: Sequence[Folded], jobs: int = 1) -> Terms:
    """The terms of all texts, and in how many of them each stands."""

    def one(fold: Folded) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        hashes, starts, _ = terms(fold.sounds, fold.codes, fold.breaks)
        return (hashes >> np.uint64(32)).astype(np.uint32), starts.copy()

    found = map_in_order(one, folded, jobs)
    slots = table_size(4 * sum(hashes.size for hashes, _ in found), _MIN_SLOTS, _MAX_SLOTS)
    table = np.zeros((slots, 2), dtype=np.int32)
    for number, (hashes, _) in enumerate(found, 1):
        _count_holders(hashes, number, table)
    rarity = np.log2((len(found) + 2.0) / (np.arange(len(found) + 1) + 0.5))
    holders = table[:, 0].copy()
    texts = tuple(hashes for hashes, _ in found)

    def vocabulary(hashes: NDArray[np.uint32]) -> Vocabulary:
        return Vocabulary(*_vocabulary(np.sort(hashes), holders, rarity))

    vocabularies = tuple(map_in_order(vocabulary, texts, jobs))
    return Terms(texts, tuple(starts for _, starts in found), holders, rarity, vocabularies)


def rest_of(known: Terms, document: int, shared: NDArray[np.int32]) -> NDArray[np.int32]:
    """Which terms of a document are its own: half-open ranges among them, ``int32[r, 2]``, in order.

    ``shared``: the disjoint folded places ``int32[s, 2]``, in order, that it shares with the other text.
    """
    starts = known.starts[document]
    bounds = np.searchsorted(starts, shared.astype(np.int32).ravel()).tolist()
    ranges = np.array([0, *bounds, starts.size], dtype=np.int32).reshape(-1, 2)
    return ranges[ranges[:, 0] < ranges[:, 1]]


@compiled
def rarity_of(term, holders, rarity):
    """Bits of a term, by ``Terms.holders`` and ``Terms.rarity``."""
    return rarity[holders[term & uint32(holders.size - 1)]]


@compiled
def _vocabulary(ordered, holders, rarity):
    terms, times = np.empty(ordered.size, dtype=np.uint32), np.zeros(ordered.size, dtype=np.int32)
    squares, count = np.empty(ordered.size, dtype=np.float64), 0
    for term in ordered:
        if count == 0 or terms[count - 1] != term:
            terms[count], squares[count] = term, rarity_of(term, holders, rarity) ** 2
            count += 1
        times[count - 1] += 1
    return terms[:count].copy(), times[:count].copy(), squares[:count].copy()


@compiled
def _count_holders(hashes, number, table):
    """Count text ``number`` (from 1) once in each slot: how many texts, and side by side with it the last of them."""
    mask = uint32(table.shape[0] - 1)
    for i in range(hashes.size):
        slot = hashes[i] & mask
        if table[slot, 1] != number:
            table[slot, 1] = number
            table[slot, 0] += 1
