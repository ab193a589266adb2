"""Fingerprints and surprise of a few texts in the light of a whole index: as in a scan of it and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Background, Occurrences, weighed
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.fingerprints import counter_table_size, gathered, seeds_of
from dedup.fingerprint.printing import Print
from dedup.index.counting import Texts, occurrences_in
from dedup.index.schema import Totals
from dedup.index.snapshot import Snapshot
from dedup.index.tables import POSTING_BITS, Rows, Table, documents_of, reversed_bits
from dedup.text import Folded

_SEEDS = (Table.ANCHORS, Table.SKETCHES, Table.GRAMS)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts to be compared, folded and fingerprinted; ``numbers`` are those of the index, ``None`` for a new text."""

    folded: Sequence[Folded]
    prints: Sequence[Print]
    numbers: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Useful:
    """Which grams can seed: those in one of the ``kept`` of so many ``slots``, sorted."""

    slots: int
    kept: Rows

    def among(self, grams: Rows) -> NDArray[np.bool_]:
        """Which of the grams can."""
        wanted = _slots(grams, self.slots)
        if not self.kept.size:
            return np.zeros(grams.size, dtype=np.bool_)
        place = np.minimum(np.searchsorted(self.kept, wanted), self.kept.size - 1)
        found: NDArray[np.bool_] = self.kept[place] == wanted
        return found

    def __call__(self, grams: Sequence[Rows]) -> list[Rows]:
        """Those of each document that can."""
        if not grams:
            return []
        whole = np.concatenate(grams)
        useful = self.among(whole)
        bounds = np.cumsum([0, *(each.size for each in grams)])
        running = np.concatenate(([0], np.cumsum(useful)))[bounds]
        return np.split(whole[useful], running[1:-1])


def useful_seeds(
    snapshot: Snapshot, new: Sequence[Print], most: int, asked: Sequence[Print] | None = None
) -> tuple[Useful, Useful, Useful]:
    """What keeps anchors, sketches and seed grams that are in at most ``most`` documents of the index and ``new`` ones,
    of those that ``asked`` texts have (without them: the new ones)."""
    own = seeds_of(new)
    wanted = own if asked is None else seeds_of(asked)
    sums = (snapshot.totals.anchors, snapshot.totals.sketches, snapshot.totals.grams)
    anchors, sketches, grams = (
        _useful(snapshot, *of_table, most) for of_table in zip(_SEEDS, sums, wanted, own, strict=True)
    )
    return anchors, sketches, grams


def weigh(
    snapshot: Snapshot, sample: Sample, useful: tuple[Useful, Useful, Useful], *, jobs: int = 1
) -> tuple[Fingerprints, Background]:
    """Fingerprints, with those seeds that are ``useful``, and surprise of the sample."""
    prints = gathered(sample.prints, sample.folded, useful)
    new = np.array([number is None for number in sample.numbers], dtype=np.bool_)
    found, characters = occurrences_in(snapshot, Texts(prints.codes, prints.offsets, new))

    def occurrences(document: int) -> Occurrences:
        place = slice(prints.offsets[document], prints.offsets[document + 1])
        return Occurrences(*(each[place] for each in found))

    return prints, weighed(prints, occurrences, characters, jobs=jobs)


def _useful(
    snapshot: Snapshot, table: Table, total: int, asked: Sequence[Rows], new: Sequence[Rows], most: int
) -> Useful:
    slots = counter_table_size(total + sum(each.size for each in new))
    known = np.unique(np.concatenate([_slots(each, slots) for each in asked]))
    documents = _documents(snapshot, table, known, slots)
    for each in new:
        documents += np.bincount(
            np.searchsorted(known, _slots(np.unique(each >> _HALF) << _HALF, slots)), minlength=known.size
        )
    return Useful(slots, known[documents <= most])


def _slots(grams: Rows, slots: int) -> Rows:
    return (grams >> _HALF) & np.uint64(slots - 1)


def _documents(snapshot: Snapshot, table: Table, slots: Rows, size: int) -> NDArray[np.int64]:
    """In how many documents of the index each slot of a table of this size has a gram."""
    bits = size.bit_length() - 1
    prefixes = reversed_bits(slots, bits)
    order = np.argsort(prefixes)
    found = np.empty(slots.size, dtype=np.int64)
    ordered = prefixes[order]
    found[order] = snapshot.sums(table, ordered, bits) if table.counts else _holders(snapshot, table, ordered, bits)
    return found


def _holders(snapshot: Snapshot, table: Table, prefixes: Rows, bits: int) -> NDArray[np.int64]:
    """As ``Snapshot.sums``, of postings: each upper half of a hash counts once a document."""
    rows, _ = snapshot.postings(table, prefixes, bits)
    upper = np.unique(rows >> _HALF << np.uint64(POSTING_BITS) | documents_of(rows).astype(np.uint64))
    which = np.searchsorted(prefixes, upper >> np.uint64(POSTING_BITS + 32 - bits))
    return np.bincount(which, minlength=prefixes.size)


def pairs_in(totals: Totals, new: int) -> int:
    """Pairs of documents that a scan of the index and so many new ones would compare."""
    documents = totals.documents + new
    return documents * (documents - 1) // 2
