"""Which documents of an index are worth comparing with drafts: as the alignment of a scan would pass others over.

Most documents that share a key with a draft share a phrase and nothing else. So they are only folded, and of their
characters only those are weighed that stand in a stretch which the draft has too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import weigh_all
from dedup.alignment.glancing import promising, shared_stretches
from dedup.alignment.prior import prior_probabilities
from dedup.fingerprint.seeding import winnowed_grams
from dedup.index.counting import Texts, occurrences_in
from dedup.index.snapshot import Snapshot
from dedup.index.tables import Rows
from dedup.index.weighing import Useful
from dedup.settings import Settings
from dedup.text import Folded


class _Grams(NamedTuple):
    """Sorted grams of all texts, and where those of each begin."""

    grams: Rows
    offsets: NDArray[np.int64]


def worth_comparing(
    snapshot: Snapshot,
    pairs: NDArray[np.int32],
    folded: Sequence[Folded],
    new: NDArray[np.bool_],
    useful: tuple[Useful, Useful, Useful],
    settings: Settings,
    least_bits: float,
) -> NDArray[np.bool_]:
    """Which of the ``pairs`` (``int32[m, 2]``, left before right) of folded texts are to be aligned, ``bool[m]``.

    ``new``: ``bool[d]``, which texts are not in the index; ``least_bits``: what a match must be worth.
    """
    codes = np.concatenate([each.codes for each in folded])
    sounds = np.concatenate([each.sounds for each in folded])
    offsets = np.concatenate(([0], np.cumsum([each.codes.size for each in folded]))).astype(np.int64)
    sketches = _sketches(codes, sounds, offsets, useful, settings)
    wanted = shared_stretches(pairs, sounds, offsets, *sketches)
    found, characters = occurrences_in(snapshot, Texts(codes, offsets, new), wanted)
    surprise = np.empty(codes.size, dtype=np.float32)
    weigh_all(codes, offsets, found, prior_probabilities(), float(characters), surprise)
    before = np.concatenate(([0.0], np.cumsum(surprise, dtype=np.float64)))
    kept: NDArray[np.bool_] = promising(
        pairs, codes, sounds, offsets, *sketches, before, settings.alignment.max_gap, least_bits
    )
    alone: NDArray[np.bool_] = pairs[:, 0] == pairs[:, 1]
    return kept | alone


def _sketches(
    codes: NDArray[np.uint32],
    sounds: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    useful: tuple[Useful, Useful, Useful],
    settings: Settings,
) -> _Grams:
    """The sketches and anchors of the texts that can seed, as in ``Fingerprints``."""
    own = settings.fingerprint
    parts, texts = [], []
    for keep, size, window in zip(useful, (own.anchor, own.sketch), (own.window, own.sketch_window), strict=False):
        grams, counts = winnowed_grams(codes, sounds, offsets, size, window)
        kept = keep.among(grams)
        parts.append(grams[kept])
        texts.append(np.repeat(np.arange(counts.size), counts)[kept])
    whole, holder = np.concatenate(parts), np.concatenate(texts)
    bounds = np.searchsorted(np.sort(holder), np.arange(offsets.size))
    return _Grams(whole[np.lexsort((whole, holder))], bounds.astype(np.int64))
