"""``dedup check``: a verdict on drafts, in words for a person or in a format for another program."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import typer

from dedup.cli.against import is_index
from dedup.cli.earlier import compared, read_earlier
from dedup.cli.exits import ABOVE_POLICY
from dedup.cli.output import check_folder, staging
from dedup.cli.progress import watched
from dedup.cli.saving import save_as
from dedup.cli.streams import emit, emit_json
from dedup.cli.verdicts import verdict_in_words
from dedup.configuration import load_settings
from dedup.errors import UsageError
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.verdict import Verdict
from dedup.workers import available_cores

STDIN: Final = "-"
_STDIN_NAME: Final = "standard-input"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What the user asked for; ``policy`` are the keys of ``[policy]`` that flags set."""

    drafts: tuple[Path, ...]
    against: tuple[Path, ...]
    format: str = "text"
    save: tuple[str, ...] = ()
    report: Path | None = None
    since: Path | None = None
    only_new: bool = False
    config: Path | None = None
    common: tuple[Path, ...] = ()
    manifest: Path | None = None
    dismissals: Path | None = None
    policy: tuple[tuple[str, object], ...] = ()
    strict: bool = False
    jobs: int | None = None
    quiet: bool = False


def run_check(request: CheckRequest) -> None:
    """Check, tell, write the report, and end with exit code 1 where the verdict says so."""
    settings = load_settings(request.config, Path.cwd(), {"policy": dict(request.policy)})
    _check_places(request)
    saves = [save_as(asked) for asked in request.save]
    earlier = read_earlier(request.since) if request.since else None
    with watched(quiet=request.quiet or request.format != "text") as progress:
        verdict = _checked(request, settings, progress)
        if earlier:
            verdict = compared(verdict, earlier, only_new=request.only_new)
        if request.report:
            _write(verdict, request.report, settings, progress)
    for save in saves:
        save(verdict)
    _tell(verdict, request)
    if verdict.outcome == "fail" or (request.strict and verdict.outcome == "review"):
        raise typer.Exit(ABOVE_POLICY)


def _check_places(request: CheckRequest) -> None:
    """Refuse what cannot be done, or would lose something, before any work is done."""
    if request.only_new and not request.since:
        raise UsageError("--only-new needs --since with the results to compare with")
    if request.report:
        check_folder(request.report, request.drafts)


def _checked(request: CheckRequest, settings: Settings, progress: Progress) -> Verdict:
    from dedup.checking import check
    from dedup.dismissals import dismissals_of
    from dedup.index import Index

    jobs = request.jobs or available_cores()
    with ExitStack() as stack:
        drafts = [_read_stdin(stack) if str(path) == STDIN else path for path in request.drafts]
        against = request.against
        opened = stack.enter_context(Index.open(against[0])) if is_index(against) else against
        verdict = check(
            drafts,
            opened,
            settings,
            common=request.common,
            manifest=request.manifest,
            dismissals=(request.dismissals,) if request.dismissals else dismissals_of(request.drafts),
            jobs=jobs,
            progress=progress,
        )
    return _renamed(verdict) if STDIN in map(str, request.drafts) else verdict


def _read_stdin(stack: ExitStack) -> Path:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dedup-")))
    (folder / _STDIN_NAME).write_bytes(sys.stdin.buffer.read())
    return folder / _STDIN_NAME


def _renamed(verdict: Verdict) -> Verdict:
    """The verdict with standard input under its name, not that of the file it was kept in."""
    drafts = {draft.document for draft in verdict.drafts}
    documents = tuple(
        replace(document, path=_STDIN_NAME)
        if document.id in drafts and document.path.endswith(f"/{_STDIN_NAME}")
        else document
        for document in verdict.result.documents
    )
    corpus = verdict.result.corpus
    roots = tuple(root for root in corpus.roots if not root.endswith(f"/{_STDIN_NAME}"))
    result = replace(verdict.result, documents=documents, corpus=replace(corpus, roots=roots))
    return replace(verdict, result=result)


def _write(verdict: Verdict, folder: Path, settings: Settings, progress: Progress) -> None:
    from dedup.report import write_report
    from dedup.results import write_results

    with staging(folder) as temporary:
        write_results(verdict.result, temporary)
        write_report(verdict.result, temporary, settings.report, progress, available_cores())


def _tell(verdict: Verdict, request: CheckRequest) -> None:
    from dedup.formats import FORMATS

    if request.format != "text":
        emit_json(FORMATS[request.format](verdict))
    elif not request.quiet:
        emit(verdict_in_words(verdict, request.report))
