"""Families of versions: texts of which the order in time is known, read from folders or told by a table."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

_MOST_CHARACTERS: Final = 60_000


def read_folders(folder: Path) -> list[list[tuple[str, str]]]:
    """Families from a folder of folders with numbered texts."""
    families = []
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        paths = sorted((path for path in inner.glob("*.txt") if path.stem.isdigit()), key=lambda path: int(path.stem))
        families.append([(f"{inner.name}/{path.stem}", _text(path)) for path in paths])
    return _usable(families, folder)


def read_table(folder: Path, table: Path) -> list[list[tuple[str, str]]]:
    """Families from a table; files are looked for by their names below ``folder``."""
    paths = {path.name: path for path in sorted(folder.rglob("*.txt"))}
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            path = paths.get(Path(row["file"]).name)
            if row["date"] and path:
                families[row["family"]].append((row["date"], path.name))
    found = [[(name, _text(paths[name])) for _, name in sorted(dated)] for _, dated in sorted(families.items())]
    return _usable(found, folder)


def _usable(families: Iterable[Sequence[tuple[str, str]]], folder: Path) -> list[list[tuple[str, str]]]:
    kept = [[(name, text) for name, text in family if 0 < len(text) <= _MOST_CHARACTERS] for family in families]
    kept = [family for family in kept if len(family) > 1]
    if not kept:
        raise ValueError(f"{folder}: no two versions of a text of at most {_MOST_CHARACTERS} characters")
    return kept


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
