"""scan() and compare() for callers."""

from __future__ import annotations

from pathlib import Path

from dedup import pipeline
from dedup.api.texts import AnyPath, Paths, paths_of
from dedup.model import Match, Result
from dedup.progress import Progress
from dedup.settings import Settings


def scan(
    paths: Paths,
    settings: Settings | None = None,
    *,
    common: Paths = (),
    manifest: AnyPath | None = None,
    dismissals: Paths | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Find what the files under ``paths`` share with each other; ``dedup scan``.

    ``common`` names files and folders that any text may repeat, ``manifest`` a file that says who wrote what and when,
    ``dismissals`` files of matches that were set aside (without it the nearest ``dedup-dismissals.toml`` above each
    path), ``jobs`` the cores to use (all without it); ``progress`` is told of each stage. Raises ``InputError`` where
    a path is missing or nothing could be read; a file that cannot be read is in ``skipped`` of the result.
    """
    chosen, named = settings or Settings(), Path(manifest) if manifest else None
    aside = None if dismissals is None else paths_of(dismissals)
    return pipeline.scan(
        paths_of(paths),
        chosen,
        common=paths_of(common),
        manifest=named,
        dismissals=aside,
        jobs=jobs,
        progress=progress,
    )


def compare(left: str, right: str, settings: Settings | None = None) -> tuple[Match, ...]:
    """Matches between two texts, and inside each; ``left`` is document 0 and ``right`` document 1."""
    return pipeline.compare(left, right, settings or Settings())
