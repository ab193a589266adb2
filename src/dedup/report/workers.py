"""Pages written by several processes, for results so large that starting them pays.

Workers are fresh interpreters, not forks: a scan may leave threads behind that a fork would not survive. Each gets the
result once, then ranges of pages; this process writes pages meanwhile, and takes over where a worker fails.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from operator import attrgetter
from pathlib import Path
from typing import Any

from dedup.model import Direction, Document, Evidence, Match, Pair, Result, Reuse, Side, Span
from dedup.report.document_page import document_page
from dedup.report.edition import Edition, edition
from dedup.report.family_page import family_page
from dedup.report.pair_page import pair_page
from dedup.report.rendering import Renderer
from dedup.report.wording import wording
from dedup.settings import ReportSettings

PAGES_WORTH_WORKERS = 1000
PAGES_A_RANGE = 60
RANGES_AHEAD = 2

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Press:
    """An edition with its compiled templates and the folder its pages go to."""

    made: Edition
    renderer: Renderer
    folder: Path

    def write(self, start: int, stop: int) -> int:
        """Write a range of the planned pages, documents before pairs before families; returns how many."""
        plan = self.made.plan
        documents = len(plan.documents)
        before = documents + len(plan.pairs)
        for document in plan.documents[start:stop]:
            html = self.renderer.document(document_page(self.made, document))
            self.put(f"documents/{document:04d}.html", html)
        for left, right in plan.pairs[max(0, start - documents) : max(0, stop - documents)]:
            html = self.renderer.pair(pair_page(self.made, (left, right)))
            self.put(f"pairs/{left:04d}-{right:04d}.html", html)
        for family in plan.families[max(0, start - before) : max(0, stop - before)]:
            self.put(f"families/{family:04d}.html", self.renderer.family(family_page(self.made, family)))
        return stop - start

    def put(self, href: str, html: str) -> None:
        """Write one page."""
        (self.folder / href).write_bytes(html.encode("utf-8"))


def write_pages(press: Press, jobs: int, advance: Advance) -> None:
    """Write the pages of all planned documents, pairs and families; the same bytes whatever ``jobs``."""
    plan = press.made.plan
    pages = len(plan.documents) + len(plan.pairs) + len(plan.families)
    ranges = [(start, min(start + PAGES_A_RANGE, pages)) for start in range(0, pages, PAGES_A_RANGE)]
    if jobs < 2 or pages < PAGES_WORTH_WORKERS:
        for start, stop in ranges:
            advance(press.write(start, stop))
        return
    _write_together(press, jobs, ranges, advance)


def _write_together(press: Press, jobs: int, ranges: Sequence[tuple[int, int]], advance: Advance) -> None:
    """Hand out ranges from the front, two at a time to each worker, and write from the back meanwhile."""
    made = press.made
    arguments = (_packed(made.result), made.settings, made.words.language, press.folder)
    waiting = deque(ranges)
    workers = [_hire(arguments) for _ in range(jobs - 1)]
    try:
        while waiting:
            start, stop = waiting.pop()
            for worker in workers:
                _hand_out(worker, waiting, advance)
            advance(press.write(start, stop))
        for worker in workers:
            for start, stop in _finished(worker, advance):
                advance(press.write(start, stop))
    finally:
        for worker in workers:
            worker.connection.close()
            worker.process.join()


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, the line to it, and the ranges it has been given and not reported."""

    process: BaseProcess
    connection: Connection
    given: deque[tuple[int, int]]


def _hire(arguments: tuple[bytes, ReportSettings, str, Path]) -> _Worker:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, *arguments), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here, deque())


def _hand_out(worker: _Worker, waiting: deque[tuple[int, int]], advance: Advance) -> None:
    """Take in what a worker reports and keep two ranges before it; a worker that is gone gives its ranges back."""
    try:
        while worker.connection.poll():
            advance(worker.connection.recv())
            worker.given.popleft()
        while waiting and len(worker.given) < RANGES_AHEAD:
            worker.connection.send(waiting[0])
            worker.given.append(waiting.popleft())
    except (EOFError, OSError):
        waiting.extend(worker.given)
        worker.given.clear()


def _finished(worker: _Worker, advance: Advance) -> Iterator[tuple[int, int]]:
    """Wait for what a worker still has; yields the ranges of one that is gone."""
    try:
        while worker.given:
            advance(worker.connection.recv())
            worker.given.popleft()
    except (EOFError, OSError):
        yield from worker.given


def _serve(connection: Connection, packed: bytes, settings: ReportSettings, language: str, folder: Path) -> None:
    """What a worker does: write each range it is sent and report it, until the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the line
    gc.disable()  # a million objects that all stay: looking for garbage among them would double the time
    result: Result = pickle.loads(packed)  # noqa: S301 - our own bytes, from the process that started this one
    made = edition(result, settings, wording(language))
    press = Press(made, Renderer(made), folder)
    gc.freeze()
    gc.enable()
    with suppress(EOFError, OSError):
        while True:
            start, stop = connection.recv()
            connection.send(press.write(start, stop))


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
