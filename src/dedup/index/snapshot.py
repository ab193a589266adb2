"""An index as it was at one moment: rows looked up by the first bits of their keys, and documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.index.contents import unpacked, unpacked_places
from dedup.index.lookup import add_up
from dedup.index.places import Places
from dedup.index.schema import Totals, got
from dedup.index.segments import Segment, dead_in, page_id, page_numbers, rows_in, segments_in
from dedup.index.tables import Rows, Table, documents_of
from dedup.model import Document

_CACHED_BYTES: Final = 384 << 20
_MOSTLY: Final = 0.5  # share of a table's pages, those kept with those asked for, from which all of it is read at once


class Cache:
    """What was read before, up to a number of bytes: pages of the tables of segments, and such tables as a whole where
    most of one was asked for. Neither ever changes, so nothing goes stale.
    """

    def __init__(self) -> None:
        self.pages: dict[tuple[int, Table], dict[int, bytes]] = {}
        self.tables: dict[tuple[int, Table], Rows] = {}
        self._size = 0

    def put_pages(self, segment: int, table: Table, pages: dict[int, bytes]) -> None:
        """Keep pages of a table of a segment."""
        self._make_room(sum(map(len, pages.values())))
        self.pages.setdefault((segment, table), {}).update(pages)

    def put_table(self, segment: int, table: Table, rows: Rows) -> None:
        """Keep a table of a segment in place of its pages."""
        self._size -= sum(map(len, self.pages.pop((segment, table), {}).values()))
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

    def places_by_number(self, numbers: Sequence[int]) -> Iterator[tuple[int, Places]]:
        """Of the documents of these numbers, in an index without texts, number and places."""
        found = self.connection.execute(
            "SELECT id, path, content FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(sorted(set(numbers))),),
        )
        for number, path, content in found:
            yield number, unpacked_places(path, content)

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
        pages = np.unique(page_numbers(wanted, layout.bits)).tolist()
        kept = self._cache.pages.get((segment.id, table), {})
        missing = [page for page in pages if page not in kept]
        if len(kept) + len(missing) >= _MOSTLY * (1 << layout.bits):
            rows = rows_in(self.connection, segment, table)
            self._cache.put_table(segment.id, table, rows)
            return rows
        read = self._pages(segment.id, table, missing)
        found = kept | read if len(missing) < len(pages) else read
        return np.frombuffer(b"".join([found[page] for page in pages]), dtype="<u8")

    def _pages(self, segment: int, table: Table, pages: list[int]) -> dict[int, bytes]:
        """Pages from the file by number, empty ones too."""
        if not pages:
            return {}
        first = page_id(segment, table, 0)
        query = "SELECT id, rows FROM pages WHERE id IN (SELECT value FROM json_each(?))"
        read = dict(self.connection.execute(query, (json.dumps([first + page for page in pages]),)))
        found = {page: read.get(first + page, b"") for page in pages}
        self._cache.put_pages(segment, table, found)
        return found
