"""What drafts are checked against: an index, or files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dedup.errors import InputError, UsageError

_SQLITE: Final = b"SQLite format 3\0"


def is_index(against: tuple[Path, ...]) -> bool:
    """Whether an index is meant; raises ``UsageError`` for an index among other paths or a path that is missing."""
    missing = next((path for path in against if not path.exists()), None)
    if missing:
        raise InputError(
            f"--against {missing}: is not there; name files or folders, or make an index with "
            f"dedup index add {missing} PATH"
        )
    indexes = [path for path in against if path.is_file() and _starts_as_index(path)]
    if indexes and len(against) > 1:
        raise UsageError(f"--against takes one index, or files and folders: {indexes[0]} is an index")
    return bool(indexes)


def _starts_as_index(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
