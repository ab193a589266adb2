"""What an index without texts keeps of a document: where its anchors and sketches stand, so that places can be told.

A key is 40 bits of a hash of 5 to 8 Chinese characters, one of every 5 or so; what stands between is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.printing import Print
from dedup.index.tables import POSTING_BITS, Rows, posting_keys
from dedup.settings import FingerprintSettings
from dedup.text import Folded
from dedup.text.passages import weights

SKETCH: Final = np.uint64(1 << 40)
"""Set in the keys of sketches, above the bits of a key."""
_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Places:
    """``keys``: ``uint64[m]``, of anchors and then of sketches, each in order of place; ``spans``: ``int32[m, 4]``,
    start and end of the gram in the folded text and in the text itself.
    """

    keys: NDArray[np.uint64]
    spans: NDArray[np.int32]

    def rows(self, *, sketches: bool) -> Rows:
        """The postings of document 0 that these places come from."""
        is_sketch = (self.keys & SKETCH) > 0
        return np.unique(self.keys[is_sketch == sketches] & (SKETCH - np.uint64(1))) << np.uint64(POSTING_BITS)

    def as_bytes(self) -> bytes:
        """What ``from_bytes`` makes them of: differences, which compress well."""
        steps = np.diff(self.spans, axis=0, prepend=np.zeros((1, _COLUMNS), dtype=np.int32))
        return self.keys.astype("<u8").tobytes() + steps.T.astype("<i4").tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Places:
        """Raises ``ValueError`` where the bytes cannot be places."""
        count, rest = divmod(len(stored), 8 + 4 * _COLUMNS)
        if rest:
            raise ValueError("not a whole number of places")
        keys = np.frombuffer(stored, dtype="<u8", count=count)
        steps = np.frombuffer(stored, dtype="<i4", offset=8 * count).reshape(_COLUMNS, count).T
        return cls(keys, np.cumsum(steps, axis=0, dtype=np.int32))


def places_of(folded: Folded, own: Print, settings: FingerprintSettings) -> Places:
    """The places of a document's anchors and sketches."""
    total = weights(folded.codes)
    anchors = _spans(folded, total, own.anchor_places, settings.anchor)
    sketches = _spans(folded, total, own.sketch_places, settings.sketch)
    keys = [posting_keys(own.anchor_keys), posting_keys(own.sketch_keys) | SKETCH]
    return Places(np.concatenate(keys), np.concatenate([anchors, sketches]))


def _spans(folded: Folded, total: NDArray[np.int32], starts: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """A gram ends where it weighs enough, or with the text."""
    ends = np.minimum(np.searchsorted(total, total[starts] + size), folded.codes.size)
    spans: NDArray[np.int32] = np.stack(
        [starts, ends, folded.source[starts], folded.source[ends - 1] + 1], axis=1
    ).astype(np.int32)
    return spans
