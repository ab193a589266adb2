"""What an index holds, to be looked through by a person: its documents by name, without their texts, and one text."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dedup.errors import IndexFileError
from dedup.index.snapshot import Snapshot
from dedup.model import Document

_CHUNK: Final = 1 << 12
_MOST_FACTS: Final = 1 << 24  # of the bytes before the text; more is no index that dedup wrote


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of an index but for its text: its number, which is never given to another, and what names it."""

    number: int
    path: str
    title: str | None
    author: str | None
    date: str | None
    format: str
    characters: int


class Catalogue:
    """The entries of an index in order of path, remembered; only those that came since are read."""

    def __init__(self) -> None:
        self._known: dict[int, Entry] = {}
        self._ordered: tuple[Entry, ...] = ()
        self._state: tuple[int, int, int] | None = None

    def entries(self, snapshot: Snapshot) -> tuple[Entry, ...]:
        """All entries as the snapshot has them."""
        totals = snapshot.totals
        state = (totals.documents, totals.next, totals.state)
        if state != self._state:
            found = [(number, path, characters) for number, path, _, characters in snapshot.listed()]
            self._known = {number: self._entry(snapshot, number, path, size) for number, path, size in found}
            self._ordered, self._state = tuple(self._known.values()), state
        return self._ordered

    def search(self, snapshot: Snapshot, words: str) -> tuple[Entry, ...]:
        """The entries whose path, title or author has all the words, whatever their case; all without words."""
        wanted = words.casefold().split()
        return tuple(entry for entry in self.entries(snapshot) if all(word in _said(entry) for word in wanted))

    def _entry(self, snapshot: Snapshot, number: int, path: str, characters: int) -> Entry:
        if number in self._known:
            return self._known[number]
        facts = _facts(snapshot.connection, number, path)
        return Entry(number, path, facts["title"], facts["author"], facts["date"], facts["format"], characters)


def document_in(snapshot: Snapshot, number: int) -> Document | None:
    """The document of this number with its text, its id 0; ``None`` where there is none."""
    return snapshot.documents_by_number([number]).get(number) if 0 <= number < 1 << 63 else None


def _said(entry: Entry) -> str:
    return f"{entry.path}\n{entry.title or ''}\n{entry.author or ''}".casefold()


def _facts(connection: sqlite3.Connection, number: int, path: str) -> dict[str, Any]:
    """What ``contents`` wrote before the text, without reading the text."""
    try:
        first, end, _ = b"".join(_first_line(connection, number)).partition(b"\n")
        facts = json.loads(first) if end else {}
        return {name: facts[name] for name in ("title", "author", "date", "format")}
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise IndexFileError(f"the text of {path} is damaged in the index; remove it and add it again") from error


def _first_line(connection: sqlite3.Connection, number: int) -> Iterator[bytes]:
    inflate, size = zlib.decompressobj(), 0
    with connection.blobopen("documents", "content", number, readonly=True) as blob:
        while size < _MOST_FACTS and (packed := blob.read(_CHUNK)):
            part = inflate.decompress(packed)
            size += len(part)
            yield part
            if b"\n" in part:
                return
