"""Which documents of an index, and which drafts, share enough with a draft to be compared: as in a scan of them all."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs to align, ``int64[m, 2]``: a draft and another text, or a draft twice where it repeats an anchor. ``capped``
    counts the keys of drafts that stand in too many documents to be followed.
    """

    pairs: NDArray[np.int64]
    capped: int


def find_pairs(snapshot: Snapshot, drafts: Sequence[Print], settings: CandidateSettings) -> Pairs:
    """Pairs of texts, at least one of them a draft, that a scan of the index and the drafts would propose."""
    channels = (
        (Table.ANCHORS, [each.anchor_keys for each in drafts], settings.max_key_documents),
        (Table.BANDS, [each.band_keys for each in drafts], settings.max_key_documents),
        (Table.SKETCHES, [each.sketch_keys for each in drafts], settings.max_sketch_documents),
    )
    found = [_sharing(snapshot, table, keys, most) for table, keys, most in channels]
    strong = np.concatenate([codes for codes, _ in found[:2]])
    distinct, times = np.unique(np.concatenate([strong, found[2][0]]), return_counts=True)
    enough = (times >= settings.min_sketches) | np.isin(distinct, strong)
    own = [DRAFTS + number for number, each in enumerate(drafts) if _repeats(each.anchor_keys)]
    codes = np.concatenate([distinct[enough], np.array([number << 32 | number for number in own], dtype=np.int64)])
    pairs = np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)
    return Pairs(pairs, sum(capped for _, capped in found[:2]))


def _sharing(
    snapshot: Snapshot, table: Table, keys: Sequence[NDArray[np.int64]], most: int
) -> tuple[NDArray[np.int64], int]:
    """For each key that a draft shares with another text their two numbers in one, and how many keys are too frequent."""
    parts = [np.unique(posting_keys(each)) for each in keys]
    own = np.concatenate(parts)
    drafts = np.repeat(np.arange(len(parts), dtype=np.int64) + DRAFTS, [part.size for part in parts])
    distinct, key = np.unique(own, return_inverse=True)
    rows, which = snapshot.postings(table, distinct, table.key_bits)
    holders = np.concatenate([documents_of(rows), drafts])
    of_key = np.concatenate([which, key])
    documents = np.bincount(of_key, minlength=distinct.size)
    kept = (documents[of_key] <= most) & (documents[of_key] > 1)
    return _codes(of_key[kept], holders[kept]), int((documents > most).sum())


def _codes(key: NDArray[np.int64], holder: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each draft with each other holder of its keys, the draft in the upper half; of two drafts the first there."""
    order = np.argsort(key, kind="stable")
    key, holder = key[order], holder[order]
    draft = np.flatnonzero(holder >= DRAFTS)
    first, last = np.searchsorted(key, key[draft]), np.searchsorted(key, key[draft], side="right")
    lengths = last - first
    ones = np.repeat(holder[draft], lengths)
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    others = holder[np.repeat(first, lengths) + inside]
    kept = (others < DRAFTS) | (ones < others)
    codes: NDArray[np.int64] = ones[kept] << 32 | others[kept]
    return codes


def _repeats(keys: NDArray[np.int64]) -> bool:
    return bool(np.unique(keys).size < keys.size)
