"""DuckDB runs the candidate search, in process and under a memory limit."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import sql
from dedup.fingerprint import Fingerprints
from dedup.settings import CandidateSettings


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


def find_candidates(prints: Fingerprints, settings: CandidateSettings, *, jobs: int) -> Candidates:
    """Pairs of documents that share a key which is in at most ``settings.max_key_documents`` documents."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="dedup-") as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": f"{settings.memory_limit_mib}MiB",
                "threads": jobs,
                "temp_directory": spill,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        try:
            return _search(connection, prints, settings)
        finally:
            connection.close()


def _search(connection: object, prints: Fingerprints, settings: CandidateSettings) -> Candidates:
    run = connection.execute  # type: ignore[attr-defined]
    channels = (prints.anchors, prints.bands, prints.sketches)
    limits = {
        "max_key_documents": settings.max_key_documents,
        "max_sketch_documents": settings.max_sketch_documents,
        "rare_sketch_documents": settings.rare_sketch_documents,
        "min_sketches": settings.min_sketches,
    }
    rows = {
        "channel": np.repeat(np.arange(3, dtype=np.int8), [keys.key.size for keys in channels]),
        "key": np.concatenate([keys.key for keys in channels]),
        "document": np.concatenate([keys.document for keys in channels]),
    }
    if rows["key"].size:
        connection.register("rows", rows)  # type: ignore[attr-defined]
    else:
        run("CREATE TABLE rows (channel TINYINT, key BIGINT, document INTEGER)")
    for name, text in (("keyed", sql.KEYED), ("counted", sql.COUNTED), ("kept", sql.KEPT)):
        run(f"CREATE TEMP TABLE {name} AS {text.format(**limits)}")
    found = run(sql.PAIRS.format(**limits)).fetchnumpy()
    internal = run(sql.INTERNAL).fetchnumpy()
    capped = {channel: (keys, most) for channel, keys, most in run(sql.CAPPED.format(**limits)).fetchall()}
    return Candidates(
        pairs=_pairs(found, internal),
        capped_anchors=int(capped.get(0, (0, 0))[0]),
        capped_bands=int(capped.get(1, (0, 0))[0]),
        most_documents=max((int(most) for _, most in capped.values()), default=0),
    )


def _pairs(found: dict[str, NDArray[np.int32]], internal: dict[str, NDArray[np.int32]]) -> NDArray[np.int32]:
    across = np.stack(
        [np.asarray(found[name], dtype=np.int32) for name in ("left_document", "right_document", "anchors", "bands")],
        axis=1,
    )
    inside = np.asarray(internal["document"], dtype=np.int32)
    own = np.stack([inside, inside, np.asarray(internal["anchors"], dtype=np.int32), np.zeros_like(inside)], axis=1)
    pairs = np.concatenate([own, across])
    ordered: NDArray[np.int32] = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered
