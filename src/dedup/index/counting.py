"""How often an index and what is new have what stands at each place of some texts: as a scan of them all counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Occurrences, sequence_slots, sequence_table_size
from dedup.alignment.phrases import MOST_COUNTED, PHRASE_WEIGHT, phrase_hashes, spread
from dedup.fingerprint import Fingerprints
from dedup.index.memory import Memory, Often
from dedup.index.printing import phrase_keys
from dedup.index.snapshot import Snapshot
from dedup.index.tables import Table, reversed_bits

Codes = NDArray[np.uint32]
Offsets = NDArray[np.int64]


def occurrences_in(
    snapshot: Snapshot, prints: Fingerprints, numbers: Sequence[int | None], memory: Memory
) -> tuple[Occurrences, int]:
    """Occurrences at each place of ``prints``, and the folded characters of all texts.

    ``numbers``: of each text its number in the index, ``None`` where it is new.
    """
    lengths = np.diff(prints.offsets)
    new = np.array([number is None for number in numbers], dtype=np.bool_)
    characters = snapshot.totals.folded + int(lengths[new].sum())
    slots = sequence_table_size(characters)
    memory.of(snapshot.totals, slots)
    old = _of_index(snapshot, prints, numbers, slots, memory)
    pairs, triples = sequence_slots(prints.codes, prints.offsets, slots)
    hashes, phrases = phrase_hashes(prints.codes, prints.offsets, PHRASE_WEIGHT)
    fresh = np.repeat(new, lengths)
    often = np.minimum(old.phrases + _times(hashes, np.repeat(new, phrases)), MOST_COUNTED).astype(np.int32)
    return Occurrences(
        old.singles + _times(prints.codes, fresh),
        old.bigrams + _times(pairs, fresh),
        old.trigrams + _times(triples, fresh),
        spread(prints.codes, prints.offsets, PHRASE_WEIGHT, often),
    ), characters


def _times(values: NDArray[np.uint32] | NDArray[np.uint64], fresh: NDArray[np.bool_]) -> NDArray[np.int32]:
    """How often each value stands at a fresh place."""
    known, times = np.unique(values[fresh], return_counts=True)
    if not known.size:
        return np.zeros(values.size, dtype=np.int32)
    place = np.minimum(np.searchsorted(known, values), known.size - 1)
    return np.where(known[place] == values, times[place], 0).astype(np.int32)


def _of_index(
    snapshot: Snapshot, prints: Fingerprints, numbers: Sequence[int | None], slots: int, memory: Memory
) -> Often:
    """What the index alone counts, in the order of the texts; looked up for those that are not remembered."""
    known = {rank: memory.often[number] for rank, number in enumerate(numbers) if number in memory.often}
    missing = [rank for rank in range(len(numbers)) if rank not in known]
    texts = [prints.codes[prints.offsets[rank] : prints.offsets[rank + 1]] for rank in missing]
    for rank, found in zip(missing, _looked_up(snapshot, texts, slots), strict=True):
        known[rank] = found
        number = numbers[rank]
        if number is not None:
            memory.often[number] = found
    return Often.joined([known[rank] for rank in range(len(numbers))])


def _looked_up(snapshot: Snapshot, texts: Sequence[Codes], slots: int) -> list[Often]:
    if not texts:
        return []
    codes = np.concatenate(texts)
    offsets = np.concatenate(([0], np.cumsum([text.size for text in texts]))).astype(np.int64)
    bits = slots.bit_length() - 1
    pairs, triples = sequence_slots(codes, offsets, slots)
    hashes, phrases = phrase_hashes(codes, offsets, PHRASE_WEIGHT)
    columns = (
        _often(snapshot, Table.SINGLES, Table.SINGLES.key_bits, codes),
        _often(snapshot, Table.BIGRAMS, bits, pairs),
        _often(snapshot, Table.TRIGRAMS, bits, triples),
    )
    of_phrases = np.split(_phrases_often(snapshot, hashes), np.cumsum(phrases)[:-1])
    of_places = zip(*(np.split(column, offsets[1:-1]) for column in columns), strict=True)
    # copies: a slice would keep the arrays of all texts
    return [Often(*(part.copy() for part in (*places, own))) for places, own in zip(of_places, of_phrases, strict=True)]


def _often(snapshot: Snapshot, table: Table, bits: int, slots: Codes) -> NDArray[np.int32]:
    prefixes, which = np.unique(reversed_bits(slots.astype(np.uint64), bits), return_inverse=True)
    return snapshot.sums(table, prefixes, bits)[which].astype(np.int32)


def _phrases_often(snapshot: Snapshot, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
    keys, which = np.unique(phrase_keys(hashes), return_inverse=True)
    often = snapshot.sums(Table.PHRASES, keys, Table.PHRASES.key_bits)
    return np.minimum(often, MOST_COUNTED)[which].astype(np.int32)
