"""``dedup scan``: settings, the scan, its results in place, and the words about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import typer

from dedup.cli.exits import ABOVE_POLICY
from dedup.cli.gate import documents_above
from dedup.cli.output import check_folder, default_folder, exclusions, staging
from dedup.cli.progress import watched
from dedup.cli.streams import emit, emit_json, say, terminal_columns
from dedup.cli.summary import summary
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
    json: bool = False
    fail_above: float | None = None
    quiet: bool = False


def run_scan(request: Request) -> None:
    """Scan, write, tell, and end with exit code 1 where a document is above the policy."""
    settings = load_settings(request.config, Path.cwd(), _overrides(request))
    folder = request.output or (None if request.json else default_folder(request.paths, Path.cwd()))
    with watched(quiet=request.quiet) as progress:
        result = _scan_into(folder, request, settings, progress) if folder else _scan(request, settings, progress)
    if request.json:
        emit_json(_json(result))
    elif not request.quiet:
        report = folder / "index.html" if folder else None
        emit(summary(result, report and _near(report), terminal_columns()))
    _enforce(result, request.fail_above)


def _overrides(request: Request) -> dict[str, dict[str, object]]:
    flags: dict[str, object] = {"include": request.include, "exclude": request.exclude}
    return {"reading": {key: value for key, value in flags.items() if value}}


def _scan_into(folder: Path, request: Request, settings: Settings, progress: Progress) -> Result:
    from dedup.report import write_report
    from dedup.results import write_results

    check_folder(folder, request.paths)
    settings = _without(exclusions(folder, request.paths), settings)
    with staging(folder) as temporary:
        result = _scan(request, settings, progress)
        write_results(result, temporary)
        write_report(result, temporary, settings.report, progress, _jobs(request))
    return result


def _without(globs: tuple[str, ...], settings: Settings) -> Settings:
    """Earlier results are not texts to scan."""
    reading = settings.reading
    return replace(settings, reading=replace(reading, exclude=reading.exclude + globs))


def _scan(request: Request, settings: Settings, progress: Progress) -> Result:
    from dedup.compiled import kernels_are_kept
    from dedup.pipeline import scan

    if not request.quiet and not kernels_are_kept():
        say("first run: compiling for about 20 seconds, once")
    return scan(request.paths, settings, jobs=_jobs(request), progress=progress)


def _jobs(request: Request) -> int:
    return request.jobs or available_cores()


def _json(result: Result) -> str:
    from dedup.results import to_json

    return to_json(result)


def _near(path: Path) -> Path:
    """The path from the current folder where it lies below, which is shorter to read and as good to open."""
    start = Path.cwd()
    return path.relative_to(start) if path.is_relative_to(start) else path


def _enforce(result: Result, limit: float | None) -> None:
    above = documents_above(result, limit) if limit is not None else []
    for line in above:
        say(line)
    if above:
        raise typer.Exit(ABOVE_POLICY)
