"""Fingerprints of a corpus: everything that candidates and alignment need of the texts, as flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.anchors import winnow
from dedup.fingerprint.bags import bags
from dedup.fingerprint.grams import count_documents, gram_hashes, sorted_grams, table_size, to_uint32, useful_grams
from dedup.fingerprint.minhash import band_keys, lsh_parameters, permutations, signatures
from dedup.progress import Progress
from dedup.settings import FingerprintSettings
from dedup.text import Folded
from dedup.text.passages import weights
from dedup.workers import map_in_order

_MAX_COUNTERS: Final = 1 << 26
_MIN_COUNTERS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Keys:
    """Rows of (key, document, place): ``int64[m]``, ``int32[m]``, ``int32[m]``.

    ``place`` is the folded offset of an anchor or of the first character of a band's passage.
    """

    key: NDArray[np.int64]
    document: NDArray[np.int32]
    place: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What the texts look like to the search.

    ``codes``: ``uint32[n]`` all folded texts one after another, document ``d`` at ``offsets[d]:offsets[d + 1]``
    (``int64[d + 1]``). ``grams``: ``uint64[g]`` sorted grams that can seed, document ``d`` at ``gram_offsets[d]:…``.
    ``sketch_grams`` and ``sketch_offsets``: the same for the sketches. Both hold the anchors too. ``sounds``:
    ``uint32[n]`` and ``breaks``: ``uint8[n]``, beside ``codes``, as in ``Folded``. ``bags`` (``uint64[r]``) and
    ``units`` (``int32[u]``) with their offsets: the rows and places of ``bags.bags``.
    """

    anchors: Keys
    bands: Keys
    sketches: Keys
    codes: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    grams: NDArray[np.uint64]
    gram_offsets: NDArray[np.int64]
    sounds: NDArray[np.uint32]
    sketch_grams: NDArray[np.uint64]
    sketch_offsets: NDArray[np.int64]
    breaks: NDArray[np.uint8]
    bags: NDArray[np.uint64]
    bag_offsets: NDArray[np.int64]
    units: NDArray[np.int32]
    unit_offsets: NDArray[np.int64]

    @property
    def documents(self) -> int:
        """Number of documents."""
        return self.offsets.size - 1


@dataclass(frozen=True, slots=True)
class _Print:
    anchor_keys: NDArray[np.int64]
    anchor_places: NDArray[np.int32]
    sketch_keys: NDArray[np.int64]
    sketch_places: NDArray[np.int32]
    band_keys: NDArray[np.int64]
    band_places: NDArray[np.int32]
    grams: NDArray[np.uint64]
    bags: NDArray[np.uint64]
    units: NDArray[np.int32]


def fingerprint(
    folded: Sequence[Folded],
    passages: Sequence[NDArray[np.int32]],
    settings: FingerprintSettings,
    *,
    jobs: int,
    progress: Progress,
) -> Fingerprints:
    """Fingerprint ``folded`` texts with their ``passages`` (``int32[p, 2]`` each)."""
    permuted = permutations(settings.num_perm, settings.seed)
    bands, rows = lsh_parameters(settings.threshold, settings.num_perm)

    def one(document: int) -> _Print:
        return _print(folded[document], passages[document], settings, permuted, bands, rows)

    prints = map_in_order(one, range(len(folded)), jobs, progress)
    codes = [each.codes for each in folded]
    most = settings.max_seed_documents
    # An anchor may be rare though all shorter grams in it are frequent: it must seed what it made a candidate.
    anchors = _useful([_sorted(each.anchor_keys, each.anchor_places) for each in prints], most)
    sketches = _merged(_useful([_sorted(each.sketch_keys, each.sketch_places) for each in prints], most), anchors)
    grams = _merged(_useful([each.grams for each in prints], most), anchors)
    return Fingerprints(
        anchors=_rows([each.anchor_keys for each in prints], [each.anchor_places for each in prints]),
        bands=_rows([each.band_keys for each in prints], [each.band_places for each in prints]),
        codes=_joined(codes, np.uint32),
        offsets=_offsets(codes),
        grams=_joined(grams, np.uint64),
        gram_offsets=_offsets(grams),
        sketches=_rows([each.sketch_keys for each in prints], [each.sketch_places for each in prints]),
        sounds=_joined([each.sounds for each in folded], np.uint32),
        sketch_grams=_joined(sketches, np.uint64),
        sketch_offsets=_offsets(sketches),
        breaks=_joined([each.breaks for each in folded], np.uint8),
        bags=_joined([each.bags for each in prints], np.uint64),
        bag_offsets=_offsets([each.bags for each in prints]),
        units=_joined([each.units for each in prints], np.int32),
        unit_offsets=_offsets([each.units for each in prints]),
    )


