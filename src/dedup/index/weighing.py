"""What the whole archive says of a few of its texts and of drafts: how surprising, how frequent; as a scan would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Background, Counts, count_sequences, empty_counts, sequence_slots, weighed
from dedup.alignment.phrases import PHRASE_WEIGHT, phrase_hashes, phrase_table
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.fingerprints import SeedCounts, empty_counters, gathered, seeds_of
from dedup.fingerprint.grams import count_documents, table_size
from dedup.fingerprint.printing import Print
from dedup.index.printing import phrase_keys
from dedup.index.schema import Totals
from dedup.index.snapshot import Snapshot
from dedup.index.tables import Rows, Table, documents_of, reversed_bits
from dedup.text import Folded

_LEAST_PHRASES = 1 << 12


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts to be compared, each folded and fingerprinted; ``new`` says which of them are not in the index."""

    folded: Sequence[Folded]
    prints: Sequence[Print]
    new: Sequence[bool]

    def only_new(self) -> Sample:
        """The texts that are not in the index."""
        folded = [each for each, new in zip(self.folded, self.new, strict=True) if new]
        prints = [each for each, new in zip(self.prints, self.new, strict=True) if new]
        return Sample(folded, prints, [True] * len(folded))


def weigh(
    snapshot: Snapshot, sample: Sample, most: int, *, among_old: bool = False, jobs: int = 1
) -> tuple[Fingerprints, Background]:
    """Fingerprints and surprise of the sample in the light of the index and what is new.

    ``most``: documents that a gram may stand in to seed; ``among_old``: whether old texts are compared with old ones
    too, so that the grams that only they have are looked up.
    """
    new = sample.only_new()
    wanted = sample.prints if among_old else new.prints
    seeds = _seed_counts(snapshot, wanted, new.prints)
    prints = gathered(sample.prints, sample.folded, most, seeds)
    return prints, weighed(prints, _counts(snapshot, prints, new.folded), jobs=jobs)


def _seed_counts(snapshot: Snapshot, wanted: Sequence[Print], new: Sequence[Print]) -> SeedCounts:
    totals = snapshot.totals
    sums = (totals.anchors, totals.sketches, totals.grams)
    tables = (Table.ANCHORS, Table.SKETCHES, Table.GRAMS)
    made = []
    for table, old, grams, own in zip(tables, sums, seeds_of(wanted), seeds_of(new), strict=True):
        counters = empty_counters(old + sum(each.size for each in own))
        _fill(snapshot, table, grams, counters)
        for each in own:
            count_documents(each, counters)
        made.append(counters)
    return SeedCounts(*made)


def _fill(snapshot: Snapshot, table: Table, grams: Sequence[Rows], counters: NDArray[np.uint16]) -> None:
    """Put in the slots of ``grams`` how many documents of the index have a gram there."""
    mask, bits = np.uint64(counters.size - 1), counters.size.bit_length() - 1
    slots = np.unique(np.concatenate([(each >> np.uint64(32)) & mask for each in grams]))
    prefixes = np.sort(reversed_bits(slots, bits))
    documents = (snapshot.sums if table.counts else _holders(snapshot))(table, prefixes, bits)
    counters[reversed_bits(prefixes, bits)] = np.minimum(documents, 65535)


def _holders(snapshot: Snapshot):  # type: ignore[no-untyped-def]
    """As ``Snapshot.sums``, of postings: each upper half of a hash counts once a document."""

    def holders(table: Table, prefixes: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
        rows, which = snapshot.postings(table, prefixes, bits)
        hashes = rows >> np.uint64(32)
        distinct = np.unique(np.stack([which.astype(np.uint64), hashes, documents_of(rows).astype(np.uint64)]), axis=1)
        return np.bincount(distinct[0].astype(np.int64), minlength=prefixes.size)

    return holders


def _counts(snapshot: Snapshot, prints: Fingerprints, new: Sequence[Folded]) -> Counts:
    codes = np.concatenate([each.codes for each in new]) if new else np.zeros(0, dtype=np.uint32)
    offsets = np.concatenate(([0], np.cumsum([each.codes.size for each in new]))).astype(np.int64)
    characters = snapshot.totals.folded + codes.size
    bigrams, trigrams = empty_counts(characters), empty_counts(characters)
    for table, slots, into in zip(
        (Table.BIGRAMS, Table.TRIGRAMS),
        sequence_slots(prints.codes, prints.offsets, bigrams.size),
        (bigrams, trigrams),
        strict=True,
    ):
        _look_up(snapshot, table, slots, into, into.size.bit_length() - 1)
    count_sequences(codes, offsets, bigrams, trigrams)
    singles = np.bincount(codes, minlength=1 << Table.SINGLES.key_bits).astype(np.int32)
    _look_up(snapshot, Table.SINGLES, prints.codes, singles, Table.SINGLES.key_bits)
    return Counts(singles, bigrams, trigrams, _phrases(snapshot, prints, codes, offsets), characters)


def _look_up(
    snapshot: Snapshot, table: Table, slots: NDArray[np.uint32], into: NDArray[np.int32], bits: int
) -> None:
    """Add what the index counts to each of the slots."""
    prefixes = np.sort(reversed_bits(np.unique(slots).astype(np.uint64), bits))
    into[reversed_bits(prefixes, bits)] += snapshot.sums(table, prefixes, bits).astype(np.int32)


def _phrases(
    snapshot: Snapshot, prints: Fingerprints, codes: NDArray[np.uint32], offsets: NDArray[np.int64]
) -> NDArray[np.uint32]:
    hashes = np.unique(phrase_hashes(prints.codes, prints.offsets, PHRASE_WEIGHT))
    keys, which = np.unique(phrase_keys(hashes), return_inverse=True)
    often = snapshot.sums(Table.PHRASES, keys, Table.PHRASES.key_bits)[which]
    own, times = np.unique(phrase_hashes(codes, offsets, PHRASE_WEIGHT), return_counts=True)
    often[np.searchsorted(hashes, own)] += times
    slots = table_size(2 * hashes.size, _LEAST_PHRASES, 1 << 62)
    table: NDArray[np.uint32] = phrase_table(hashes, np.clip(often, 0, 255).astype(np.uint32), slots)
    return table


def pairs_in(totals: Totals, new: int) -> int:
    """Pairs of documents that a scan of the index and so many new ones would compare."""
    documents = totals.documents + new
    return documents * (documents - 1) // 2
