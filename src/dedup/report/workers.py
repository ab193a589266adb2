"""Pages written by several processes, for results so large that starting them pays.

Each worker gets the result once, then ranges of pages; this process writes pages meanwhile, and takes over where a
worker fails.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dedup.helpers import Ask, helpers, line_to_the_parent, received, send, taken
from dedup.model import Result
from dedup.packing import packed, unpacked
from dedup.report.document_page import document_page
from dedup.report.edition import Edition, edition
from dedup.report.family_page import family_page
from dedup.report.pair_page import pair_page
from dedup.report.rendering import Renderer
from dedup.report.wording import wording
from dedup.settings import ReportSettings

PAGES_WORTH_WORKERS = 1000
PAGES_A_RANGE = 60

Advance = Callable[[int], None]
_Range = tuple[int, int]


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


def _write_together(press: Press, jobs: int, ranges: Sequence[_Range], advance: Advance) -> None:
    """Workers take ranges from the front while this process writes from the back."""
    made = press.made
    order = packed(_Order(made.result, made.settings, made.words.language, str(press.folder)))
    waiting = deque(ranges)
    written: list[int] = []
    with helpers(jobs - 1, (__name__, serve.__name__), partial(_drive, order, waiting, written)) as threads:
        told = _write_off(press, waiting, written, advance)
        for thread in threads:
            thread.join()
        advance(sum(written) - told)
        written.clear()
        _write_off(press, waiting, written, advance)  # what a worker that failed has given back


def _write_off(press: Press, waiting: deque[_Range], written: list[int], advance: Advance) -> int:
    """Write ranges from the back until none waits; how many pages ``advance`` was told of, the workers' too."""
    told = 0
    for start, stop in taken(waiting.pop):
        written.append(press.write(start, stop))
        known = sum(written)
        advance(known - told)
        told = known
    return told


def _drive(order: bytes, waiting: deque[_Range], written: list[int], ask: Ask) -> None:
    """Send a worker its order, then one range after the other; it gives back the one that it is lost over."""
    with suppress(OSError, EOFError, ValueError):
        ask(order)
        for pages in taken(waiting.popleft):
            try:
                written.append(unpacked(ask(packed(pages)), int))
            except (OSError, EOFError, ValueError):
                waiting.append(pages)
                raise


@dataclass(frozen=True, slots=True)
class _Order:
    """What a worker needs to know before it can write a page."""

    result: Result
    settings: ReportSettings
    language: str
    folder: str


def serve() -> None:
    """What a worker does: write each range it is sent and report it, until the line closes."""
    with line_to_the_parent() as (line, answers):
        press = _press(received(line))
        send(answers, b"")
        while True:
            start, stop = unpacked(received(line), tuple[int, int])
            send(answers, packed(press.write(start, stop)))


def _press(packed_order: bytes) -> Press:
    gc.disable()  # a million objects that all stay: looking for garbage among them would double the time
    order = unpacked(packed_order, _Order)
    made = edition(order.result, order.settings, wording(order.language))
    press = Press(made, Renderer(made), Path(order.folder))
    gc.freeze()
    gc.enable()
    return press
