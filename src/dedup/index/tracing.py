"""Drafts against an index without texts: places, told by the anchors and sketches that a draft and a document share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.tracing import TraceRules, trace
from dedup.index.places import SKETCH, Places, places_of
from dedup.index.printing import Printed
from dedup.index.snapshot import Snapshot
from dedup.index.tables import Table, documents_of
from dedup.settings import AlignmentSettings, Settings
from dedup.text.passages import weights

_BITS: Final = 2.0
"""Bits of a unit of weight: 4 of a Chinese character, 2 of a letter. Without texts nothing is counted; in an index of
Chinese statutes with texts a character has 4 to 5 (Shannon's figure for English letters is 1 to 2)."""
_PHRASE: Final = 12.0
"""As in ``alignment.background``: occurrences that a character's own surprise is worth beside those of a phrase."""
_MOST_REPEATS: Final = 8  # times that a draft may have a key for each of which its places are tried


@dataclass(frozen=True, slots=True)
class Trace:
    """A passage of a draft and where it stands in a document, in characters of the texts; ``share`` (0 to 1) of the
    passage is known to be alike."""

    draft: tuple[int, int]
    other: tuple[int, int]
    bits: float
    share: float


@dataclass(frozen=True, slots=True)
class Tracer:
    """A draft, ready to be compared with the places of documents: its own, sorted by key, and its running bits."""

    keys: NDArray[np.uint64]
    spans: NDArray[np.int32]
    source: NDArray[np.int32]
    before: NDArray[np.float64]
    unit: float

    @classmethod
    def of(cls, snapshot: Snapshot, printed: Printed, settings: Settings) -> Tracer:
        """Of a draft; the more documents have what stands at a place, the less it is worth."""
        own = places_of(printed.folded, printed.print, settings.fingerprint)
        total = weights(printed.folded.codes)
        order = np.argsort(own.keys, kind="stable")
        known = _most_frequent(own, _holders(snapshot, own.keys), printed.folded.codes.size)
        chance = np.exp2(-_BITS * np.diff(total))
        bits = -np.log2((known + _PHRASE * chance) / (known + _PHRASE))
        before = np.concatenate(([0.0], np.cumsum(bits)))
        unit = max(1.0, float(total[-1]) / max(1, total.size - 1))
        return cls(own.keys[order], own.spans[order], printed.folded.source, before, unit)

    def traces(self, other: Places, settings: AlignmentSettings, least_bits: float) -> list[Trace]:
        """Passages that are worth enough, the best first."""
        seeds, source = self._seeds(other)
        length = int(other.spans[:, 1].max(initial=1))
        needed = least_bits + float(np.log2(max(1, self.before.size - 1)) + np.log2(length))
        if (self.before[seeds[:, 1]] - self.before[seeds[:, 0]]).sum() < needed:
            return []
        rules = TraceRules(
            int(settings.max_gap / self.unit), int(settings.max_skew / self.unit), settings.gap_cost * self.unit,
            settings.skew_cost * self.unit, settings.predecessors, needed,
        )  # fmt: skip
        rows, bits = trace(seeds, self.before, rules)
        return [
            self._trace(row, worth - needed + least_bits, seeds, source)
            for row, worth in zip(rows.tolist(), bits.tolist(), strict=True)
        ]

    def _seeds(self, other: Places) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Places of the keys that both have, sorted, and where those of the other stand in its text."""
        first = np.searchsorted(self.keys, other.keys)
        times = np.minimum(np.searchsorted(self.keys, other.keys, side="right") - first, _MOST_REPEATS)
        inside = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        own, theirs = np.repeat(first, times) + inside, np.repeat(np.arange(times.size), times)
        seeds = np.concatenate([self.spans[own, :2], other.spans[theirs, :2]], axis=1)
        order = np.lexsort(seeds.T[::-1])
        return np.ascontiguousarray(seeds[order]), other.spans[theirs[order], 2:]

    def _trace(self, row: list[int], bits: float, seeds: NDArray[np.int32], source: NDArray[np.int32]) -> Trace:
        start, end, other, other_end, covered = row
        begins = source[np.flatnonzero(seeds[:, 2] == other)[0], 0]
        ends = source[np.flatnonzero(seeds[:, 3] == other_end)[0], 1]
        draft = (int(self.source[start]), int(self.source[end - 1]) + 1)
        return Trace(draft, (int(begins), int(ends)), bits, covered / (end - start))


def _holders(snapshot: Snapshot, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many documents of the index have each key."""
    found = np.zeros(keys.size, dtype=np.int64)
    for table, sketches in ((Table.ANCHORS, False), (Table.SKETCHES, True)):
        chosen = ((keys & SKETCH) > 0) == sketches
        distinct, which = np.unique(keys[chosen] & (SKETCH - np.uint64(1)), return_inverse=True)
        rows, place = snapshot.postings(table, distinct, table.key_bits)
        holders = np.unique(place << 32 | documents_of(rows)) >> 32
        found[chosen] = np.bincount(holders, minlength=distinct.size)[which]
    return found


def _most_frequent(own: Places, holders: NDArray[np.int64], characters: int) -> NDArray[np.int64]:
    """For each folded character how many further documents have the most frequent key over it."""
    most = np.zeros(characters, dtype=np.int64)
    lengths = own.spans[:, 1] - own.spans[:, 0]
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    np.maximum.at(most, np.repeat(own.spans[:, 0], lengths) + inside, np.repeat(np.maximum(0, holders - 1), lengths))
    return most
