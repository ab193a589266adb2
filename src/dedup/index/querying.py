"""Which documents of an index, and which drafts, share enough to be compared: as in a scan of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.printing import Print
from dedup.index.snapshot import Snapshot
from dedup.index.tables import POSTING_BITS, Table, documents_of, posting_keys
from dedup.settings import CandidateSettings

DRAFTS: Final = 1 << POSTING_BITS
"""Drafts are numbered from here on, above all documents of an index."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs to align, ``int64[m, 2]``, or a text twice where it repeats an anchor. ``capped`` counts the keys that were
    asked for and stand in too many documents to be followed.
    """

    pairs: Numbers
    capped: int


@dataclass(frozen=True, slots=True)
class _Held:
    """Rows of (key, holder), one for each text that holds a key which several hold, though not too many."""

    key: Numbers
    holder: Numbers
    capped: int

    def pairs(self, *, drafts: bool) -> Numbers:
        """For each key of both the two holders in one number: a draft and any other text, or else all with all."""
        order = np.argsort(self.key, kind="stable")
        key, holder = self.key[order], self.holder[order]
        one = np.flatnonzero(holder >= DRAFTS) if drafts else np.arange(holder.size)
        first, last = np.searchsorted(key, key[one]), np.searchsorted(key, key[one], side="right")
        lengths = last - first
        inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        ones, others = np.repeat(holder[one], lengths), holder[np.repeat(first, lengths) + inside]
        kept = (others < DRAFTS) & drafts | (ones < others)
        codes: Numbers = ones[kept] << 32 | others[kept]
        return codes

    def among(self, numbers: Numbers) -> _Held:
        """The rows of these holders."""
        kept = np.isin(self.holder, numbers)
        return _Held(self.key[kept], self.holder[kept], self.capped)


def find_pairs(snapshot: Snapshot, drafts: Sequence[Print], settings: CandidateSettings) -> Pairs:
    """Pairs of texts, at least one of them a draft, that a scan of the index and the drafts would propose."""
    held = [_held(snapshot, channel, [], drafts, settings) for channel in _CHANNELS]
    own = {DRAFTS + rank: each for rank, each in enumerate(drafts)}
    return _proposed([each.pairs(drafts=True) for each in held], own, held, settings)


def find_pairs_among(
    snapshot: Snapshot, old: Mapping[int, Print], drafts: Sequence[Print], settings: CandidateSettings
) -> Pairs:
    """Pairs of these documents of the index that a scan of the index and the drafts would propose."""
    numbers = np.array(sorted(old), dtype=np.int64)
    held = [_held(snapshot, channel, list(old.values()), drafts, settings).among(numbers) for channel in _CHANNELS]
    return _proposed([each.pairs(drafts=False) for each in held], old, held, settings)


def _proposed(
    shared: Sequence[Numbers], own: Mapping[int, Print], held: Sequence[_Held], settings: CandidateSettings
) -> Pairs:
    strong = np.concatenate(shared[:2])
    distinct, times = np.unique(np.concatenate(shared), return_counts=True)
    enough = (times >= settings.min_sketches) | np.isin(distinct, strong)
    repeats = [number << 32 | number for number, each in own.items() if _repeats(each.anchor_keys)]
    codes = np.concatenate([distinct[enough], np.array(repeats, dtype=np.int64)])
    return Pairs(np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1), sum(each.capped for each in held[:2]))


def _held(
    snapshot: Snapshot, table: Table, old: Sequence[Print], drafts: Sequence[Print], settings: CandidateSettings
) -> _Held:
    """Who holds the keys that the texts have in a channel; ``old`` texts are in the index and only asked for."""
    most = settings.max_sketch_documents if table is Table.SKETCHES else settings.max_key_documents
    parts = [np.unique(posting_keys(_keys(table, each))) for each in drafts]
    asked = [posting_keys(_keys(table, each)) for each in old]
    distinct = np.unique(np.concatenate([*parts, *asked]))
    rows, which = snapshot.postings(table, distinct, table.key_bits)
    numbers = np.repeat(np.arange(len(parts), dtype=np.int64) + DRAFTS, [part.size for part in parts])
    own = np.searchsorted(distinct, np.concatenate([*parts, distinct[:0]]))
    key, holder = np.concatenate([which, own]), np.concatenate([documents_of(rows), numbers])
    texts = np.bincount(key, minlength=distinct.size)
    kept = (texts[key] <= most) & (texts[key] > 1)
    rare = kept & (texts[key] <= settings.rare_sketch_documents)
    again = key[rare] + distinct.size  # a rare key counts as two
    return _Held(np.concatenate([key[kept], again]), np.concatenate([holder[kept], holder[rare]]),
                 int((texts > most).sum()))  # fmt: skip


def _keys(table: Table, own: Print) -> Numbers:
    if table is Table.ANCHORS:
        return own.anchor_keys
    return own.band_keys if table is Table.BANDS else own.sketch_keys


def _repeats(keys: Numbers) -> bool:
    return bool(np.unique(keys).size < keys.size)


_CHANNELS: Final = (Table.ANCHORS, Table.BANDS, Table.SKETCHES)
