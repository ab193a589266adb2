"""Finds the files to read under the paths that were given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dedup.errors import InputError
from dedup.model import Skipped
from dedup.reading.formats import format_of, has_no_text
from dedup.reading.globs import Globs, compile_globs
from dedup.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, and its POSIX path in the results."""

    path: Path
    relative: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The files to read and those passed over with a reason, both in order of their path relative to ``base``."""

    files: tuple[FoundFile, ...]
    skipped: tuple[Skipped, ...]
    roots: tuple[str, ...]
    base: str


@dataclass(frozen=True, slots=True)
class _Filter:
    include: Globs
    exclude: Globs

    def wants(self, relative: str) -> bool:
        """Whether the globs let the file through; without include globs, any file."""
        included = self.include.match_file(relative) if self.include.globs else True
        return included and not self.exclude.match_file(relative)

    def reads(self, relative: str) -> bool:
        """Whether dedup can read it: a known format, or a text that an include glob asks for."""
        return format_of(relative) is not None or bool(self.include.globs and not has_no_text(relative))


def find_files(paths: Sequence[Path], settings: ReadingSettings) -> Findings:
    """Every readable file under ``paths``, once, in order of its relative path.

    Folders are searched to any depth without following links to folders; names with a leading dot are passed over.
    A file named itself is always attempted. Raises ``InputError`` for a path that does not exist.
    """
    _check_exist(paths)
    base = _base(paths)
    keep = _Filter(compile_globs(settings.include), compile_globs(settings.exclude))
    named = [FoundFile(path, _relative(path, base)) for path in paths if not path.is_dir()]
    files: dict[str, FoundFile] = {}
    skipped: dict[str, Skipped] = {}
    for file in named:
        files.setdefault(os.path.realpath(file.path), file)
    for folder in sorted(path for path in paths if path.is_dir()):
        for found in _walk(folder, base, keep):
            if isinstance(found, Skipped):
                skipped.setdefault(found.path, found)
            else:
                _add(files, found)
    return Findings(
        files=tuple(sorted(files.values(), key=lambda file: file.relative)),
        skipped=tuple(sorted(skipped.values(), key=lambda skip: skip.path)),
        roots=tuple(_printable(path.as_posix()) for path in paths),
        base=base,
    )


def _check_exist(paths: Sequence[Path]) -> None:
    missing = [str(path) for path in paths if not os.path.lexists(path) or not path.exists()]
    if missing:
        raise InputError(f"{', '.join(missing)}: no such file or folder; check the spelling of the path")
    if not paths:
        raise InputError("no path was given; name a folder or some files")


def _base(paths: Sequence[Path]) -> str:
    """The folder that relative paths start from: the one folder, the one file's, or the common parent."""
    starts = {_absolute(path if path.is_dir() else path.parent) for path in paths}
    try:
        return os.path.commonpath(sorted(starts))
    except ValueError as error:
        raise InputError("the paths lie on different drives; scan them one drive at a time") from error


def _absolute(path: Path | str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - links keep the names by which they were given


def _relative(path: Path | str, base: str) -> str:
    return _printable(Path(os.path.relpath(_absolute(path), base)).as_posix())


def _printable(name: str) -> str:
    """A name whose bytes are not UTF-8 is shown with its odd bytes written out, so that results can be written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _add(files: dict[str, FoundFile], found: FoundFile) -> None:
    """A file reached twice is kept once, under its own name rather than a link's."""
    real = os.path.realpath(found.path)
    if real not in files or (files[real].path.is_symlink() and not found.path.is_symlink()):
        files[real] = found


def _walk(folder: Path, base: str, keep: _Filter) -> Iterator[FoundFile | Skipped]:
    waiting = [os.fspath(folder)]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(_relative(current, base), "unreadable", f"the folder cannot be listed: {error.strerror}")
            continue
        for entry in listed:
            if entry.name.startswith((".", "~$")):
                continue
            relative = _relative(entry.path, base)
            if entry.is_dir(follow_symlinks=False):
                if not keep.exclude.match_folder(relative):
                    waiting.append(entry.path)
            elif keep.wants(relative):
                yield from _judge(entry, relative, keep)


def _judge(entry: os.DirEntry[str], relative: str, keep: _Filter) -> Iterator[FoundFile | Skipped]:
    """The file to read, a skip worth listing, or nothing for what is neither."""
    try:
        is_file = entry.is_file()
        is_broken = not is_file and entry.is_symlink() and not Path(entry.path).exists()
    except OSError:
        is_file, is_broken = False, True
    if not is_file and not is_broken:
        return
    if keep.reads(relative):
        if is_file:
            yield FoundFile(Path(entry.path), relative)
        else:
            yield Skipped(relative, "unreadable", "a link to a file that does not exist")
    elif has_no_text(relative):
        yield Skipped(relative, "unsupported", "not a format that dedup reads; save it as text, .docx or .pdf")
