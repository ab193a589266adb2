"""The archive as it can be looked through: read by one thread that keeps the index open, since SQLite wants it so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dedup.index import Index
from dedup.index.browsing import Catalogue, Entry, document_in
from dedup.index.snapshot import Snapshot
from dedup.model import Document
from dedup.serving.faults import RefusedError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some entries: ``total`` have the words, those here begin at ``offset`` (from 0)."""

    total: int
    offset: int
    documents: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """How much an index holds; ``bytes`` on disk."""

    documents: int
    characters: int
    bytes: int


class Archive:
    """Every answer is of the index as it is at that moment."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._catalogue = Catalogue()
        self._index: Index | None = None

    async def search(self, words: str, offset: int, limit: int) -> Shelf:
        """Entries whose path, title or author has all the words, in order of path."""

        def found(snapshot: Snapshot) -> Shelf:
            entries = self._catalogue.search(snapshot, words)
            return Shelf(len(entries), offset, entries[offset : offset + limit])

        return await self._read(found)

    async def document(self, number: int) -> Document:
        """A document with its text; raises ``RefusedError`` where there is none."""
        document = await self._read(lambda snapshot: document_in(snapshot, number))
        if document is None:
            raise RefusedError(404, "not-found", "the archive has no document of this number, or none any more")
        return document

    async def figures(self) -> IndexFigures:
        """How much there is now."""
        totals = await self._read(lambda snapshot: snapshot.totals)
        files = [file for file in (self._path, Path(f"{self._path}-wal")) if file.is_file()]
        return IndexFigures(totals.documents, totals.characters, sum(file.stat().st_size for file in files))

    async def close(self) -> None:
        """Let go of the index."""
        index, self._index = self._index, None
        if index:
            await asyncio.get_running_loop().run_in_executor(self._thread, index.close)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _read(self, question: Callable[[Snapshot], Value]) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)

    def _answer(self, question: Callable[[Snapshot], Value]) -> Value:
        if self._index is None:
            self._index = Index.open(self._path)
        with self._index.snapshot() as snapshot:
            return question(snapshot)
