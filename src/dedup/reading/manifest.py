"""A manifest: what a user knows about the documents that their files do not say.

``corpus.toml`` with ``[[documents]]`` tables, or a CSV file; nothing in it is ever run. Its paths are relative to the
scanned folder, as the results write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dedup.errors import InputError
from dedup.model import Document
from dedup.reading.content import one_line
from dedup.reading.dates import normalise_date
from dedup.reading.manifest_csv import csv_rows
from dedup.reading.manifest_paths import compile_glob, is_glob, plain_path
from dedup.reading.manifest_rows import Row, shown
from dedup.reading.manifest_toml import toml_rows

_MOST_BYTES: Final = 10_000_000
_MOST_GLOBS: Final = 1_000
_MOST_FAULTS: Final = 50
_LONGEST_PATH: Final = 4_096
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says of the documents that ``path`` names, a path or a glob; ``None`` where it says nothing.

    ``where`` is its place in the file (``line 3``); ``date`` is ISO 8601 cut to what is known.
    """

    where: str
    path: str
    author: str | None = None
    date: str | None = None
    group: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest in order, and the name of the file."""

    file: str
    entries: tuple[Entry, ...]


def read_manifest(path: Path) -> Manifest:
    """The manifest in a ``.toml`` or CSV file of at most 10 MB.

    Raises ``InputError`` with a line for each fault in the file.
    """
    text = _text(path)
    read = toml_rows(text) if path.suffix.lower() == ".toml" else csv_rows(text)
    faults = list(read.faults)
    entries = tuple(_entry(row, faults) for row in read.rows)
    globs = sum(is_glob(entry.path) for entry in entries)
    if globs > _MOST_GLOBS:
        faults.append(f"{globs:,} globs, more than {_MOST_GLOBS:,}; name files exactly or use wider globs")
    if faults:
        more = [f"and {len(faults) - _MOST_FAULTS:,} more faults"] if len(faults) > _MOST_FAULTS else []
        raise InputError("\n".join(f"{path}: {fault}" for fault in [*faults[:_MOST_FAULTS], *more]))
    return Manifest(str(path), entries)


def applied(documents: Sequence[Document], manifest: Manifest) -> tuple[Document, ...]:
    """The documents with what the manifest says of them; of several rows for one document the later ones win."""
    found = _found(documents, manifest)
    return tuple(
        _told(document, [manifest.entries[number] for number in numbers])
        for document, numbers in zip(documents, found, strict=True)
    )


def unused(documents: Sequence[Document], manifest: Manifest) -> tuple[Entry, ...]:
    """The entries that match no document, in order."""
    used = {number for numbers in _found(documents, manifest) for number in numbers}
    return tuple(entry for number, entry in enumerate(manifest.entries) if number not in used)


def _found(documents: Sequence[Document], manifest: Manifest) -> list[list[int]]:
    """For each document the numbers of its entries, in order."""
    exact: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(manifest.entries):
        exact[entry.path].append(number)
    globs = [(n, compile_glob(entry.path)) for n, entry in enumerate(manifest.entries) if is_glob(entry.path)]
    paths = [plain_path(document.path) for document in documents]
    return [sorted({*exact.get(path, ()), *(n for n, glob in globs if glob.matches(path))}) for path in paths]


def _told(document: Document, entries: Sequence[Entry]) -> Document:
    for entry in entries:
        document = replace(
            document,
            author=entry.author or document.author,
            date=entry.date or document.date,
            group=entry.group or document.group,
            title=entry.title or document.title,
        )
    return document


def _entry(row: Row, faults: list[str]) -> Entry:
    values = row.values
    date = normalise_date(values.get("date"))
    if "path" not in values:
        faults.append(f"{row.where}: no path; write the document's path in the scanned folder, or a glob")
    elif len(values["path"]) > _LONGEST_PATH:
        faults.append(f"{row.where}: a path of more than {_LONGEST_PATH:,} characters; no file has one")
    if "date" in values and date is None:
        faults.append(
            f"{row.where}: {shown(values['date'])} is no date; write 2024, 2024-05 or 2024-05-14 "
            "(2024年5月14日 and 14 May 2024 are read too)"
        )
    return Entry(
        where=row.where,
        path=plain_path(values.get("path", "")),
        author=one_line(values.get("author")),
        date=date,
        group=one_line(values.get("group")),
        title=one_line(values.get("title")),
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such manifest; check the spelling of the path") from error
    except OSError as error:
        raise InputError(f"{path}: the manifest cannot be read ({error.strerror})") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: more than {_MOST_BYTES // 1_000_000} MB; use globs instead of a row for each file")
    for encoding in next(([wide] for mark, wide in _MARKS if data.startswith(mark)), _ENCODINGS):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(f"{path}: neither UTF-8 nor GB18030 text; save the manifest as CSV (UTF-8) or TOML")
