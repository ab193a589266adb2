"""Files and folders into an index and out of it; what did not change is not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dedup.errors import InputError
from dedup.index.adding import Acknowledge, add, remove, unchanged
from dedup.index.calibrating import calibrated
from dedup.index.store import Index
from dedup.model import Document, Skipped
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.reading.discovery import FoundFile
from dedup.settings import Settings

_FILES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Update:
    """What did not have to be done, and what could not."""

    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()


def add_paths(
    index: Index,
    paths: Sequence[Path],
    settings: Settings,
    acknowledge: Acknowledge,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Update:
    """Add the files under ``paths``; files of the same name and digest are passed over, others of the same name replace
    what was there. Whatever was acknowledged stays, so after an interruption the same call goes on.
    """
    found = find_files(paths, settings.reading)
    files = [replace(file, relative=name_of(file.path, index.path)) for file in found.files]
    known = unchanged(index, [(file.relative, _digest(file.path)) for file in files])
    todo = [file for file in files if file.relative not in known]
    skipped = list(found.skipped)
    watcher = progress or Silent()
    for documents, unread in _read(todo, settings, jobs, watcher):
        skipped += unread
        add(index, documents, acknowledge, jobs=jobs)
    if todo:
        calibrated(index, settings, jobs=jobs)
    return Update(len(known), tuple(skipped))


def update_paths(
    index: Index,
    paths: Sequence[Path],
    settings: Settings,
    acknowledge: Acknowledge,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Update:
    """Make the index hold of ``paths`` what is there now: add, replace, and remove what is gone."""
    existing = [path for path in paths if path.exists()]
    found = (
        {name_of(file.path, index.path) for file in find_files(existing, settings.reading).files} if existing else set()
    )
    gone = [name for name in _under(index, paths) if name not in found]
    remove(index, gone, acknowledge)
    if existing:
        return add_paths(index, existing, settings, acknowledge, jobs=jobs, progress=progress)
    calibrated(index, settings, jobs=jobs)
    return Update()


def remove_paths(index: Index, paths: Sequence[Path], settings: Settings, acknowledge: Acknowledge) -> Update:
    """Remove what the index holds of ``paths``, which need not exist any more.

    Raises ``InputError`` for a path of which it holds nothing.
    """
    for path in paths:
        if not _under(index, [path]):
            raise InputError(f"{path}: the index holds nothing of that name; see dedup index list {index.path}")
    remove(index, _under(index, paths), acknowledge)
    calibrated(index, settings)
    return Update()


def name_of(path: Path, index: Path) -> str:
    """The name of a file in an index: its path from the folder of the index where it lies below, else from the root.

    So it does not depend on the folder from which it was added.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links keep the names by which they were given
    folder = Path(os.path.abspath(index)).parent  # noqa: PTH100
    near = absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
    return near.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _under(index: Index, paths: Sequence[Path]) -> list[str]:
    """Names of documents that are one of the paths or below one."""
    roots = {name_of(path, index.path) for path in paths}
    with index.snapshot() as snapshot:
        names = [name for _, name, _, _ in snapshot.listed()]
    whole = "." in roots
    return [name for name in names if whole or name in roots or any(name.startswith(f"{root}/") for root in roots)]


def _read(
    files: Sequence[FoundFile], settings: Settings, jobs: int, progress: Progress
) -> Iterator[tuple[tuple[Document, ...], tuple[Skipped, ...]]]:
    for start in range(0, len(files), _FILES_AT_ONCE):
        yield read_all(files[start : start + _FILES_AT_ONCE], settings.reading, jobs=jobs, progress=progress)


def _digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; of one that cannot be read, which is told when it is to be read, nothing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
