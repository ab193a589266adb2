"""Documents into an index and out of it: in groups, each a transaction, each acknowledged once it is on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from dedup.errors import IndexFileError
from dedup.index.contents import unpacked
from dedup.index.printing import DocumentPrinter, Printed, joined, numbered, state_of, taken_away, totals_of
from dedup.index.schema import Totals, got, put
from dedup.index.segments import append, merge
from dedup.index.store import Index
from dedup.index.tables import POSTING_BITS, Rows
from dedup.model import Document
from dedup.workers import map_in_order

_MOST_DOCUMENTS: Final = 500
_MOST_CHARACTERS: Final = 1_000_000

Acknowledge = Callable[[str, str], None]
"""Is told what was done (``added``, ``replaced``, ``removed``) to which path, once that cannot be lost any more."""


@dataclass(frozen=True, slots=True)
class _Old:
    """A stored document that is to go: its number, its sums and what its counts can be made of, where it has any."""

    number: int
    totals: Totals
    path: str
    digest: str
    document: Document | None


def add(index: Index, documents: Iterable[Document], acknowledge: Acknowledge, *, jobs: int = 1) -> None:
    """Add documents, or put them in the place of those of the same path and another digest."""
    printer = DocumentPrinter(index)
    for group in _groups(documents):
        printed = map_in_order(printer.printed, group, jobs)
        rows = map_in_order(printer.rows, printed, jobs)
        with index.writing() as connection:
            done = _put_in(index, connection, printer, printed, rows)
        for what, path in done:
            acknowledge(what, path)


def remove(index: Index, paths: Sequence[str], acknowledge: Acknowledge) -> None:
    """Remove the documents of these paths; those that are not there are passed over."""
    printer = DocumentPrinter(index)
    for start in range(0, len(paths), _MOST_DOCUMENTS):
        with index.writing() as connection:
            totals = Totals(**got(connection, "totals"))
            found = [old for path in paths[start : start + _MOST_DOCUMENTS] for old in _stored(index, connection, path)]
            parts = [_take_out(connection, printer, old) for old in found]
            for old in found:
                totals = totals.plus(old.totals, -1)
            _commit(connection, parts, totals, totals.next)
        for old in found:
            acknowledge("removed", old.path)


def unchanged(index: Index, documents: Sequence[tuple[str, str]]) -> set[str]:
    """Which of these (path, digest) the index has already."""
    with index.snapshot() as snapshot:
        known = {path: digest for _, path, digest, _ in snapshot.listed()}
    return {path for path, digest in documents if known.get(path) == digest}


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    group: list[Document] = []
    characters = 0
    for document in documents:
        group.append(document)
        characters += document.characters
        if len(group) >= _MOST_DOCUMENTS or characters >= _MOST_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _put_in(
    index: Index,
    connection: sqlite3.Connection,
    printer: DocumentPrinter,
    printed: Sequence[Printed],
    rows: Sequence[tuple[Rows, ...]],
) -> list[tuple[str, str]]:
    """Store the documents that are not there yet; what was done to which path."""
    totals = Totals(**got(connection, "totals"))
    first, parts, done = totals.next, list[tuple[Rows, ...]](), list[tuple[str, str]]()
    for one, own in zip(printed, rows, strict=True):
        old = _stored(index, connection, one.document.path)
        if old and old[0].digest == one.document.digest:
            continue
        for each in old:
            parts.append(_take_out(connection, printer, each))
            totals = totals.plus(each.totals, -1)
        parts.append(numbered(own, totals.next))
        _insert(connection, totals.next, one, printer.content(one))
        totals = replace(totals.plus(totals_of(one)), next=totals.next + 1)
        done.append(("replaced" if old else "added", one.document.path))
    _commit(connection, parts, totals, first)
    return done


def _commit(connection: sqlite3.Connection, parts: Sequence[tuple[Rows, ...]], totals: Totals, first: int) -> None:
    if totals.next >> POSTING_BITS:
        raise IndexFileError("an index numbers 16,777,215 documents in its life, and this one has; make a new one")
    if parts:
        append(connection, joined(parts), first, totals.next - 1)
        put(connection, "totals", asdict(totals))
        merge(connection)


def _insert(connection: sqlite3.Connection, number: int, printed: Printed, content: bytes) -> None:
    document, own = printed.document, totals_of(printed)
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            document.path,
            document.digest,
            own.characters,
            own.folded,
            own.anchors,
            own.sketches,
            own.grams,
            content,
        ),
    )


def _stored(index: Index, connection: sqlite3.Connection, path: str) -> list[_Old]:
    """The document of this path, if there is one."""
    found = connection.execute(
        "SELECT id, digest, characters, folded, anchors, sketches, grams, content FROM documents WHERE path = ?",
        (path,),
    ).fetchall()
    return [
        _Old(
            number,
            _totals(sums, digest),
            path,
            digest,
            unpacked(path, digest, content) if index.keeps_text else None,
        )
        for number, digest, *sums, content in found
    ]


def _totals(sums: Sequence[int], digest: str) -> Totals:
    characters, folded, anchors, sketches, grams = sums
    return Totals(1, characters, folded, anchors, sketches, grams, state_of(digest))


def _take_out(connection: sqlite3.Connection, printer: DocumentPrinter, old: _Old) -> tuple[Rows, ...]:
    connection.execute("DELETE FROM documents WHERE id = ?", (old.number,))
    connection.execute("INSERT INTO removed VALUES (?)", (old.number,))
    return taken_away(printer.rows(printer.printed(old.document))) if old.document else joined([])
