"""The candidate search: what is small is joined in memory, all else by DuckDB, in process and under a memory limit."""

from __future__ import annotations

import tempfile
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import sql
from dedup.candidates.pairs import Candidates, compares_every_pair, in_order, with_every_pair
from dedup.candidates.small import joined, repeating
from dedup.fingerprint import Fingerprints
from dedup.settings import CandidateSettings

_SMALL: Final = 1 << 21
"""Rows times documents, of which half are pairs of rows at most: so far the join in memory takes 65 MiB at most, the
least that DuckDB's limit can be set to. It takes less time than to start DuckDB."""


def find_candidates(prints: Fingerprints, settings: CandidateSettings, *, jobs: int) -> Candidates:
    """Pairs of documents that share a key which is in at most ``settings.max_key_documents`` documents; every pair
    where the documents are few: then keys are not asked."""
    if compares_every_pair(prints.documents, prints.codes.size, settings):
        return Candidates(with_every_pair(repeating(prints), prints.documents), 0, 0, 0, every=True)
    rows = prints.anchors.key.size + prints.bands.key.size + prints.sketches.key.size
    few = rows * prints.documents <= _SMALL
    return joined(prints, settings) if few else found_by_duckdb(prints, settings, jobs=jobs)


def found_by_duckdb(prints: Fingerprints, settings: CandidateSettings, *, jobs: int) -> Candidates:
    """``find_candidates`` for any number of rows."""
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
        pairs=in_order(
            _columns(found, "left_document", "right_document", "anchors", "bands"),
            _columns(internal, "document", "anchors"),
        ),
        capped_anchors=int(capped.get(0, (0, 0))[0]),
        capped_bands=int(capped.get(1, (0, 0))[0]),
        most_documents=max((int(most) for _, most in capped.values()), default=0),
    )


def _columns(table: dict[str, NDArray[np.int32]], *names: str) -> list[NDArray[np.int32]]:
    return [np.asarray(table[name], dtype=np.int32) for name in names]