def _print(
    folded: Folded,
    passages: NDArray[np.int32],
    settings: FingerprintSettings,
    permuted: NDArray[np.uint32],
    bands: int,
    rows: int,
) -> _Print:
    codes = folded.codes
    total = weights(codes)
    rows_of_units, units = bags(folded.sounds, codes, folded.breaks)
    anchor_hashes = gram_hashes(folded.sounds, total, settings.anchor)
    sketch_hashes = gram_hashes(folded.sounds, total, settings.sketch)
    sketch_places = winnow(sketch_hashes, settings.sketch_window)
    places = winnow(anchor_hashes, settings.window)
    shingles = gram_hashes(codes, total, settings.shingle)
    starts = np.minimum(passages[:, 0], max(0, shingles.size - 1))
    ends = np.clip(passages[:, 1] - settings.shingle // 2 + 1, starts + 1, shingles.size)
    signature = signatures(to_uint32(shingles), starts, ends, permuted[0], permuted[1])
    return _Print(
        anchor_keys=anchor_hashes[places].view(np.int64),
        anchor_places=places,
        sketch_keys=sketch_hashes[sketch_places].view(np.int64),
        sketch_places=sketch_places,
        band_keys=band_keys(signature, bands, rows).reshape(-1),
        band_places=np.repeat(passages[:, 0], bands),
        grams=sorted_grams(folded.sounds, total, settings.seed_gram),
        bags=rows_of_units,
        units=units,
    )


def _sorted(keys: NDArray[np.int64], places: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Keys and places as ``sorted_grams`` gives them."""
    upper = keys.view(np.uint64) >> np.uint64(32) << np.uint64(32)
    return np.sort(upper | places.astype(np.uint64))


def _useful(grams: Sequence[NDArray[np.uint64]], most: int) -> list[NDArray[np.uint64]]:
    """Of each document's grams those that can seed."""
    counts = _document_counts(grams)
    return [useful_grams(each, counts, most) for each in grams]


def _merged(one: Sequence[NDArray[np.uint64]], other: Sequence[NDArray[np.uint64]]) -> list[NDArray[np.uint64]]:
    return [np.sort(np.concatenate(both)) for both in zip(one, other, strict=True)]


def _rows(keys: Sequence[NDArray[np.int64]], places: Sequence[NDArray[np.int32]]) -> Keys:
    documents = np.repeat(np.arange(len(keys), dtype=np.int32), [key.size for key in keys])
    return Keys(_joined(keys, np.int64), documents, _joined(places, np.int32))


def _joined(arrays: Sequence[NDArray], dtype: type) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=dtype)


def _offsets(arrays: Sequence[NDArray]) -> NDArray[np.int64]:  # type: ignore[type-arg]
    return np.concatenate(([0], np.cumsum([array.size for array in arrays], dtype=np.int64))).astype(np.int64)


def _document_counts(grams: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint16]:
    total = sum(each.size for each in grams)
    counts = np.zeros(table_size(2 * total, _MIN_COUNTERS, _MAX_COUNTERS), dtype=np.uint16)
    for each in grams:
        count_documents(each, counts)
    return counts
