"""``dedup report``: the report of stored results made again, or that of one document in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedup.cli.delivery import near, written
from dedup.cli.output import check_folder
from dedup.cli.progress import watched
from dedup.cli.streams import emit, emit_json
from dedup.cli.words import printable
from dedup.configuration import load_settings
from dedup.errors import OutputError, UsageError
from dedup.model import Result
from dedup.progress import Progress
from dedup.settings import ReportSettings

CLOSE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What the user asked for; ``document`` is the path or id of the one that ``--single-file`` is about."""

    results: Path
    output: Path | None = None
    document: str | None = None
    lang: str | None = None
    anonymise: bool = False
    pdf: bool = False
    parquet: bool = False
    config: Path | None = None
    json: bool = False
    quiet: bool = False


def run_report(request: ReportRequest) -> None:
    """Read the results and their texts, write pages in place or elsewhere, and tell."""
    from dedup.report.printing import find_browser
    from dedup.results import read_results

    file = request.results / "results.json" if request.results.is_dir() else request.results
    folder = request.output or file.parent
    _check(request, file, folder)
    settings = load_settings(request.config, Path.cwd(), {}).report
    browser = find_browser() if request.pdf else None
    stored = read_results(file, with_texts=True)
    with watched(quiet=request.quiet) as progress:
        if request.document is None:
            told = _whole(stored, folder, settings, request, browser, progress)
        else:
            told = _single(stored, request.document, folder, settings, request, browser)
    _tell(told, json_wanted=request.json, quiet=request.quiet)


def _check(request: ReportRequest, file: Path, folder: Path) -> None:
    """Refuse what would lose something, before any work is done."""
    if request.document is not None and request.parquet:
        raise UsageError("--parquet is of the whole results; leave --single-file out")
    if request.document is not None:
        return
    if request.anonymise and folder.resolve() == file.parent.resolve():
        raise OutputError("--anonymise would replace the results and their names; name another folder with -o")
    check_folder(folder, ())


def _whole(
    stored: Result,
    folder: Path,
    settings: ReportSettings,
    request: ReportRequest,
    browser: Path | None,
    progress: Progress,
) -> dict[str, Any]:
    result, lang = _named(stored, request)
    written(lambda: result, folder, settings, progress, lang=lang, parquet=request.parquet, browser=browser)
    manifest: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {**manifest, "files": [str(near(folder / "index.html"))]}


def _named(stored: Result, request: ReportRequest) -> tuple[Result, str]:
    """The result with or without names, and the language: the one asked for, else that of the texts."""
    from dedup.report.anonymise import anonymised
    from dedup.report.script import interface_language
    from dedup.report.wording import wording

    words = wording(request.lang or interface_language(stored))
    return (anonymised(stored, words) if request.anonymise else stored), words.language


def _single(
    stored: Result, wanted: str, folder: Path, settings: ReportSettings, request: ReportRequest, browser: Path | None
) -> dict[str, Any]:
    from dedup.report.manifest import REPORT_SCHEMA
    from dedup.report.printing import print_page
    from dedup.report.single_file import write_single_file
    from dedup.report.wording import wording

    document = find_document(stored, wanted)
    result, lang = _named(stored, request)
    try:
        page = write_single_file(result, document, folder, settings, wording(lang))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to ({error.strerror}); name another folder with -o") from error
    files = [page, *([print_page(browser, page, page.with_suffix(".pdf"))] if browser else [])]
    return {"schema": REPORT_SCHEMA, "document": document, "files": [str(near(path)) for path in files]}


def find_document(result: Result, wanted: str) -> int:
    """The id of the document with this path or id; raises ``UsageError`` that names those most like it."""
    from rapidfuzz import fuzz, process

    ids = {document.path: document.id for document in result.documents}
    if wanted in ids:
        return ids[wanted]
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 and int(wanted) < len(result.documents):
        return int(wanted)
    close = process.extract(wanted, list(ids), scorer=fuzz.WRatio, limit=CLOSE_SHOWN)
    named = ", ".join(f"{ids[path]}: {printable(path)}" for path, *_ in close)
    raise UsageError(f"no document of the results has the path or id {printable(wanted)}; close to it are {named}")


def _tell(told: dict[str, Any], *, json_wanted: bool, quiet: bool) -> None:
    if json_wanted:
        emit_json(json.dumps(told, ensure_ascii=False) + "\n")
    elif not quiet:
        emit("".join(f"{line}\n" for line in _lines(told)))


def _lines(told: dict[str, Any]) -> Iterable[str]:
    for path in told["files"]:
        yield f"Report: {printable(path)}"
    for what, ids in told.get("left_out", {}).items():
        if ids:
            yield f"Without a place on its pages: {len(ids):,} {what}; report.json names them, results.json has them"
