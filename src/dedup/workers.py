"""Work spread over threads, results in the order of the work.

The kernels release the interpreter's lock, so threads use all cores and share the texts without copies.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dedup.progress import Progress

Item = TypeVar("Item")
Value = TypeVar("Value")
Other = TypeVar("Other")


def available_cores() -> int:
    """Cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    work: Callable[[Item], Value], items: Sequence[Item], jobs: int, progress: Progress | None = None
) -> list[Value]:
    """``work`` of each item, in order; an error or Ctrl-C cancels what has not begun."""
    if jobs <= 1 or len(items) <= 1:
        return list(_counted(map(work, items), progress))
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        try:
            return list(_counted(pool.map(work, items), progress))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def side_by_side(one: Callable[[], Value], other: Callable[[], Other], jobs: int) -> tuple[Value, Other]:
    """What both give: at the same time where there are ``jobs`` for it, else one after the other."""
    if jobs <= 1:
        return one(), other()
    with ThreadPoolExecutor(max_workers=1) as pool:
        beside = pool.submit(other)
        return one(), beside.result()


def _counted(values: Iterable[Value], progress: Progress | None) -> Iterable[Value]:
    for value in values:
        yield value
        if progress is not None:
            progress.advance()
