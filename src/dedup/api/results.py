"""Results and reports for callers, on disk and back."""

from __future__ import annotations

from pathlib import Path

from dedup import results
from dedup.api.texts import AnyPath
from dedup.model import Result
from dedup.progress import Silent
from dedup.settings import Settings


def read_results(path: AnyPath) -> Result:
    """The result of an earlier scan with its texts: of a folder of results, or of its ``results.json``.

    Raises ``InputError`` for what is no such file, is incomplete, or lies without its texts.
    """
    place = Path(path)
    return results.read_results(place / "results.json" if place.is_dir() else place, with_texts=True)


def write_results(result: Result, folder: AnyPath) -> None:
    """Write ``results.json``, its tables and its texts into a folder, as a scan does; raises ``OutputError``."""
    results.write_results(result, Path(folder))


def write_report(
    result: Result, folder: AnyPath, settings: Settings | None = None, *, lang: str | None = None, jobs: int = 1
) -> Path:
    """Write the pages of the report into a folder; the path of its first page. ``lang`` is ``zh`` or ``en``."""
    from dedup import report

    chosen = (settings or Settings()).report
    return report.write_report(result, Path(folder), chosen, Silent(), jobs, lang=lang).index
