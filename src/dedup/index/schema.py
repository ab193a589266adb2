"""The tables of an index file and what it says of itself."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from dedup.errors import IndexFileError
from dedup.fingerprint.minhash import Scheme
from dedup.settings import FingerprintSettings

APPLICATION: Final = 0x44454455  # "DEDU", SQLite's application_id
SCHEMA: Final = 1
SCHEME: Final = 2
"""Changes whenever hashes, anchors, bands, sketches, counts or what unrelated pairs are worth do."""
FOLDING: Final = 1
"""Changes whenever a text may fold to something else."""

TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    characters INTEGER NOT NULL,
    folded INTEGER NOT NULL,
    anchors INTEGER NOT NULL,
    sketches INTEGER NOT NULL,
    grams INTEGER NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    layout TEXT NOT NULL
);
CREATE TABLE pages (id INTEGER PRIMARY KEY, rows BLOB NOT NULL);
CREATE TABLE removed (id INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the documents of an index: their number, ``characters`` of text, ``folded`` ones, anchors, sketches and
    seed grams, and the ``state``, the sum of the first 64 bits of their digests modulo 2^64. ``next`` is the number of
    the next document; numbers are never used again.
    """

    documents: int = 0
    characters: int = 0
    folded: int = 0
    anchors: int = 0
    sketches: int = 0
    grams: int = 0
    state: int = 0
    next: int = 1

    def plus(self, other: Totals, sign: int = 1) -> Totals:
        """The sums with those of other documents, or less them; ``next`` stays."""
        own, more = asdict(self), asdict(other)
        sums = {name: own[name] + sign * more[name] for name in own}
        return Totals(**{**sums, "state": sums["state"] % (1 << 64), "next": self.next})


def created(connection: sqlite3.Connection, settings: FingerprintSettings, *, text: bool) -> None:
    """Make the tables of an empty index."""
    connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};")
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        put(connection, "made", {**_made(), "text": text})
        put(connection, "settings", asdict(settings))
        _put_scheme(connection, Scheme.of(settings))
        put(connection, "totals", asdict(Totals()))
    connection.execute("COMMIT")


def scheme_in(connection: sqlite3.Connection) -> Scheme:
    """The scheme of the signatures, as it was when the index was made."""
    stored = got(connection, "minhash")
    return Scheme(np.array(stored["permutations"], dtype=np.uint32), stored["bands"], stored["rows"])


def _put_scheme(connection: sqlite3.Connection, scheme: Scheme) -> None:
    stored = {"permutations": scheme.permutations.tolist(), "bands": scheme.bands, "rows": scheme.rows}
    put(connection, "minhash", stored)


def put(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Store a value that JSON can hold under a name."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))


def got(connection: sqlite3.Connection, name: str) -> Any:
    """The value under a name, ``None`` where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else None


def check_made(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``IndexFileError`` where another version made the index, naming what differs and what to do."""
    application, schema = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _IDENTITY)
    if application != APPLICATION:
        raise IndexFileError(f"{path}: an SQLite file, but no index of dedup; name another file")
    if schema != SCHEMA:
        raise IndexFileError(f"{path}: has schema {schema}, this version reads {SCHEMA}; {_AGAIN}")
    made = got(connection, "made") or {}
    differing = [f"{name} {made.get(name)}, now {value}" for name, value in _made().items() if made.get(name) != value]
    if differing:
        raise IndexFileError(f"{path}: was made with {', '.join(differing)}; {_AGAIN}")


def check_settings(own: FingerprintSettings, asked: FingerprintSettings, path: Path) -> None:
    """Raise ``IndexFileError`` where the configuration asks for other fingerprints than the index has."""
    differing = list(_differing(own, asked))
    if differing:
        raise IndexFileError(
            f"{path}: was made with other settings: {'; '.join(differing)}; set them as in the index, or make a new one"
        )


def _differing(own: FingerprintSettings, asked: FingerprintSettings) -> Iterator[str]:
    theirs = asdict(asked)
    for name, value in asdict(own).items():
        if value != theirs[name]:
            yield f"fingerprint.{name} is {value} in it and {theirs[name]} in the configuration"


def _made() -> dict[str, object]:
    """What fingerprints depend on beside the settings."""
    return {
        "scheme": SCHEME,
        "folding": FOLDING,
        "unicode": unicodedata.unidata_version,
        "opencc": version("opencc"),
        "pypinyin": version("pypinyin"),
    }


_IDENTITY: Final = ("application_id", "user_version")
_AGAIN: Final = "make a new index with dedup index add"
