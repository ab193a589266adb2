"""Fingerprints of a corpus: everything that candidates and alignment need of the texts, as flat arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.grams import count_documents, table_size, useful_grams
from dedup.fingerprint.printing import Print, Printer
from dedup.progress import Progress
from dedup.settings import FingerprintSettings
from dedup.text import Folded
from dedup.workers import map_in_order, side_by_side

MAX_COUNTERS: Final = 1 << 26
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


Filter = Callable[[Sequence[NDArray[np.uint64]]], list[NDArray[np.uint64]]]
"""Of the sorted grams of each document those that can seed."""


def fingerprint(
    folded: Sequence[Folded],
    passages: Sequence[NDArray[np.int32]],
    settings: FingerprintSettings,
    *,
    jobs: int,
    progress: Progress,
) -> Fingerprints:
    """Fingerprint ``folded`` texts with their ``passages`` (``int32[p, 2]`` each)."""
    printer = Printer(settings)

    def one(document: int) -> Print:
        return printer.whole(folded[document], passages[document])

    return fingerprints_of(map_in_order(one, range(len(folded)), jobs, progress), folded, settings, jobs=jobs)


def fingerprints_of(
    prints: Sequence[Print], folded: Sequence[Folded], settings: FingerprintSettings, *, jobs: int = 1
) -> Fingerprints:
    """One value of the fingerprints of all ``folded`` texts there are, of which grams in few documents seed."""

    def useful(grams: Sequence[NDArray[np.uint64]]) -> list[NDArray[np.uint64]]:
        counts = _document_counts(grams)
        return [useful_grams(each, counts, settings.max_seed_documents) for each in grams]

    return gathered(prints, folded, (useful, useful, useful), jobs=jobs)


def counter_table_size(grams: int) -> int:
    """Slots of the table that counts the documents of grams, in a corpus of so many."""
    return table_size(2 * grams, _MIN_COUNTERS, MAX_COUNTERS)


def seeds_of(prints: Sequence[Print]) -> tuple[list[NDArray[np.uint64]], ...]:
    """The sorted grams of each document, as they are counted: anchors, sketches, seed grams."""
    return (
        [_sorted(each.anchor_keys, each.anchor_places) for each in prints],
        [_sorted(each.sketch_keys, each.sketch_places) for each in prints],
        [each.grams for each in prints],
    )


def gathered(
    prints: Sequence[Print], folded: Sequence[Folded], useful: tuple[Filter, Filter, Filter], *, jobs: int = 1
) -> Fingerprints:
    """One value of the prints of all documents, with those anchors, sketches and seed grams that are ``useful``."""
    codes = [each.codes for each in folded]
    of_anchors, of_sketches, of_grams = seeds_of(prints)
    # An anchor may be rare though all shorter grams in it are frequent: it must seed what it made a candidate.
    anchors = useful[0](of_anchors)

    def seeding(which: Filter, of_texts: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        grams = _merged(which(of_texts), anchors)
        return _joined(grams, np.uint64), _offsets(grams)

    (grams, gram_offsets), (sketch_grams, sketch_offsets) = side_by_side(
        lambda: seeding(useful[2], of_grams), lambda: seeding(useful[1], of_sketches), jobs
    )
    return Fingerprints(
        anchors=_rows([each.anchor_keys for each in prints], [each.anchor_places for each in prints]),
        bands=_rows([each.band_keys for each in prints], [each.band_places for each in prints]),
        codes=_joined(codes, np.uint32),
        offsets=_offsets(codes),
        grams=grams,
        gram_offsets=gram_offsets,
        sketches=_rows([each.sketch_keys for each in prints], [each.sketch_places for each in prints]),
        sounds=_joined([each.sounds for each in folded], np.uint32),
        sketch_grams=sketch_grams,
        sketch_offsets=sketch_offsets,
        breaks=_joined([each.breaks for each in folded], np.uint8),
        bags=_joined([each.bags for each in prints], np.uint64),
        bag_offsets=_offsets([each.bags for each in prints]),
        units=_joined([each.units for each in prints], np.int32),
        unit_offsets=_offsets([each.units for each in prints]),
    )


def _sorted(keys: NDArray[np.int64], places: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Keys and places as ``sorted_grams`` gives them."""
    upper = keys.view(np.uint64) >> np.uint64(32) << np.uint64(32)
    return np.sort(upper | places.astype(np.uint64))


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
    counts = np.zeros(counter_table_size(sum(each.size for each in grams)), dtype=np.uint16)
    for each in grams:
        count_documents(each, counts)
    return counts
