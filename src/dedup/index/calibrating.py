"""The tail of unrelated pairs of an index, kept in the file until the index changes.

Pairs are drawn by the documents' digests, so an index has the same tail in whatever order its documents came.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.calibration import MEASURE, Tail, best_bits, tail_of
from dedup.alignment.drawing import MOST_PAIRS, digest_numbers, random_pairs
from dedup.fingerprint.printing import print_of
from dedup.index.schema import got, put
from dedup.index.snapshot import Snapshot
from dedup.index.store import Index
from dedup.index.weighing import Sample, useful_seeds, weigh
from dedup.settings import Settings
from dedup.text import Folder

_STALE: Final = 0.05
"""Share of the documents that may have come or gone before a kept tail is no longer used."""
_PAIRS_AT_ONCE: Final = 200


def calibrated(index: Index, settings: Settings, *, jobs: int = 1) -> Tail:
    """Measure the tail of the index as it is now and keep it in the file; without texts there is nothing to measure."""
    if not index.keeps_text:
        return tail_of(np.zeros(0))
    with index.snapshot() as snapshot:
        tail, totals = measured(snapshot, settings, jobs=jobs), snapshot.totals
    stored = {"state": totals.state, "documents": totals.documents, "settings": _named(settings), "tail": asdict(tail)}
    with index.writing() as connection:
        if got(connection, "totals")["state"] == totals.state:
            put(connection, "calibration", stored)
    return tail


def tail_for(snapshot: Snapshot, settings: Settings, *, jobs: int = 1) -> Tail:
    """The tail that is kept, where it is of this index and these settings, else a new one."""
    stored: Any = snapshot.stored("calibration")
    totals = snapshot.totals
    if stored and stored["settings"] == _named(settings):
        changed = abs(totals.documents - stored["documents"])
        if stored["state"] == totals.state or 0 < changed <= _STALE * stored["documents"]:
            return Tail(**stored["tail"])
    return measured(snapshot, settings, jobs=jobs)


def measured(snapshot: Snapshot, settings: Settings, *, jobs: int = 1) -> Tail:
    """The tail of pairs drawn from the index."""
    listed = snapshot.listed()
    pairs = random_pairs(digest_numbers([digest for _, _, digest, _ in listed]), settings.fingerprint.seed)
    numbers = np.array([number for number, *_ in listed], dtype=np.int64)
    chunks = [pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE)]
    folder = Folder()
    best = [_best(snapshot, chunk, numbers, folder, settings, jobs) for chunk in chunks]
    return tail_of(np.concatenate(best) if best else np.zeros(0))


def _best(
    snapshot: Snapshot,
    pairs: NDArray[np.int32],
    numbers: NDArray[np.int64],
    folder: Folder,
    settings: Settings,
    jobs: int,
) -> NDArray[np.float64]:
    drawn, local = np.unique(pairs, return_inverse=True)
    chosen = numbers[drawn].tolist()
    known = snapshot.documents_by_number(chosen)
    folded = [folder.fold(known[number].text) for number in chosen]
    sample = Sample(folded, [print_of(each, settings.fingerprint) for each in folded], chosen)
    useful = useful_seeds(snapshot, [], settings.fingerprint.max_seed_documents, sample.prints)
    prints, background = weigh(snapshot, sample, useful, jobs=jobs)
    return best_bits(local.reshape(-1, 2).astype(np.int32), prints, background, settings, jobs=jobs)


def _named(settings: Settings) -> str:
    """A digest of what the tail depends on beside the index: settings, pairs drawn, how it is measured and kept."""
    kept = [field.name for field in fields(Tail)]
    chosen = {"fingerprint": asdict(settings.fingerprint), "alignment": asdict(settings.alignment), "kept": kept,
              "pairs": MOST_PAIRS, "measure": MEASURE}  # fmt: skip
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()
