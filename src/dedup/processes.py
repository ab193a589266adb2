"""Work of pure Python spread over processes, since threads take turns at one interpreter.

Each helper is a fresh interpreter that is sent shares of the items and sends their values back; this process works
meanwhile, and takes over where a helper fails. It is no fork: a scan leaves threads behind that a fork would not
survive. Nor is it ``multiprocessing``, which would import the caller's main module again in every helper.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, TypeVar

from dedup.packing import packed
from dedup.progress import Progress, Silent
from dedup.workers import map_in_order

Item = TypeVar("Item")
Value = TypeVar("Value")
_Waiting = deque[tuple[int, Sequence[Any]]]

_ITEMS_A_SHARE: Final = 25
_COMMAND: Final = (
    "import json, sys; path, module, name = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from dedup.processes import serve; serve(module, name)"
)


def map_in_processes(
    work: Callable[[Item], Value], items: Sequence[Item], jobs: int, progress: Progress | None = None
) -> list[Value]:
    """``work``, a function of a module, of each item, in order; in this process alone where ``jobs`` is 1.

    A helper takes half a second to start. Items and values are dataclasses and what pickle knows.
    """
    shares = [items[start : start + _ITEMS_A_SHARE] for start in range(0, len(items), _ITEMS_A_SHARE)]
    if min(jobs, len(shares)) < 2:
        return map_in_order(work, items, 1, progress)
    waiting: _Waiting = deque(enumerate(shares))
    done: dict[int, list[Value]] = {}
    with _helpers(min(jobs, len(shares)) - 1, work, waiting, done) as threads:
        told = _work_off(work, waiting, done, progress or Silent())
        for thread in threads:
            thread.join()
        _work_off(work, waiting, done, Silent())  # what a helper that failed has given back
    if progress is not None:
        progress.advance(len(items) - told)
    return [value for number in range(len(shares)) for value in done[number]]


def _work_off(
    work: Callable[[Item], Value], waiting: _Waiting, done: dict[int, list[Value]], progress: Progress
) -> int:
    """Do the shares from the back until none waits; how many items ``progress`` was told of, the helpers' too."""
    told = 0
    for number, share in _taken(waiting.pop):
        done[number] = [work(item) for item in share]
        known = sum(map(len, list(done.values())))
        progress.advance(known - told)
        told = known
    return told


def _taken(take: Callable[[], tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """Shares until none waits: another thread may take the last one at any time."""
    while True:
        try:
            taken = take()
        except IndexError:
            return
        yield taken


@contextmanager
def _helpers(
    count: int, work: Callable[[Item], Value], waiting: _Waiting, done: dict[int, list[Value]]
) -> Iterator[list[threading.Thread]]:
    """Threads that have so many processes do shares from the front; whatever happens, none of them stays."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with suppress(OSError):  # without a helper it only takes longer
            processes.extend(_start(work) for _ in range(count))
        threads = [threading.Thread(target=_drive, args=(each, waiting, done), daemon=True) for each in processes]
        for thread in threads:
            thread.start()
        yield threads
    finally:
        for process in processes:
            process.kill()
            with process:
                pass


def _start(work: Callable[[Item], Value]) -> subprocess.Popen[bytes]:
    """In a process group of its own, so that Ctrl-C reaches the scan alone and the scan ends its helpers."""
    job = json.dumps([sys.path, work.__module__, work.__qualname__])
    return subprocess.Popen(  # noqa: S603 - this interpreter and a constant
        [sys.executable, "-c", _COMMAND, job],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if sys.platform == "win32" else 0,
    )


def _drive(process: subprocess.Popen[bytes], waiting: _Waiting, done: dict[int, list[Any]]) -> None:
    """Hand a process one share after the other; it gives back the one that it is lost over."""
    if process.stdin is None or process.stdout is None:
        return
    for number, share in _taken(waiting.popleft):
        try:
            process.stdin.write(packed(list(share)))
            process.stdin.flush()
            done[number] = pickle.load(process.stdout)  # noqa: S301 - from the process that this one started
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            waiting.append((number, share))
            return


def serve(module: str, name: str) -> None:
    """What a helper does: answer each share with its values, until the line closes."""
    work = getattr(import_module(module), name)
    # Whatever prints must not print into the answers.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers, suppress(EOFError, OSError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        while True:
            share = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
            answers.write(packed([work(item) for item in share]))
            answers.flush()
