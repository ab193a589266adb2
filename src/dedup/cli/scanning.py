"""``dedup scan``: settings, the scan, its results in place, and the words about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import typer

from dedup.cli.delivery import told, written
from dedup.cli.exits import ABOVE_POLICY
from dedup.cli.gate import documents_above
from dedup.cli.output import check_folder, default_folder, exclusions
from dedup.cli.progress import watched
from dedup.cli.streams import say
from dedup.configuration import load_settings
from dedup.model import Result
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.workers import available_cores


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    paths: tuple[Path, ...]
    output: Path | None = None
    jobs: int | None = None
    config: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    common: tuple[Path, ...] = ()
    manifest: Path | None = None
    dismissals: Path | None = None
    json: bool = False
    fail_above: float | None = None
    quiet: bool = False


def run_scan(request: Request) -> None:
    """Scan, write, tell, and end with exit code 1 where a document is above the policy."""
    settings = load_settings(request.config, Path.cwd(), _overrides(request))
    folder = request.output or (None if request.json else default_folder(request.paths, Path.cwd()))
    with watched(quiet=request.quiet) as progress:
        result = _scan_into(folder, request, settings, progress) if folder else _scan(request, settings, progress)
    told(result, folder, json=request.json, quiet=request.quiet)
    _enforce(result, settings.gate.fail_above)


def _overrides(request: Request) -> dict[str, dict[str, object]]:
    flags: dict[str, object] = {"include": request.include, "exclude": request.exclude}
    gate: dict[str, object] = {} if request.fail_above is None else {"fail_above": request.fail_above}
    return {"reading": {key: value for key, value in flags.items() if value}, "gate": gate}


def _scan_into(folder: Path, request: Request, settings: Settings, progress: Progress) -> Result:
    check_folder(folder, request.paths)
    settings = _without(exclusions(folder, request.paths), settings)
    return written(lambda: _scan(request, settings, progress), folder, settings.report, progress, request.jobs)


def _without(globs: tuple[str, ...], settings: Settings) -> Settings:
    """Earlier results are not texts to scan."""
    reading = settings.reading
    return replace(settings, reading=replace(reading, exclude=reading.exclude + globs))


def _scan(request: Request, settings: Settings, progress: Progress) -> Result:
    from dedup.compiled import kernels_are_kept
    from dedup.pipeline import scan

    if not request.quiet and not kernels_are_kept():
        say("first run: compiling for about a minute, once")
    return scan(
        request.paths,
        settings,
        common=request.common,
        manifest=request.manifest,
        dismissals=(request.dismissals,) if request.dismissals else None,
        jobs=request.jobs or available_cores(),
        progress=progress,
    )


def _enforce(result: Result, limit: float) -> None:
    above = documents_above(result, limit) if limit >= 0 else []
    for line in above:
        say(line)
    if above:
        raise typer.Exit(ABOVE_POLICY)
