"""Where a scan's results go: prepared beside the place, and moved there whole once all is written.

What is at the place already is replaced only in the names dedup owns, and only if dedup wrote it.
"""

from __future__ import annotations

import errno
import glob
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import DedupError, OutputError

OWNED = (
    "results.json",
    "documents.csv",
    "pairs.csv",
    "matches.csv",
    "documents.parquet",
    "pairs.parquet",
    "matches.parquet",
    "graph.graphml",
    "texts.jsonl.gz",
    "index.html",
    "report.json",
    "documents",
    "pairs",
    "families",
    "static",
    "printed",
)
_SCHEMA_MARK = b'"dedup.results/'
_MARK_WITHIN_BYTES = 4096


def default_folder(paths: Sequence[Path], start: Path) -> Path:
    """``reports/<name>`` below ``start``, named after the first path scanned and how many more there were."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "scan"
    more = f"-and-{len(paths) - 1}-more" if len(paths) > 1 else ""
    return start / "reports" / f"{name}{more}"


def check_folder(folder: Path, paths: Sequence[Path]) -> None:
    """Refuse a place for results that would destroy or bury something, before any work is done."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is a file; name a folder for the results with -o")
    place = folder.resolve()
    for path in paths:
        if path.resolve() == place:
            raise OutputError(f"{folder}: is itself scanned; name another folder for the results with -o")
        if any(path.resolve().is_relative_to(place / name) for name in OWNED):
            raise OutputError(f"{folder}: writing results there would replace {path}; name another folder with -o")
    taken = [name for name in OWNED if os.path.lexists(folder / name)]
    if taken and not _written_by_dedup(folder):
        raise OutputError(
            f"{folder}: holds {', '.join(taken)} that dedup did not write (there is no results.json of its own); "
            "name another folder with -o"
        )


def check_file(file: Path) -> None:
    """Refuse a file for results that is something else, before any work is done."""
    if file.is_dir():
        raise OutputError(f"{file}: is a folder; name a file for the results")
    if file.exists() and file.stat().st_size and not _is_result(file):
        raise OutputError(f"{file}: is no file of results that dedup wrote; name another one")


def _written_by_dedup(folder: Path) -> bool:
    return _is_result(folder / "results.json")


def _is_result(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _SCHEMA_MARK in file.read(_MARK_WITHIN_BYTES)
    except OSError:
        return False


def exclusions(folder: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    """Globs, from the folder that results' paths start at, for the output folder where it is among what is scanned."""
    place = folder.resolve()
    base = os.path.commonpath([(path if path.is_dir() else path.parent).resolve() for path in paths])
    if not any(place.is_relative_to(path.resolve()) for path in paths):
        return ()
    return (f"/{glob.escape(place.relative_to(base).as_posix())}/",)


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A temporary folder beside ``folder``; moved in place where the block succeeds, removed where it does not.

    Making it is also the proof that the place can be written to, which permissions alone do not tell.
    """
    made: list[Path] = []
    temporary = _begin(folder, made)
    try:
        yield temporary
        _move_in_place(temporary, folder)
    except BaseException as error:
        with _interrupts_ignored():
            shutil.rmtree(temporary, ignore_errors=True)
            _remove(made)
        if isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt("nothing written") from None
        raise


def _begin(folder: Path, made: list[Path]) -> Path:
    """The temporary folder; ``made`` grows by the folders above it that had to be made."""
    parent = folder.absolute().parent
    try:
        _make_parents(parent, made)
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=parent))
    except OSError as error:
        _remove(made)
        raise OutputError(f"{folder}: cannot be written to ({error.strerror}); name another folder with -o") from error


def _make_parents(parent: Path, made: list[Path]) -> None:
    missing = [path for path in (parent, *parent.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        try:
            path.rmdir()
        except OSError:  # something else has put a file there meanwhile
            return


def _move_in_place(temporary: Path, folder: Path) -> None:
    """Replace the owned names of ``folder`` with those of ``temporary``."""
    old = temporary / ".old"
    try:
        with _interrupts_ignored():
            old.mkdir()
            folder.mkdir(exist_ok=True)
            for name in OWNED:
                if os.path.lexists(folder / name):
                    (folder / name).rename(old / name)
                if (temporary / name).exists():
                    (temporary / name).rename(folder / name)
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise DedupError(f"{folder}: the results could not be moved in place ({error.strerror})") from error


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C for the moment in which results change hands or are taken away: half done is worse than done.

    Only the main thread may set handlers, and only it is interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
