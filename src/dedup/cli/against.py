"""What drafts are checked against: an index, or files and folders."""

from __future__ import annotations

from pathlib import Path

from dedup.errors import InputError
from dedup.index.recognising import index_in


def is_index(against: tuple[Path, ...]) -> bool:
    """Whether an index is meant; raises ``UsageError`` for an index among other paths or a path that is missing."""
    missing = next((path for path in against if not path.exists()), None)
    if missing:
        raise InputError(
            f"--against {missing}: is not there; name files or folders, or make an index with "
            f"dedup index add {missing} PATH"
        )
    return index_in(against, "--against") is not None
