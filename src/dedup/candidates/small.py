"""The candidate search of ``sql.py`` in numpy, for so few rows that it takes longer to start a database.

Each step is the twin of the table or query of that name there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates.pairs import Candidates, in_order
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.fingerprints import Keys
from dedup.settings import CandidateSettings

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Keyed:
    """The different (key, document) of a channel: ``document`` and ``times`` that it has the key, ``int64[m]``.

    The documents of a key stand side by side, in order: those of key ``k`` are ``starts[k]:starts[k] + sizes[k]``.
    """

    document: Numbers
    times: Numbers
    starts: Numbers
    sizes: Numbers


def joined(prints: Fingerprints, settings: CandidateSettings) -> Candidates:
    """What ``found_by_duckdb`` gives for the same."""
    channels = [_keyed(keys) for keys in (prints.anchors, prints.bands, prints.sketches)]
    most = settings.max_key_documents
    shared = [
        _shared(keyed, limit, prints.documents)
        for keyed, limit in zip(channels, (most, most, settings.max_sketch_documents), strict=True)
    ]
    capped = [keyed.sizes[keyed.sizes > most] for keyed in channels[:2]]
    return Candidates(
        pairs=in_order(_pairs(shared, settings, prints.documents), _internal(channels[0])),
        capped_anchors=capped[0].size,
        capped_bands=capped[1].size,
        most_documents=int(np.concatenate(capped).max(initial=0)),
    )


def repeating(prints: Fingerprints) -> NDArray[np.int32]:
    """``Candidates.pairs`` of documents with themselves alone."""
    nothing = np.zeros(0, dtype=np.int32)
    return in_order([nothing] * 4, _internal(_keyed(prints.anchors)))


def _keyed(keys: Keys) -> Keyed:
    order = np.lexsort((keys.document, keys.key))
    key, document = keys.key[order], keys.document[order].astype(np.int64)
    rows, times = _runs(key, document)
    starts, sizes = _runs(key[rows])
    return Keyed(document[rows], times, starts, sizes)


def _runs(*columns: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Where rows begin that are equal to each other in all columns, and how many they are; equal ones side by side."""
    n_rows = columns[0].size
    new = np.ones(n_rows, dtype=np.bool_)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    starts = np.flatnonzero(new)
    return starts, np.diff(starts, append=n_rows)


def _shared(keyed: Keyed, most: int, n_documents: int) -> tuple[Numbers, Numbers]:
    """Each pair of documents of each key in at most ``most``, as left · ``n_documents`` + right, and how many have the
    key."""
    kept = (keyed.sizes > 1) & (keyed.sizes <= most)
    sizes = keyed.sizes[kept]
    left = np.repeat(keyed.starts[kept], sizes) + _steps(sizes)
    partners = np.repeat(keyed.starts[kept] + sizes, sizes) - left - 1  # the later documents of the key
    right = np.repeat(left, partners) + 1 + _steps(partners)
    pair = keyed.document[np.repeat(left, partners)] * n_documents + keyed.document[right]
    return pair, np.repeat(np.repeat(sizes, sizes), partners)


def _steps(sizes: Numbers) -> Numbers:
    """0, 1, … below each size, one after another."""
    steps: Numbers = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return steps


def _pairs(
    shared: Sequence[tuple[Numbers, Numbers]], settings: CandidateSettings, n_documents: int
) -> list[NDArray[np.int32]]:
    pairs, place = np.unique(np.concatenate([pair for pair, _ in shared]), return_inverse=True)
    rare = np.concatenate([documents for _, documents in shared]) <= settings.rare_sketch_documents
    n_anchors, n_bands = shared[0][0].size, shared[1][0].size
    anchors = np.bincount(place[:n_anchors], minlength=pairs.size)
    bands = np.bincount(place[n_anchors : n_anchors + n_bands], minlength=pairs.size)
    worth = np.bincount(place, np.where(rare, 2, 1), minlength=pairs.size)
    kept = (anchors + bands > 0) | (worth >= settings.min_sketches)
    columns = (pairs // max(1, n_documents), pairs % max(1, n_documents), anchors, bands)
    return [column[kept].astype(np.int32) for column in columns]


def _internal(anchors: Keyed) -> list[NDArray[np.int32]]:
    repeated = np.bincount(anchors.document[anchors.times > 1])
    documents = np.flatnonzero(repeated)
    return [documents.astype(np.int32), repeated[documents].astype(np.int32)]
