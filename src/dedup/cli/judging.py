"""``dedup judge``: stored results judged again, without a scan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dedup.cli.delivery import told, written
from dedup.cli.output import check_folder
from dedup.cli.progress import watched
from dedup.configuration import load_settings, recorded_settings
from dedup.model import Result
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.workers import available_cores


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """What the user asked for."""

    results: Path
    output: Path | None = None
    config: Path | None = None
    common: tuple[Path, ...] = ()
    manifest: Path | None = None
    dismissals: Path | None = None
    json: bool = False
    quiet: bool = False


def run_judge(request: JudgeRequest) -> None:
    """Read the results and their texts, judge, write in place or elsewhere, and tell."""
    from dedup.results import read_results

    file = request.results / "results.json" if request.results.is_dir() else request.results
    chosen = load_settings(request.config, Path.cwd(), {})
    stored = read_results(file, with_texts=True)
    settings = _settings(stored, file, chosen)
    folder = request.output or (None if request.json else file.parent)
    if folder:
        check_folder(folder, ())
    with watched(quiet=request.quiet) as progress:
        result = _judge_into(folder, stored, settings, request, progress)
    told(result, folder, json=request.json, quiet=request.quiet)


def _settings(stored: Result, file: Path, chosen: Settings) -> Settings:
    """Those that the matches were found with, and the judgement and report that are chosen now."""
    recorded = recorded_settings(stored.settings, str(file))
    return replace(recorded, judgement=chosen.judgement, report=chosen.report)


def _judge_into(
    folder: Path | None, stored: Result, settings: Settings, request: JudgeRequest, progress: Progress
) -> Result:
    from dedup.given import read_given
    from dedup.pipeline import rejudge

    jobs = available_cores()
    dismissals = _dismissals(stored, request)
    given = read_given(
        request.common, request.manifest, settings.reading, dismissals=dismissals, jobs=jobs, progress=progress
    )

    def judged() -> Result:
        return rejudge(stored, settings, given=given, jobs=jobs, progress=progress)

    return written(judged, folder, settings.report, progress) if folder else judged()


def _dismissals(stored: Result, request: JudgeRequest) -> tuple[Path, ...]:
    """The file asked for, else those beside what was scanned, as far as it is there, or above the results."""
    from dedup.dismissals import dismissals_of

    if request.dismissals:
        return (request.dismissals,)
    roots = [Path(root) for root in stored.corpus.roots if Path(root).exists()]
    return dismissals_of([*roots, request.results])
