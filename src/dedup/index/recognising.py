"""Whether a file is meant as an index, and not as a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dedup.errors import InputError, UsageError

_SQLITE: Final = b"SQLite format 3\0"


def index_in(paths: Sequence[Path], argument: str) -> Path | None:
    """The index that the paths of an ``argument`` name, if they do; ``UsageError`` for one among other paths."""
    found = next((path for path in paths if path.is_file() and _starts_as_index(path)), None)
    if found and len(paths) > 1:
        raise UsageError(f"{argument} takes one index, or files and folders: {found} is an index")
    return found


def _starts_as_index(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
