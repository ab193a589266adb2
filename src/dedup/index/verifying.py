"""Whether an index is what its documents make it: the file, its checksums, and every row made anew."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import numpy as np

from dedup.errors import IndexFileError
from dedup.index.printing import DocumentPrinter, joined, numbered, totals_of
from dedup.index.schema import Totals
from dedup.index.segments import rows_in
from dedup.index.snapshot import Snapshot
from dedup.index.store import Index
from dedup.index.tables import Rows, Table, documents_of, merged
from dedup.progress import Progress, Silent

_AT_ONCE: Final = 500
_MOST_FAULTS: Final = 20


def verify(index: Index, *, progress: Progress | None = None) -> list[str]:
    """What is wrong with the index, in sentences; nothing where it is whole.

    Every document is folded and fingerprinted again, so this takes as long as adding them all.
    """
    try:
        with index.snapshot() as snapshot:
            return list(_faults(index, snapshot, progress or Silent()))[:_MOST_FAULTS]
    except IndexFileError as error:
        return [str(error)]


def _faults(index: Index, snapshot: Snapshot, progress: Progress) -> Iterator[str]:
    damaged = [row[0] for row in snapshot.connection.execute("PRAGMA integrity_check(5)")]
    if damaged != ["ok"]:
        yield f"{index.path}: the file is damaged: {'; '.join(damaged)}"
        return
    yield from _bad_checksums(snapshot.connection, snapshot)
    if not index.keeps_text:
        yield from _bad_postings(index, snapshot, progress)
        return
    expected, totals = _made_anew(index, snapshot, progress)
    sums = {**asdict(totals), "next": snapshot.totals.next}
    differing = [name for name, value in asdict(snapshot.totals).items() if sums[name] != value]
    if differing:
        yield f"{index.path}: the sums of {', '.join(differing)} are not those of its documents; {_AGAIN}"
    for table in Table:
        if not np.array_equal(_stored(snapshot, table), expected[table]):
            yield f"{index.path}: the {table.name.lower()} are not those of its documents; {_AGAIN}"


def _bad_checksums(connection: sqlite3.Connection, snapshot: Snapshot) -> Iterator[str]:
    for segment in snapshot.segments:
        for table in Table:
            rows, layout = rows_in(connection, segment, table), segment.layouts[table]
            if rows.size != layout.rows or zlib.crc32(rows.tobytes()) != layout.checksum:
                yield f"the {table.name.lower()} of segment {segment.id} are damaged; {_AGAIN}"


def _bad_postings(index: Index, snapshot: Snapshot, progress: Progress) -> Iterator[str]:
    """Without texts: whether anchors and sketches are those whose places the documents have."""
    numbers = [row[0] for row in snapshot.listed()]
    progress.stage("verifying", len(numbers))
    kinds = ((Table.ANCHORS, False), (Table.SKETCHES, True))
    parts: dict[Table, list[Rows]] = {table: [] for table, _ in kinds}
    for number, places in snapshot.places_by_number(numbers):
        for table, sketches in kinds:
            parts[table].append(places.rows(sketches=sketches) | np.uint64(number))
        progress.advance()
    if len(numbers) != snapshot.totals.documents:
        yield f"{index.path}: the sums of documents are not those of its documents; {_AGAIN}"
    for table, _ in kinds:
        if not np.array_equal(_stored(snapshot, table), merged(table, parts[table])):
            yield f"{index.path}: the {table.name.lower()} are not those of its documents; {_AGAIN}"


def _made_anew(index: Index, snapshot: Snapshot, progress: Progress) -> tuple[tuple[Rows, ...], Totals]:
    """The rows and sums that the documents should have."""
    printer = DocumentPrinter(index)
    numbers = [row[0] for row in snapshot.listed()]
    progress.stage("verifying", len(numbers))
    rows, totals = joined([]), Totals()
    for start in range(0, len(numbers), _AT_ONCE):
        parts = [rows]
        for number, document in snapshot.documents_by_number(numbers[start : start + _AT_ONCE]).items():
            printed = printer.printed(document)
            parts.append(numbered(printer.rows(printed), number))
            totals = totals.plus(totals_of(printed))
            progress.advance()
        rows = joined(parts)
    return rows, totals


def _stored(snapshot: Snapshot, table: Table) -> Rows:
    rows = merged(table, [rows_in(snapshot.connection, segment, table) for segment in snapshot.segments])
    return rows if table.counts else rows[~np.isin(documents_of(rows), snapshot.gone)]


_AGAIN: Final = "make the index again with dedup index add"
