"""Fingerprints and surprise of a few texts in the light of a whole index: as in a scan of it and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Background, Occurrences, weighed
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.fingerprints import Filter, counter_table_size, gathered, seeds_of
from dedup.fingerprint.printing import Print
from dedup.index.counting import occurrences_in
from dedup.index.memory import Memory
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


def weigh(
    snapshot: Snapshot, sample: Sample, most: int, memory: Memory, *, among_old: bool = False, jobs: int = 1
) -> tuple[Fingerprints, Background]:
    """Fingerprints and surprise of the sample.

    ``most``: documents that a gram may stand in to seed; ``among_old``: whether old texts seed with old ones by grams
    that no new text has.
    """
    new = [each for each, number in zip(sample.prints, sample.numbers, strict=True) if number is None]
    asked = seeds_of(sample.prints if among_old else new)
    sums = (snapshot.totals.anchors, snapshot.totals.sketches, snapshot.totals.grams)
    filters = [
        _filter(snapshot, table, total, wanted, own, most)
        for table, total, wanted, own in zip(_SEEDS, sums, asked, seeds_of(new), strict=True)
    ]
    prints = gathered(sample.prints, sample.folded, (filters[0], filters[1], filters[2]))
    found, characters = occurrences_in(snapshot, prints, sample.numbers, memory)

    def occurrences(document: int) -> Occurrences:
        place = slice(prints.offsets[document], prints.offsets[document + 1])
        return Occurrences(*(each[place] for each in found))

    return prints, weighed(prints, occurrences, characters, jobs=jobs)


def _filter(
    snapshot: Snapshot, table: Table, total: int, asked: Sequence[Rows], new: Sequence[Rows], most: int
) -> Filter:
    """What keeps the grams that are among those ``asked`` for and in at most ``most`` documents, old and ``new``."""
    slots = counter_table_size(total + sum(each.size for each in new))
    known = np.unique(np.concatenate([_slots(each, slots) for each in asked]))
    documents = _documents(snapshot, table, known, slots)
    for each in new:
        documents += np.bincount(
            np.searchsorted(known, _slots(np.unique(each >> _HALF) << _HALF, slots)), minlength=known.size
        )
    kept = known[documents <= most]

    def useful(grams: Sequence[Rows]) -> list[Rows]:
        if not grams or not kept.size:
            return [each[:0] for each in grams]
        whole = np.concatenate(grams)
        wanted = _slots(whole, slots)
        place = np.minimum(np.searchsorted(kept, wanted), kept.size - 1)
        is_kept = kept[place] == wanted
        bounds = np.cumsum([0, *(each.size for each in grams)])
        running = np.concatenate(([0], np.cumsum(is_kept)))[bounds]
        return np.split(whole[is_kept], running[1:-1])

    return useful


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
