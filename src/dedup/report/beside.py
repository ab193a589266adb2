"""The files of results that stand beside the pages, which hold all that the pages leave out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILES: Final = (
    "results.json",
    "texts.jsonl.gz",
    "documents.csv",
    "pairs.csv",
    "matches.csv",
    "graph.graphml",
    "documents.parquet",
    "pairs.parquet",
    "matches.parquet",
)


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file by name and its size in bytes."""

    name: str
    bytes: int


def files_beside(folder: Path) -> tuple[FileBeside, ...]:
    """Those that are there, in the order of ``FILES``."""
    found = (folder / name for name in FILES)
    return tuple(FileBeside(path.name, path.stat().st_size) for path in found if path.is_file())
