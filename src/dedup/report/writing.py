"""Writes the folder of pages: the overview, one page a document, one page a pair, what they share and leave out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dedup.errors import OutputError
from dedup.model import Result
from dedup.progress import Progress
from dedup.report.beside import files_beside
from dedup.report.budget import within_budget
from dedup.report.edition import Edition, edition
from dedup.report.manifest import MANIFEST_NAME, manifest_json
from dedup.report.overview import overview
from dedup.report.rendering import HERE, Renderer
from dedup.report.script import interface_language
from dedup.report.wording import wording
from dedup.report.workers import Press, write_pages
from dedup.results.rounding import as_stored
from dedup.settings import ReportSettings

STAGE = "writing the report"


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """Where the report is, and how many pages were written and left out."""

    index: Path
    document_pages: int
    pair_pages: int
    documents_left_out: int
    pairs_left_out: int


def write_report(
    result: Result,
    folder: Path,
    settings: ReportSettings,
    progress: Progress,
    jobs: int = 1,
    *,
    lang: str | None = None,
) -> ReportSummary:
    """Write the report of ``result`` into ``folder``; ``lang`` is ``zh`` or ``en`` (the corpus decides otherwise)."""
    beside = files_beside(folder)
    whole = edition(as_stored(result), settings, wording(lang or interface_language(result)))
    made = _within_budget(whole, sum(file.bytes for file in beside))
    plan = made.plan
    progress.stage(STAGE, len(plan.documents) + len(plan.pairs) + len(plan.families) + 1)
    press = Press(made, Renderer(made), folder)
    try:
        _prepare(folder)
        write_pages(press, jobs, progress.advance)
        press.put(
            "index.html", press.renderer.overview(overview(made, beside))
        )  # last, so that it never links to nothing
        press.put(MANIFEST_NAME, manifest_json(made))
        progress.advance()
    except OSError as error:
        raise OutputError(
            f"the report cannot be written to {folder}: {error.strerror or error}; choose another folder with -o"
        ) from error
    return ReportSummary(
        index=folder / "index.html",
        document_pages=len(plan.documents),
        pair_pages=len(plan.pairs),
        documents_left_out=plan.documents_left_out,
        pairs_left_out=plan.pairs_left_out,
    )


def _within_budget(made: Edition, beside: int) -> Edition:
    settings = within_budget(made, Renderer(made), beside)
    return made if settings == made.settings else edition(made.result, settings, made.words)


def _prepare(folder: Path) -> None:
    """Make the folders, remove the pages of an earlier report, and copy the style sheets and scripts."""
    for name in ("documents", "pairs", "families"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for page in _earlier_pages(folder / name):
            page.unlink()
    (folder / "static").mkdir(exist_ok=True)
    for path in sorted((HERE / "static").iterdir()):
        if path.suffix in (".css", ".js"):
            shutil.copyfile(path, folder / "static" / path.name)


def _earlier_pages(folder: Path) -> Iterator[Path]:
    yield from (page for page in sorted(folder.glob("*.html")) if page.stem.replace("-", "").isdigit())
