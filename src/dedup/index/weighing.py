"""What the whole archive says of a few of its texts and of drafts: how surprising, how frequent; as a scan would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Background, Occurrences, sequence_slots, sequence_table_size, weighed
from dedup.alignment.phrases import MOST_COUNTED, PHRASE_WEIGHT, phrase_hashes, spread
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.fingerprints import SeedCounts, empty_counters, gathered, seeds_of
from dedup.fingerprint.grams import count_documents
from dedup.fingerprint.printing import Print
from dedup.index.printing import phrase_keys
from dedup.index.schema import Totals
from dedup.index.snapshot import Snapshot
from dedup.index.tables import POSTING_BITS, Rows, Table, documents_of, reversed_bits
from dedup.text import Folded


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
    found = _occurrences(snapshot, prints, sample.new)
    characters = snapshot.totals.folded + sum(each.codes.size for each in new.folded)

    def occurrences(document: int) -> Occurrences:
        place = slice(prints.offsets[document], prints.offsets[document + 1])
        return Occurrences(*(each[place] for each in found))

    return prints, weighed(prints, occurrences, characters, jobs=jobs)


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
    slots = np.concatenate([(each >> np.uint64(32)) & mask for each in grams])
    prefixes = np.unique(reversed_bits(slots, bits))
    documents = snapshot.sums(table, prefixes, bits) if table.counts else _holders(snapshot, table, prefixes, bits)
    counters[reversed_bits(prefixes, bits)] = np.minimum(documents, 65535)


def _holders(snapshot: Snapshot, table: Table, prefixes: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
    """As ``Snapshot.sums``, of postings: each upper half of a hash counts once a document."""
    rows, _ = snapshot.postings(table, prefixes, bits)
    upper = np.unique(rows >> np.uint64(32) << np.uint64(POSTING_BITS) | documents_of(rows).astype(np.uint64))
    which = np.searchsorted(prefixes, upper >> np.uint64(POSTING_BITS + 32 - bits))
    return np.bincount(which, minlength=prefixes.size)


def _occurrences(snapshot: Snapshot, prints: Fingerprints, new: Sequence[bool]) -> Occurrences:
    """How often the index and what is new in the sample have what stands at each of its places."""
    lengths = np.diff(prints.offsets)
    fresh = np.repeat(np.array(new, dtype=bool), lengths)
    characters = snapshot.totals.folded + int(fresh.sum())
    slots = sequence_table_size(characters)
    pairs, triples = sequence_slots(prints.codes, prints.offsets, slots)
    bits = slots.bit_length() - 1
    return Occurrences(
        _often(snapshot, Table.SINGLES, Table.SINGLES.key_bits, prints.codes, fresh),
        _often(snapshot, Table.BIGRAMS, bits, pairs, fresh),
        _often(snapshot, Table.TRIGRAMS, bits, triples, fresh),
        _familiarity(snapshot, prints, new),
    )


def _often(
    snapshot: Snapshot, table: Table, bits: int, slots: NDArray[np.uint32], fresh: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """For each place how often its slot is counted in the index and at fresh places; 0 where the slot is no slot."""
    is_slot = slots < np.uint32(1 << bits)
    prefixes, which = np.unique(reversed_bits(slots[is_slot].astype(np.uint64), bits), return_inverse=True)
    often = snapshot.sums(table, prefixes, bits)
    often += np.bincount(which[fresh[is_slot]], minlength=prefixes.size)
    found = np.zeros(slots.size, dtype=np.int32)
    found[is_slot] = often[which]
    return found


def _familiarity(snapshot: Snapshot, prints: Fingerprints, new: Sequence[bool]) -> NDArray[np.int32]:
    hashes, counts = phrase_hashes(prints.codes, prints.offsets, PHRASE_WEIGHT)
    fresh = np.repeat(np.array(new, dtype=bool), counts)
    distinct, which = np.unique(hashes, return_inverse=True)
    keys, key = np.unique(phrase_keys(distinct), return_inverse=True)
    often = snapshot.sums(Table.PHRASES, keys, Table.PHRASES.key_bits)[key]
    often += np.bincount(which[fresh], minlength=distinct.size)
    found: NDArray[np.int32] = spread(
        prints.codes, prints.offsets, PHRASE_WEIGHT, np.minimum(often, MOST_COUNTED)[which].astype(np.int32)
    )
    return found


def pairs_in(totals: Totals, new: int) -> int:
    """Pairs of documents that a scan of the index and so many new ones would compare."""
    documents = totals.documents + new
    return documents * (documents - 1) // 2
