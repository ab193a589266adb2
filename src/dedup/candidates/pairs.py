"""What a search for candidates finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.settings import CandidateSettings

_MOST_READ: Final = 300_000_000
"""Characters that are looked at, each once for every document, where all pairs are compared: a few seconds."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth aligning.

    ``pairs``: ``int32[m, 4]``, rows (left, right, shared anchors, shared bands) in order, ``left <= right``; a
    document against itself where it repeats an anchor. ``capped_anchors`` and ``capped_bands`` count the keys that
    were in too many documents to be paired, ``most_documents`` is the most that one of them was in.
    ``every``: whether all pairs of different documents are among them, whatever keys they share; then none is capped,
    and shared keys are counted inside documents only.
    """

    pairs: NDArray[np.int32]
    capped_anchors: int
    capped_bands: int
    most_documents: int
    every: bool = False


def in_order(across: list[NDArray[np.int32]], inside: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """``pairs`` of the columns (left, right, anchors, bands) of different documents, and (document, anchors) of those
    that repeat an anchor."""
    document, anchors = inside
    own = np.stack([document, document, anchors, np.zeros_like(document)], axis=1)
    pairs = np.concatenate([own, np.stack(across, axis=1)])
    ordered: NDArray[np.int32] = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered


def compares_every_pair(documents: int, characters: int, settings: CandidateSettings) -> bool:
    """Whether there are so few ``documents`` of so few folded ``characters`` that every pair is worth a look."""
    return documents <= settings.every_pair_documents and documents * characters <= _MOST_READ


def with_every_pair(found: NDArray[np.int32], documents: int) -> NDArray[np.int32]:
    """``pairs`` as in ``Candidates`` with all others of different documents, without a count of shared keys."""
    others = np.zeros((documents * (documents - 1) // 2, found.shape[1]), dtype=np.int32)
    others[:, 0], others[:, 1] = np.triu_indices(documents, 1)
    pairs = np.concatenate([found, others])
    _, first = np.unique(pairs[:, 0].astype(np.int64) * documents + pairs[:, 1], return_index=True)
    in_both: NDArray[np.int32] = pairs[first]
    return in_both
