"""Segments: the rows of some documents, sorted, cut into pages, written once and never changed.

What is added or removed is a new segment, so a commit writes little. Small neighbours are merged into larger as they
gather (O'Neil and others, "The log-structured merge-tree", 1996), so a search looks into few. Sums of counts do not
depend on their order, so neither do answers.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.index.schema import got, put
from dedup.index.tables import Rows, Table, documents_of, merged

PAGE_BITS: Final = 16
"""Bits that the numbers of a table's pages have at most."""
_ROWS_A_PAGE: Final = 256
_GROWTH: Final = 3  # a segment is merged with its successors unless it is so many times as large


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of a segment: the bits of its page numbers, its rows and the CRC-32 of all of them."""

    bits: int
    rows: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of documents ``first`` to ``last`` (none where ``last`` is less), in ``layouts`` by table."""

    id: int
    first: int
    last: int
    layouts: tuple[Layout, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(layout.rows for layout in self.layouts)


def segments_in(connection: sqlite3.Connection) -> list[Segment]:
    """All segments, the oldest first."""
    found = connection.execute("SELECT id, first, last, layout FROM segments ORDER BY id").fetchall()
    return [
        Segment(number, first, last, tuple(Layout(*each) for each in json.loads(layout)))
        for number, first, last, layout in found
    ]


def page_id(segment: int, table: Table, page: int) -> int:
    """The number under which a page is stored."""
    return (segment << (PAGE_BITS + 4)) | (int(table) << PAGE_BITS) | page


def page_numbers(rows: Rows, bits: int) -> NDArray[np.int64]:
    """The first ``bits`` of each row: the page it belongs to."""
    return (rows >> np.uint64(64 - bits)).astype(np.int64) if bits else np.zeros(rows.size, dtype=np.int64)


def append(connection: sqlite3.Connection, rows: Sequence[Rows], first: int, last: int) -> None:
    """Store ``rows`` by table as the newest segment, which holds documents ``first`` to ``last``."""
    # a number is never used again: a reader may still hold pages of the segment that bore it
    number = got(connection, "segment") or 1
    put(connection, "segment", number + 1)
    _store(connection, number, rows, first, last)


def merge(connection: sqlite3.Connection, *, whole: bool = False) -> None:
    """Merge the newest segments as far as they are not much smaller than those before; all if ``whole``."""
    segments = segments_in(connection)
    count = len(segments) if whole else _to_merge([segment.rows for segment in segments])
    if count < 2 and not (whole and segments):
        return
    chosen = segments[-count:]
    first, last = min(segment.first for segment in chosen), max(segment.last for segment in chosen)
    gone = dead_in(connection, first, last)
    rows = [_alive(table, [rows_in(connection, segment, table) for segment in chosen], gone) for table in Table]
    for segment in chosen:
        low, high = page_id(segment.id, Table.ANCHORS, 0), page_id(segment.id + 1, Table.ANCHORS, 0)
        connection.execute("DELETE FROM pages WHERE id >= ? AND id < ?", (low, high))
        connection.execute("DELETE FROM segments WHERE id = ?", (segment.id,))
    connection.execute("DELETE FROM removed WHERE id BETWEEN ? AND ?", (first, last))
    append(connection, rows, first, last)


def rows_in(connection: sqlite3.Connection, segment: Segment, table: Table) -> Rows:
    """All rows of a table of a segment, in order."""
    low, high = page_id(segment.id, table, 0), page_id(segment.id, table, (1 << PAGE_BITS) - 1)
    found = connection.execute("SELECT rows FROM pages WHERE id BETWEEN ? AND ? ORDER BY id", (low, high))
    return np.frombuffer(b"".join([rows for (rows,) in found.fetchall()]), dtype="<u8")


def dead_in(connection: sqlite3.Connection, first: int, last: int) -> NDArray[np.int64]:
    """Documents from ``first`` to ``last`` that were removed and whose postings are still there."""
    found = connection.execute("SELECT id FROM removed WHERE id BETWEEN ? AND ? ORDER BY id", (first, last))
    return np.array([row[0] for row in found], dtype=np.int64)


def _alive(table: Table, parts: Sequence[Rows], gone: NDArray[np.int64]) -> Rows:
    rows = merged(table, parts)
    return rows if table.counts or not gone.size else rows[~np.isin(documents_of(rows), gone)]


def _to_merge(sizes: Sequence[int]) -> int:
    """How many of the last segments are merged."""
    count, total = 1, sizes[-1] if sizes else 0
    while count < len(sizes) and sizes[-count - 1] < _GROWTH * total:
        total += sizes[-count - 1]
        count += 1
    return count


def _store(connection: sqlite3.Connection, number: int, rows: Sequence[Rows], first: int, last: int) -> None:
    layouts = []
    for table in Table:
        own = rows[table].astype("<u8")
        bits = min(PAGE_BITS, max(0, (own.size // _ROWS_A_PAGE).bit_length() - 1))
        pages = ((page_id(number, table, page), part.tobytes()) for page, part in _pages(own, bits))
        connection.executemany("INSERT INTO pages VALUES (?, ?)", pages)
        layouts.append((bits, own.size, zlib.crc32(own.tobytes())))
    total = sum(layout[1] for layout in layouts)
    connection.execute("INSERT INTO segments VALUES (?, ?, ?, ?, ?)", (number, first, last, total, json.dumps(layouts)))


def _pages(rows: Rows, bits: int) -> Iterator[tuple[int, Rows]]:
    """The rows cut where their first ``bits`` change: the number of each page that is not empty, and its rows."""
    numbers = page_numbers(rows, bits)
    bounds = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1], [True]))) if rows.size else [0]
    for start, end in pairwise(int(bound) for bound in bounds):
        yield int(numbers[start]), rows[start:end]
