"""The reports of a server: under ids that cannot be guessed, for so long, so many, and none of them after its end."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedup.errors import OutputError
from dedup.serving.faults import RefusedError
from dedup.serving.options import Options
from dedup.serving.tasks import PAGES, REPORT, VERDICT, Task

_ID_BYTES = 18


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that can be fetched until ``ends``, in seconds of the server's clock."""

    id: str
    task: Task
    ends: float

    def verdict(self) -> str:
        """The verdict as JSON, as ``dedup check --format json`` prints it."""
        return (self.task.folder / VERDICT).read_text(encoding="utf-8")

    def pages(self) -> list[dict[str, Any]]:
        """For each draft the report's pages on it, as ``linking`` has them."""
        found: list[dict[str, Any]] = json.loads((self.task.folder / PAGES).read_bytes())
        return found


class Reports:
    """A private folder of reports, removed on ``close``; those that the user asked to keep lie elsewhere and stay."""

    def __init__(self, options: Options, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = options
        self._clock = clock
        self._folder: Path | None = None
        self._kept: dict[str, Kept] = {}

    def new_folder(self) -> Path:
        """A new folder for a task, readable by this user alone."""
        keep = self._options.keep
        if keep is None:
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="dedup-serve-"))
            return Path(tempfile.mkdtemp(dir=self._folder))
        try:
            keep.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix=time.strftime("%Y%m%d-%H%M%S-"), dir=keep))
        except OSError as error:
            raise OutputError(f"{keep}: cannot be written to ({error.strerror}); name another --keep") from error

    def put(self, task: Task) -> Kept:
        """Keep what a task left in its folder; the oldest reports make room."""
        self.sweep()
        while len(self._kept) >= self._options.most_reports:
            self.remove(next(iter(self._kept)))
        kept = Kept(secrets.token_urlsafe(_ID_BYTES), task, self._clock() + self._options.report_seconds)
        self._kept[kept.id] = kept
        return kept

    def get(self, id: str) -> Kept:
        """The report of this id; raises ``RefusedError`` where there is none, or none any more."""
        self.sweep()
        if id not in self._kept:
            raise RefusedError(404, "not-found", "there is no such report, or its time is over; check the draft again")
        return self._kept[id]

    def file(self, id: str, path: str) -> Path:
        """A file of a report, never one outside of it."""
        root = (self.get(id).task.folder / REPORT).resolve()
        try:
            found = (root / (path or "index.html")).resolve()
            inside = found.is_relative_to(root) and found.is_file()
        except (OSError, ValueError):  # a name that no file can have
            inside = False
        if not inside:
            raise RefusedError(404, "not-found", "the report has no such file")
        return found

    def remove(self, id: str) -> None:
        """Forget a report."""
        self.get(id)
        self._kept.pop(id).task.forget()

    def sweep(self) -> None:
        """Forget the reports whose time is over."""
        now = self._clock()
        for id in [kept.id for kept in self._kept.values() if kept.ends <= now]:
            self._kept.pop(id).task.forget()

    def close(self) -> None:
        """Remove all that was not asked to be kept."""
        self._kept.clear()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
