"""The fingerprint of one document."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.anchors import winnow
from dedup.fingerprint.bags import bags
from dedup.fingerprint.grams import gram_hashes, sorted_grams, to_uint32
from dedup.fingerprint.minhash import Scheme, band_keys, signatures
from dedup.settings import FingerprintSettings
from dedup.text import Folded
from dedup.text.passages import weights


@dataclass(frozen=True, slots=True)
class Print:
    """Keys (``int64``) of one document with their folded places (``int32``), its grams, bags and units."""

    anchor_keys: NDArray[np.int64]
    anchor_places: NDArray[np.int32]
    sketch_keys: NDArray[np.int64]
    sketch_places: NDArray[np.int32]
    band_keys: NDArray[np.int64]
    band_places: NDArray[np.int32]
    grams: NDArray[np.uint64]
    bags: NDArray[np.uint64]
    units: NDArray[np.int32]


class Printer:
    """Makes fingerprints of documents with the same settings."""

    def __init__(self, settings: FingerprintSettings, scheme: Scheme | None = None) -> None:
        self._settings = settings
        self._scheme = scheme or Scheme.of(settings)

    def whole(self, folded: Folded, passages: NDArray[np.int32]) -> Print:
        """All that the search needs of a document; ``passages``: ``int32[p, 2]``."""
        return self.completed(print_of(folded, self._settings), folded, passages)

    def completed(self, own: Print, folded: Folded, passages: NDArray[np.int32]) -> Print:
        """A fingerprint of ``print_of`` with the band keys of the text's passages."""
        keys, places = self._of_passages(folded, passages)
        return replace(own, band_keys=keys, band_places=places)

    def _of_passages(self, folded: Folded, passages: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        size = self._settings.shingle
        shingles = gram_hashes(folded.codes, weights(folded.codes), size)
        starts = np.minimum(passages[:, 0], max(0, shingles.size - 1))
        ends = np.clip(passages[:, 1] - size // 2 + 1, starts + 1, shingles.size)
        multipliers, addends = self._scheme.permutations
        signature = signatures(to_uint32(shingles), starts, ends, multipliers, addends)
        keys: NDArray[np.int64] = band_keys(signature, self._scheme.bands, self._scheme.rows).reshape(-1)
        return keys, np.repeat(passages[:, 0], self._scheme.bands)


def print_of(folded: Folded, settings: FingerprintSettings) -> Print:
    """A fingerprint without band keys: it serves alignment, not the search."""
    codes = folded.codes
    total = weights(codes)
    rows_of_units, units = bags(folded.sounds, codes, folded.breaks)
    anchor_hashes = gram_hashes(folded.sounds, total, settings.anchor)
    sketch_hashes = gram_hashes(folded.sounds, total, settings.sketch)
    sketch_places = winnow(sketch_hashes, settings.sketch_window)
    anchor_places = winnow(anchor_hashes, settings.window)
    return Print(
        anchor_keys=anchor_hashes[anchor_places].view(np.int64),
        anchor_places=anchor_places,
        sketch_keys=sketch_hashes[sketch_places].view(np.int64),
        sketch_places=sketch_places,
        band_keys=np.zeros(0, dtype=np.int64),
        band_places=np.zeros(0, dtype=np.int32),
        grams=sorted_grams(folded.sounds, total, settings.seed_gram),
        bags=rows_of_units,
        units=units,
    )
