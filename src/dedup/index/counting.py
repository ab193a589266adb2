"""How often an index and what is new have what stands at each place of some texts: as a scan of them all counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import Occurrences, sequence_slots, sequence_table_size
from dedup.alignment.phrases import MOST_COUNTED, PHRASE_WEIGHT, over_phrases, phrase_hashes, spread
from dedup.index.printing import phrase_keys
from dedup.index.snapshot import Snapshot
from dedup.index.tables import Table, reversed_bits

Numbers = NDArray[np.uint32] | NDArray[np.uint64]
Places = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Texts:
    """Folded texts one after another as in ``Fingerprints``; ``new``: ``bool[d]``, which are not in the index."""

    codes: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    new: Places

    @property
    def fresh(self) -> Places:
        """``bool[n]``: the characters of new texts."""
        return np.repeat(self.new, np.diff(self.offsets))


def occurrences_in(snapshot: Snapshot, texts: Texts, wanted: Places | None = None) -> tuple[Occurrences, int]:
    """Occurrences at each place of the texts, and the folded characters of all texts.

    ``wanted``: ``bool[n]``, the places where the surprise is asked for; what only others need stays 0.
    """
    fresh, codes, offsets = texts.fresh, texts.codes, texts.offsets
    characters = snapshot.totals.folded + int(np.count_nonzero(fresh))
    slots = sequence_table_size(characters)
    bits = slots.bit_length() - 1
    pairs, triples = sequence_slots(codes, offsets, slots)
    hashes, counts = phrase_hashes(codes, offsets, PHRASE_WEIGHT)
    places = _starts(counts, offsets)
    if wanted is None:
        wanted = np.ones(codes.size, dtype=np.bool_)
    before = wanted.copy()
    before[:-1] |= wanted[1:]
    over = over_phrases(codes, offsets, PHRASE_WEIGHT, wanted)
    phrases = _often(snapshot, Table.PHRASES, phrase_keys(hashes), hashes, over, fresh[places])
    return Occurrences(
        _often(snapshot, Table.SINGLES, _keys(codes, Table.SINGLES.key_bits), codes, before, fresh),
        _often(snapshot, Table.BIGRAMS, _keys(pairs, bits), pairs, before, fresh, bits),
        _often(snapshot, Table.TRIGRAMS, _keys(triples, bits), triples, wanted, fresh, bits),
        spread(codes, offsets, PHRASE_WEIGHT, np.minimum(phrases, MOST_COUNTED)),
    ), characters


def _keys(values: NDArray[np.uint32], bits: int) -> NDArray[np.uint64]:
    return reversed_bits(values.astype(np.uint64), bits)


def _starts(counts: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place where each phrase begins: one at each character from the start of a text until its end is too near."""
    first = np.cumsum(counts) - counts
    places: NDArray[np.int64] = np.arange(counts.sum()) + np.repeat(offsets[:-1] - first, counts)
    return places


def _often(
    snapshot: Snapshot,
    table: Table,
    keys: NDArray[np.uint64],
    values: Numbers,
    wanted: Places,
    fresh: Places,
    bits: int | None = None,
) -> NDArray[np.int32]:
    """How often the index has the key at each wanted place, and the fresh places the value; 0 at other places."""
    width = bits or table.key_bits
    prefixes, which = np.unique(keys[wanted], return_inverse=True)
    found = np.zeros(values.size, dtype=np.int32)
    found[wanted] = snapshot.sums(table, prefixes, width)[which] + _times(values[wanted], values[fresh])
    return found


def _times(values: Numbers, fresh: Numbers) -> NDArray[np.int64]:
    """How often each value is among the fresh ones."""
    known, times = np.unique(fresh, return_counts=True)
    if not known.size:
        return np.zeros(values.size, dtype=np.int64)
    place = np.minimum(np.searchsorted(known, values), known.size - 1)
    return np.where(known[place] == values, times[place], 0)
