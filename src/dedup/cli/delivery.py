"""What becomes of a result, whichever command made it: files in place, then JSON or words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dedup.cli.output import staging
from dedup.cli.streams import emit, emit_json, terminal_columns
from dedup.cli.summary import summary
from dedup.model import Result
from dedup.progress import Progress
from dedup.settings import ReportSettings
from dedup.workers import available_cores


def written(
    make: Callable[[], Result],
    folder: Path,
    report: ReportSettings,
    progress: Progress,
    jobs: int | None = None,
    *,
    lang: str | None = None,
    parquet: bool = False,
    browser: Path | None = None,
) -> Result:
    """The result that ``make`` gives, written into ``folder`` with its report once all of it is there.

    ``lang``: the report's language, else that of the texts; ``browser``: what prints its pages, if anything.
    """
    from dedup.report import write_report
    from dedup.results import write_results

    with staging(folder) as temporary:
        result = make()
        workers = jobs or available_cores()
        write_results(result, temporary, parquet=parquet, jobs=workers)
        write_report(result, temporary, report, progress, workers, lang=lang)
        if browser:
            from dedup.report.printing import print_report

            print_report(browser, temporary, progress)
    return result


def told(result: Result, folder: Path | None, *, json: bool, quiet: bool) -> None:
    """Print the result as JSON, or a summary that says where its report is, or nothing."""
    if json:
        from dedup.results import to_json

        emit_json(to_json(result))
    elif not quiet:
        report = folder / "index.html" if folder else None
        emit(summary(result, report and near(report), terminal_columns()))


def near(path: Path) -> Path:
    """The path from the current folder where it lies below, which is shorter to read and as good to open."""
    start = Path.cwd()
    return path.relative_to(start) if path.is_relative_to(start) else path
