"""What a server was asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dedup.settings import Settings

MOST_FILES: Final = 20
"""Files in one request."""
MOST_NAME: Final = 200
"""Characters of a draft's name; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Options:
    """``index`` is the file to check against, ``names`` what the archive is called on the pages.

    ``most_bytes`` of one request; ``timeout_seconds`` for one check, and for a request to arrive; ``jobs`` checks at a
    time and ``waiting`` more in line; ``most_reports`` kept for ``report_seconds`` each; ``keep`` is the folder for
    drafts and reports that are to stay, ``None`` where none are.
    """

    index: Path
    settings: Settings = field(default_factory=Settings)
    names: tuple[str, ...] = ()
    common: tuple[Path, ...] = ()
    manifest: Path | None = None
    dismissals: Path | None = None
    host: str = "127.0.0.1"
    most_bytes: int = 10_000_000
    timeout_seconds: float = 120.0
    jobs: int = 1
    waiting: int = 8
    most_reports: int = 20
    report_seconds: float = 1800.0
    keep: Path | None = None
