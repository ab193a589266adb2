"""What a search for candidates finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth aligning.

    ``pairs``: ``int32[m, 4]``, rows (left, right, shared anchors, shared bands) in order, ``left <= right``; a
    document against itself where it repeats an anchor. ``capped_anchors`` and ``capped_bands`` count the keys that
    were in too many documents to be paired, ``most_documents`` is the most that one of them was in.
    """

    pairs: NDArray[np.int32]
    capped_anchors: int
    capped_bands: int
    most_documents: int


def in_order(across: list[NDArray[np.int32]], inside: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """``pairs`` of the columns (left, right, anchors, bands) of different documents, and (document, anchors) of those
    that repeat an anchor."""
    document, anchors = inside
    own = np.stack([document, document, anchors, np.zeros_like(document)], axis=1)
    pairs = np.concatenate([own, np.stack(across, axis=1)])
    ordered: NDArray[np.int32] = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered
