"""One index file: opened, written in transactions, read in snapshots.

SQLite in WAL mode with ``synchronous=FULL``: what was committed survives a crash, what was not leaves no trace, and
readers see the state at which they began while a writer goes on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final

from dedup.errors import IndexFileError
from dedup.index.schema import Totals, check_made, created, got, scheme_in
from dedup.index.snapshot import Cache, Snapshot
from dedup.settings import FingerprintSettings

_WAIT_SECONDS: Final = 600.0
_PAGE_BYTES: Final = 8192
_CACHE: Final = "PRAGMA cache_size = -65536"  # for writers; readers keep what they read by themselves


class Index:
    """An open index; ``settings`` are those its documents were fingerprinted with."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._cache = Cache()
        with guarded(path):
            check_made(connection, path)
            self.settings = FingerprintSettings(**got(connection, "settings"))
            self.scheme = scheme_in(connection)
            self.made: dict[str, object] = got(connection, "made")

    @property
    def keeps_text(self) -> bool:
        """Whether it was made to keep the texts of its documents, and not only where their keys stand."""
        return self.made["text"] is not False

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Index:
        """The index in an existing file; raises ``IndexFileError`` where there is none or it cannot be read."""
        path = Path(path)
        if not path.is_file():
            raise IndexFileError(f"{path}: there is no such index; make one with dedup index add {path} PATH")
        with guarded(path):
            connection = _connected(f"{path.resolve().as_uri()}?mode={'rw' if write else _reading_mode(path)}")
            connection.execute(f"PRAGMA query_only = {int(not write)}")
            if write:
                connection.execute(_CACHE)
            return cls(path, connection)

    @classmethod
    def create(
        cls, path: str | Path | None, settings: FingerprintSettings | None = None, *, text: bool = True
    ) -> Index:
        """The index in a file, made where there is none; in memory without a path.

        ``text``: whether one that is made keeps the texts of its documents; raises ``IndexFileError`` where it is not
        to and there is one that does.
        """
        path = Path(path) if path else None
        with guarded(path or Path(":memory:")):
            target = path.resolve().as_uri() + "?mode=rwc" if path else "file::memory:"
            connection = _connected(target)
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_CACHE)
            connection.execute("PRAGMA synchronous = FULL")
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                created(connection, settings or FingerprintSettings(), text=text)
            index = cls(path or Path(":memory:"), connection)
        if index.keeps_text and not text:
            index.close()
            raise IndexFileError(f"{path}: was made with texts; leave out --no-text, or make a new index")
        return index

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all that the block writes is committed at its end, nothing where it raises."""
        with guarded(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The index as it is now, whatever is written meanwhile."""
        with guarded(self.path):
            self._connection.execute("BEGIN")
            try:
                yield Snapshot(self._connection, self._cache)
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def totals(self) -> Totals:
        """Sums over the documents as they are now."""
        with guarded(self.path):
            return Totals(**got(self._connection, "totals"))


def _reading_mode(path: Path) -> str:
    """How SQLite is to open the file for a reader: as a writer where it can, since only one that may write clears away
    the files of the journal; else as it stands, where no journal says that somebody writes."""
    if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
        return "rw"
    return "ro" if Path(f"{path}-wal").exists() else "ro&immutable=1"


def _connected(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into what the user can do about it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexFileError(
            f"{path}: {error}; see that it can be read and written and the disk is not full"
        ) from error
    except sqlite3.DatabaseError as error:
        raise IndexFileError(
            f"{path}: not an index, or a damaged one ({error}); make it again with dedup index add"
        ) from error
