"""One check as it is handed to a worker: a folder of its own with the drafts, which gets the verdict and the report."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from dedup.reading.formats import format_of, is_light
from dedup.report.visible import visible
from dedup.serving.options import MOST_NAME

DRAFTS: Final = "drafts"
REPORT: Final = "report"
VERDICT: Final = "verdict.json"
PAGES: Final = "pages.json"


@dataclass(frozen=True, slots=True)
class Task:
    """``drafts`` are files in ``folder`` and the names they were sent under; ``language`` is the report's, ``None``
    where the drafts decide."""

    folder: Path
    drafts: tuple[tuple[Path, str], ...]
    language: str | None = None
    kept: bool = False

    def forget_drafts(self) -> None:
        """Remove the drafts, unless they are to be kept."""
        if not self.kept:
            shutil.rmtree(self.folder / DRAFTS, ignore_errors=True)

    def forget(self) -> None:
        """Remove everything, unless it is to be kept."""
        if not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)


def put_file(folder: Path, rank: int, name: str, content: BinaryIO) -> tuple[Path, str]:
    """Store an uploaded draft. Nothing of its name becomes part of a path but a suffix that dedup knows."""
    suffix = Path(name).suffix.lower()
    path = _new(folder, rank, suffix if format_of(f"a{suffix}") else "")
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    return path, shown(name, rank)


def put_text(folder: Path, rank: int, name: str, text: str) -> tuple[Path, str]:
    """Store a draft that was sent as text: plain text or Markdown, whatever else its name may say."""
    suffix = Path(name).suffix.lower()
    light = is_light(format_of(f"a{suffix}") or "")
    path = _new(folder, rank, suffix if light else ".txt")
    path.write_bytes(text.encode("utf-8", "replace"))
    return path, shown(name, rank)


def shown(name: str, rank: int) -> str:
    """A draft's name with everything hidden made visible, and its middle left out where it is too long."""
    plain = visible(name[: 4 * MOST_NAME])
    if len(plain) > MOST_NAME:
        plain = f"{plain[: MOST_NAME - 21]}…{plain[-20:]}"
    return plain or f"draft {rank}"


def names_apart(drafts: Sequence[tuple[Path, str]]) -> tuple[tuple[Path, str], ...]:
    """The drafts with a number after a name that an earlier one has."""
    seen: dict[str, int] = {}
    apart = []
    for path, name in drafts:
        seen[name] = seen.get(name, 0) + 1
        apart.append((path, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return tuple(apart)


def _new(folder: Path, rank: int, suffix: str) -> Path:
    (folder / DRAFTS).mkdir(parents=True, exist_ok=True)
    return folder / DRAFTS / f"{rank:02d}{suffix}"
