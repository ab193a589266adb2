"""Pages written by several processes, for results so large that starting them pays.

Workers are fresh interpreters, not forks: a scan may leave threads behind that a fork would not survive. Each gets the
result once, then ranges of pages; this process takes the ranges that no worker has begun.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from dedup.model import Direction, Document, Evidence, Match, Pair, Result, Reuse, Side, Span
from dedup.report.document_page import document_page
from dedup.report.edition import Edition, edition
from dedup.report.pair_page import pair_page
from dedup.report.rendering import Renderer
from dedup.report.wording import wording
from dedup.settings import ReportSettings

PAGES_WORTH_WORKERS = 1000
PAGES_A_TASK = 80

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Press:
    """An edition with its compiled templates and the folder its pages go to."""

    made: Edition
    renderer: Renderer
    folder: Path

    def write(self, start: int, stop: int) -> int:
        """Write a range of the planned pages, documents before pairs; returns how many."""
        plan = self.made.plan
        documents = len(plan.documents)
        for document in plan.documents[start:stop]:
            html = self.renderer.document(document_page(self.made, document))
            self.put(f"documents/{document:04d}.html", html)
        for left, right in plan.pairs[max(0, start - documents) : max(0, stop - documents)]:
            html = self.renderer.pair(pair_page(self.made, (left, right)))
            self.put(f"pairs/{left:04d}-{right:04d}.html", html)
        return stop - start

    def put(self, href: str, html: str) -> None:
        """Write one page."""
        (self.folder / href).write_bytes(html.encode("utf-8"))


def write_pages(press: Press, jobs: int, advance: Advance) -> None:
    """Write the pages of all planned documents and pairs; the same bytes whatever ``jobs``."""
    pages = len(press.made.plan.documents) + len(press.made.plan.pairs)
    ranges = [(start, min(start + PAGES_A_TASK, pages)) for start in range(0, pages, PAGES_A_TASK)]
    if jobs < 2 or pages < PAGES_WORTH_WORKERS:
        for start, stop in ranges:
            advance(press.write(start, stop))
        return
    _write_together(press, jobs, ranges, advance)


def _write_together(press: Press, jobs: int, ranges: Sequence[tuple[int, int]], advance: Advance) -> None:
    made = press.made
    arguments = (_packed(made.result), made.settings, made.words.language, press.folder)
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs - 1, mp_context=context, initializer=_start, initargs=arguments)
    try:
        tasks = [pool.submit(_write, start, stop) for start, stop in ranges]
        for task, (start, stop) in zip(reversed(tasks), reversed(ranges), strict=True):
            advance(_own_or_theirs(task, press, start, stop))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _own_or_theirs(task: Future[int], press: Press, start: int, stop: int) -> int:
    """Take a range back that no worker has begun, or whose worker is gone; else wait for it."""
    if task.cancel():
        return press.write(start, stop)
    try:
        return task.result()
    except BrokenProcessPool:
        return press.write(start, stop)


_presses: list[Press] = []
"""In a worker process: its one press, set when the process starts."""


def _start(packed: bytes, settings: ReportSettings, language: str, folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then sends no more work
    result: Result = pickle.loads(packed)  # noqa: S301 - our own bytes, from the process that started this one
    made = edition(result, settings, wording(language))
    _presses.append(Press(made, Renderer(made), folder))


def _write(start: int, stop: int) -> int:
    return _presses[0].write(start, stop)


def _packed(result: Result) -> bytes:
    """The result as a pickle, without the slow general way in which slotted dataclasses pickle themselves."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = dict(_reducers())
    pickler.dump(result)
    return out.getvalue()


def _reducers() -> Iterator[tuple[type, Callable[[Any], tuple[type, tuple[Any, ...]]]]]:
    for kind in (Match, Side, Span, Direction, Evidence, Pair, Document, Reuse):
        yield kind, _reducer(kind, attrgetter(*(item.name for item in fields(kind))))


def _reducer(kind: type, values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    return lambda item: (kind, values(item))
