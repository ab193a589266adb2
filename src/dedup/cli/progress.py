"""A progress bar on stderr for scans that take more than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dedup.progress import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

DELAY_SECONDS = 1.0


class TerminalProgress:
    """Shows the stage and its steps, from ``delay_seconds`` after ``begin`` until ``end``, and leaves no line behind.

    Stages come from one thread, the first drawing from a timer; ``_lock`` stands between the two.
    """

    def __init__(self, delay_seconds: float = DELAY_SECONDS) -> None:
        """Prepare the bar without drawing it."""
        self._bar = _new_bar()
        self._task = self._bar.add_task("", total=None)
        self._lock = threading.Lock()
        self._timer = threading.Timer(delay_seconds, self._show)
        self._timer.daemon = True
        self._over = False

    def begin(self) -> None:
        """Start the clock."""
        self._timer.start()

    def end(self) -> None:
        """Take the bar off the terminal, before anything else is written there."""
        self._timer.cancel()
        with self._lock:
            self._over = True
            self._bar.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """Start the bar anew under the stage's name; without a total it only pulses."""
        # A new task, since resetting one cannot take its total away.
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        self._bar.advance(self._task, steps)

    def _show(self) -> None:
        with self._lock:
            if not self._over:
                self._bar.start()


@contextmanager
def watched(*, quiet: bool) -> Iterator[Progress]:
    """A bar for the block where somebody watches: stderr is a terminal and quiet was not asked for."""
    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    progress = TerminalProgress()
    progress.begin()
    try:
        yield progress
    finally:
        progress.end()


def _new_bar() -> Bar:
    # Imported here, in the main thread: rich takes a tenth of a second, which a scan into a pipe need not spend.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
