"""A scan without its stages, for tests of what the command line makes of arguments, results and errors."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from dedup.model import (
    Corpus,
    Direction,
    Document,
    Match,
    Notice,
    Pair,
    Result,
    Reuse,
    Side,
    Significance,
    Skipped,
    Span,
    Tool,
)
from dedup.progress import Progress
from dedup.settings import Settings

TEXT = "改革开放以来,我们走出了一条自己的路。"


def document(number: int, path: str, **changes: Any) -> Document:
    fields: dict[str, Any] = {
        "id": number,
        "path": path,
        "title": None,
        "format": "txt",
        "encoding": "utf-8",
        "date": None,
        "author": None,
        "digest": "0" * 64,
        "text": TEXT,
    }
    return Document(**{**fields, **changes})


def result(paths: Sequence[str] = ("甲.txt", "b.txt"), **changes: Any) -> Result:
    """Documents of which the first and the second share most of their text."""
    documents = tuple(document(number, path) for number, path in enumerate(paths))
    match = Match(0, Side(0, Span(0, 15)), Side(1, Span(0, 15)), "verbatim", 1.0, 120.0)
    pair = Pair(0, 1, (0,), 15, 15, 0.75, 0.75, Direction("left", 0.9))
    reuse = tuple(Reuse(n, 15, 0.75, 0, 0, 1, 1, 1 - n, 15, 0.75) if n < 2 else Reuse(n) for n in range(len(documents)))
    fields: dict[str, Any] = {
        "tool": Tool("dedup", "0"),
        "settings": {},
        "corpus": Corpus(("essays",), len(documents), sum(d.characters for d in documents), "0" * 64),
        "significance": Significance(60.0, 0.25, 3, 3),
        "documents": documents,
        "reuse": reuse,
        "skipped": (),
        "notices": (),
        "matches": (match,),
        "pairs": (pair,),
        "clusters": (),
        "families": (),
    }
    return Result(**{**fields, **changes})


def skipped(number: int) -> tuple[Skipped, ...]:
    return tuple(Skipped(f"bad-{n:02}.pdf", "encrypted", "remove the password") for n in range(number))


def notice(code: str, message: str) -> Notice:
    return Notice(code, message)


class FakeScan:
    """Stands for ``dedup.pipeline.scan``: keeps what it was called with, and answers or fails as told."""

    def __init__(
        self, answer: Result | BaseException | None = None, during: Callable[[], object] | None = None
    ) -> None:
        self.answer = answer if answer is not None else result()
        self.during = during
        self.paths: tuple[Path, ...] = ()
        self.settings = Settings()
        self.jobs: int | None = None

    def __call__(
        self,
        paths: Sequence[Path],
        settings: Settings,
        *,
        common: Sequence[Path] = (),
        manifest: Path | None = None,
        dismissals: Sequence[Path] | None = None,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Result:
        self.paths, self.settings, self.jobs = tuple(paths), settings, jobs
        if self.during:
            self.during()
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def compare_files(self, left: Path, right: Path, settings: Settings) -> Result:
        return self((left, right), settings)

    @property
    def called(self) -> bool:
        return bool(self.paths)


def fake_report(result: Result, folder: Path, *_: object, **__: object) -> None:
    (folder / "index.html").write_text("<title>new</title>", encoding="utf-8")
    for name in ("documents", "pairs", "static"):
        (folder / name).mkdir()
        (folder / name / "new.html").write_text("new", encoding="utf-8")


def modules(scan: Callable[..., Result], write_report: Callable[..., None] = fake_report) -> dict[str, ModuleType]:
    """The modules that the commands import, with the fakes inside."""
    pipeline, report = ModuleType("dedup.pipeline"), ModuleType("dedup.report")
    pipeline.scan = scan  # type: ignore[attr-defined]
    pipeline.compare_files = getattr(scan, "compare_files", None)  # type: ignore[attr-defined]
    report.write_report = write_report  # type: ignore[attr-defined]
    return {"dedup.pipeline": pipeline, "dedup.report": report}


def slow_scan(
    paths: Sequence[Path], settings: Settings, *, jobs: int | None, progress: Progress, **_: object
) -> Result:
    """Ten seconds of two stages."""
    progress.stage("reading")
    time.sleep(1.5)
    progress.stage("alignment", total=85)
    for _ in range(85):
        time.sleep(0.1)
        progress.advance()
    return result()


if __name__ == "__main__":
    from dedup.cli.app import main

    sys.modules.update(modules(slow_scan if sys.argv.pop(1) == "slow" else FakeScan()))
    main()
