"""Where the file of dismissals is looked for: beside the drafts, and from there upward as for ``dedup.toml``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dedup.configuration import upward

FILE_NAME: Final = "dedup-dismissals.toml"


def dismissals_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The nearest file of dismissals for each path, each file once: in the folder that is named, or in that of the file
    that is named, or in one above it, up to the root of the repository or the home folder.
    """
    folders = dict.fromkeys(_folder(path) for path in paths)
    found = dict.fromkeys(file for file in map(_nearest, folders) if file)
    return tuple(_near(file) for file in found)


def _folder(path: Path) -> Path:
    return (path if path.is_dir() else path.parent).resolve()


def _nearest(start: Path) -> Path | None:
    files = (folder / FILE_NAME for folder in upward(start))
    return next((file for file in files if file.is_file()), None)


def _near(file: Path) -> Path:
    """The path as a reader knows it: from the current folder where it lies near."""
    relative = Path(os.path.relpath(file))
    return relative if len(relative.parts) < len(file.parts) else file
