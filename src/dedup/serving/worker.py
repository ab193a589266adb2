"""What runs inside a checking process: answers each task with what became of it, one line of JSON each.

The index stays open; each check begins its own snapshot of it, so what was added meanwhile is seen.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from dedup.checking import Checker
from dedup.configuration import recorded_settings
from dedup.errors import DedupError
from dedup.formats import to_json
from dedup.given import read_given
from dedup.index import Index
from dedup.model import Document
from dedup.progress import Silent
from dedup.reading import FoundFile, read_all
from dedup.report import write_report
from dedup.results import write_results
from dedup.serving.faults import Problem, RefusedError, unread
from dedup.serving.linking import pages_of
from dedup.serving.tasks import PAGES, REPORT, VERDICT
from dedup.settings import Settings
from dedup.verdict import Verdict

READY = b"ready\n"
_WARMING_CHARACTERS = 2000


def serve(job: dict[str, Any]) -> None:
    """Answer until the pipe closes. Only this copy of standard output leads to the server: libraries may print."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        settings = recorded_settings(job["settings"], job["index"])
        with Index.open(Path(job["index"])) as index:
            checker = _checker(index, settings, job)
            settings = _in_time(settings, job["timeout_seconds"])
            _warm(index, checker)
            answers.write(READY)
            answers.flush()
            for line in sys.stdin.buffer:
                answers.write(json.dumps(_answer(checker, settings, json.loads(line))).encode("ascii") + b"\n")
                answers.flush()


def _checker(index: Index, settings: Settings, job: dict[str, Any]) -> Checker:
    manifest = Path(job["manifest"]) if job["manifest"] else None
    dismissals = [Path(path) for path in job["dismissals"]]
    given = read_given([Path(path) for path in job["common"]], manifest, settings.reading, dismissals=dismissals)
    return Checker(index, settings, given=given)


def _in_time(settings: Settings, seconds: float) -> Settings:
    """The settings to read drafts with: a parser, which has a process of its own, ends when the check has to."""
    limit = max(1.0, min(settings.reading.timeout_seconds, seconds))
    return replace(settings, reading=replace(settings.reading, timeout_seconds=limit))


def _warm(index: Index, checker: Checker) -> None:
    """Check the beginning of a text of the index: kernels are compiled and the limit is known before a user waits."""
    with index.snapshot() as snapshot:
        listed = snapshot.listed()
        found = snapshot.documents_by_number([listed[0][0]]) if listed else {}
    for document in found.values():
        text = document.text[:_WARMING_CHARACTERS]
        checker.check([Document(0, "warming", None, "txt", None, None, None, "0" * 64, text)])


def _answer(checker: Checker, settings: Settings, task: dict[str, Any]) -> dict[str, Any]:
    """``{}`` where all went well, else the fault."""
    try:
        _check(checker, settings, task)
    except RefusedError as fault:
        return {"status": fault.status, **asdict(Problem(fault.error, fault.detail))}
    except DedupError as error:
        return {"status": 500, **asdict(Problem("failed", str(error)))}
    except MemoryError:
        return {"status": 413, **asdict(Problem("oversized", "the check took more memory than there is"))}
    return {}


def _check(checker: Checker, settings: Settings, task: dict[str, Any]) -> None:
    folder = Path(task["folder"])
    files = [FoundFile(Path(path), name) for path, name in task["drafts"]]
    documents, skipped = read_all(files, settings.reading, jobs=1, progress=Silent())
    if not task["kept"]:
        for file in files:
            file.path.unlink()  # read, so no longer needed: a draft is nowhere longer than it has to be
    if not documents:
        raise unread(skipped)
    _write(checker.check(documents, skipped=skipped), folder, settings, task["language"])


def _write(verdict: Verdict, folder: Path, settings: Settings, language: str | None) -> None:
    report = folder / REPORT
    write_results(verdict.result, report)
    write_report(verdict.result, report, settings.report, Silent(), lang=language)
    (folder / PAGES).write_text(json.dumps(pages_of(verdict, report)), encoding="ascii")
    (folder / VERDICT).write_bytes(to_json(verdict).encode("utf-8"))
