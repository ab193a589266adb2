"""An index as it was at one moment: rows looked up by the first bits of their keys, and documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.index.contents import unpacked
from dedup.index.lookup import add_up
from dedup.index.schema import Totals, got
from dedup.index.segments import Segment, dead_in, page_id, page_numbers, rows_in, segments_in
from dedup.index.tables import Rows, Table, documents_of
from dedup.model import Document

_CACHED_BYTES: Final = 384 << 20
_MOSTLY: Final = 0.1  # share of a table's pages from which the whole of it is read at once


class Cache:
    """What was read before, up to a number of bytes: pages, and tables of segments as a whole, where most of a table is
    asked for at once. Neither ever changes, so nothing goes stale.
    """

    def __init__(self) -> None:
        self.pages: dict[int, bytes] = {}
        self.tables: dict[tuple[int, Table], Rows] = {}
        self._size = 0

    def put_page(self, page: int, rows: bytes) -> None:
        """Keep a page."""
        self._make_room(len(rows))
        self.pages[page] = rows

    def put_table(self, segment: int, table: Table, rows: Rows) -> None:
        """Keep a table of a segment."""
        self._make_room(rows.nbytes)
        self.tables[segment, table] = rows

    def _make_room(self, size: int) -> None:
        if self._size + size > _CACHED_BYTES:
            self.pages.clear()
            self.tables.clear()
            self._size = 0
        self._size += size


class Snapshot:
    """What a transaction sees: ``totals`` over its documents, and those ``gone`` whose postings are still there."""

    def __init__(self, connection: sqlite3.Connection, cache: Cache) -> None:
        self.connection = connection
        self._cache = cache
        self.segments = segments_in(connection)
        self.gone = dead_in(connection, 0, 1 << 62)
        self.totals = Totals(**got(connection, "totals"))

    def sums(self, table: Table, prefixes: NDArray[np.uint64], bits: int) -> NDArray[np.int64]:
        """What the counts of a table come to for keys that begin with each prefix of so many bits, in order."""
        total = np.zeros(prefixes.size, dtype=np.int64)
        for segment in self.segments:
            rows = self._rows(segment, table, prefixes << np.uint64(64 - bits))
            add_up(rows, prefixes, bits, table.value_bits, total)
        return total

    def postings(self, table: Table, prefixes: NDArray[np.uint64], bits: int) -> tuple[Rows, NDArray[np.int64]]:
        """The postings, of documents that are still there, whose keys begin with a prefix (sorted, each once), and the
        place of that prefix."""
        parts = list(self._found(table, prefixes, bits))
        if not parts:
            return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
        rows, which = (np.concatenate(column) for column in zip(*parts, strict=True))
        alive = ~np.isin(documents_of(rows), self.gone) if self.gone.size else slice(None)
        return rows[alive], which[alive]

    def documents_by_number(self, numbers: Sequence[int]) -> dict[int, Document]:
        """The documents of these numbers, their ids 0."""
        found = self.connection.execute(
            "SELECT id, path, digest, content FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(sorted(set(numbers))),),
        )
        return {number: unpacked(*row) for number, *row in found}

    def listed(self) -> list[tuple[int, str, str, int]]:
        """Number, path, digest and characters of each document, in order of path."""
        return self.connection.execute("SELECT id, path, digest, characters FROM documents ORDER BY path").fetchall()

    def stored(self, name: str) -> object:
        """What the index notes under a name."""
        return got(self.connection, name)

    def _found(self, table: Table, prefixes: NDArray[np.uint64], bits: int) -> Iterator[tuple[Rows, NDArray[np.int64]]]:
        """Of each segment the rows that begin with a prefix, and the place of the prefix."""
        lowest = prefixes << np.uint64(64 - bits)
        highest = lowest | np.uint64((1 << (64 - bits)) - 1)
        for segment in self.segments:
            rows = self._rows(segment, table, lowest)
            starts = np.searchsorted(rows, lowest)
            hits = np.flatnonzero(starts < rows.size)
            hits = hits[rows[starts[hits]] <= highest[hits]]
            if hits.size:
                lengths = np.searchsorted(rows, highest[hits], side="right") - starts[hits]
                inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
                yield rows[np.repeat(starts[hits], lengths) + inside], np.repeat(hits, lengths)

    def _rows(self, segment: Segment, table: Table, wanted: Rows) -> Rows:
        """The pages of a segment where the ``wanted`` rows would stand, one after another."""
        layout = segment.layouts[table]
        if not layout.rows:
            return np.zeros(0, dtype=np.uint64)
        if (segment.id, table) in self._cache.tables:
            return self._cache.tables[segment.id, table]
        pages = np.unique(page_numbers(wanted, layout.bits))
        if pages.size >= _MOSTLY * (1 << layout.bits):
            rows = rows_in(self.connection, segment, table)
            self._cache.put_table(segment.id, table, rows)
            return rows
        numbers = (page_id(segment.id, table, 0) + pages).tolist()
        read = self._pages(numbers)
        return np.frombuffer(b"".join([read[number] for number in numbers]), dtype="<u8")

    def _pages(self, numbers: list[int]) -> dict[int, bytes]:
        """Pages by number, empty ones too, from the cache or the file."""
        kept = self._cache.pages
        pages = {number: kept[number] for number in numbers if number in kept}
        missing = [number for number in numbers if number not in pages]
        if missing:
            query = "SELECT id, rows FROM pages WHERE id IN (SELECT value FROM json_each(?))"
            read = dict(self.connection.execute(query, (json.dumps(missing),)))
            for number in missing:
                pages[number] = read.get(number, b"")
                self._cache.put_page(number, pages[number])
        return pages
