"""Drafts and what they are checked against, read from files; named as whoever asked for the check names them."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dedup.errors import InputError
from dedup.model import Document, Skipped
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.settings import Settings


def roots_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """The paths as a result names what it was made from."""
    return tuple(printable(path.as_posix()) for path in paths)


def read_drafts(
    paths: Sequence[Path], settings: Settings, *, jobs: int = 1, progress: Progress | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Files and folders as drafts, named from the current folder, and what could not be read."""
    documents, skipped = read_files(paths, settings, jobs=jobs, progress=progress)
    if not documents:
        raise InputError(_nothing(paths, skipped))
    return documents, skipped


def read_files(
    paths: Sequence[Path],
    settings: Settings,
    *,
    without: Collection[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Files and folders, named from the current folder, but for files of which the real path is in ``without``."""
    found = find_files(paths, settings.reading)
    files = [
        replace(file, relative=_named(file.path, Path.cwd()))
        for file in found.files
        if os.path.realpath(file.path) not in without
    ]
    documents, unread = read_all(files, settings.reading, jobs=jobs, progress=progress or Silent())
    return documents, (*found.skipped, *unread)


def read_both(
    drafts: Sequence[Path], against: Sequence[Path], settings: Settings, jobs: int, progress: Progress
) -> tuple[list[Document], list[Document], tuple[Skipped, ...], str]:
    """Drafts and archive, named as a scan of both would name them, so that a manifest fits; and the folder they are
    named from."""
    both = find_files([*drafts, *against], settings.reading)
    own = {os.path.realpath(file.path) for file in find_files(drafts, settings.reading).files}
    names = {file.relative for file in both.files if os.path.realpath(file.path) in own}
    documents, unread = read_all(both.files, settings.reading, jobs=jobs, progress=progress)
    new = [document for document in documents if document.path in names]
    skipped = (*both.skipped, *unread)
    if not new:
        raise InputError(_nothing(drafts, skipped))
    return new, [document for document in documents if document.path not in names], skipped, both.base


def _named(path: Path, start: Path) -> str:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links keep the names by which they were given
    near = absolute.relative_to(start) if absolute.is_relative_to(start) else absolute
    return printable(near.as_posix())


def printable(name: str) -> str:
    """A path as text, whatever its bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _nothing(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    named = ", ".join(map(str, paths))
    if not skipped:
        return f"{named}: no draft to read"
    return f"{named}: no draft could be read; {skipped[0].path}: {skipped[0].detail}"
