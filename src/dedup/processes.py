"""Work of pure Python spread over processes, since threads take turns at one interpreter.

Each helper is sent shares of the items and sends their values back; this process works meanwhile, and takes over where
a helper fails.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, Final, TypeVar, get_type_hints

from dedup.helpers import Ask, helpers, line_to_the_parent, received, send, taken
from dedup.packing import packed, unpacked
from dedup.progress import Progress, Silent
from dedup.workers import map_in_order

Item = TypeVar("Item")
Value = TypeVar("Value")
_Waiting = deque[tuple[int, Sequence[Any]]]

_ITEMS_A_SHARE: Final = 25


@contextmanager
def begun_in_processes(
    work: Callable[[Item], Value], items: Sequence[Item], jobs: int
) -> Iterator[Callable[[Progress | None], list[Value]]]:
    """``work``, a function of a module, of each item, begun in the helpers while this process does something else.

    What the block is given does the rest here too, and returns the values in order; in this process alone where
    ``jobs`` is 1. A helper takes half a second to start. The annotations of ``work`` say what its item and its value
    are: what ``dedup.packing`` knows.
    """
    shares = [items[start : start + _ITEMS_A_SHARE] for start in range(0, len(items), _ITEMS_A_SHARE)]
    if min(jobs, len(shares)) < 2:
        yield partial(map_in_order, work, items, 1)
        return
    waiting: _Waiting = deque(enumerate(shares))
    done: dict[int, list[Value]] = {}
    job = (__name__, serve.__name__, work.__module__, work.__qualname__)
    drive = partial(_drive, kind=_kinds(work)[1], waiting=waiting, done=done)
    with helpers(min(jobs, len(shares)) - 1, job, drive) as threads:

        def values(progress: Progress | None) -> list[Value]:
            told = _work_off(work, waiting, done, progress or Silent())
            for thread in threads:
                thread.join()
            _work_off(work, waiting, done, Silent())  # what a helper that failed has given back
            if progress is not None:
                progress.advance(len(items) - told)
            return [value for number in range(len(shares)) for value in done[number]]

        yield values


def _kinds(work: Callable[..., Any]) -> tuple[Any, Any]:
    """The types of a share and of its values."""
    hints = get_type_hints(work)
    value = hints.pop("return")
    (item,) = hints.values()
    return list[item], list[value]  # type: ignore[valid-type]


def _work_off(
    work: Callable[[Item], Value], waiting: _Waiting, done: dict[int, list[Value]], progress: Progress
) -> int:
    """Do the shares from the back until none waits; how many items ``progress`` was told of, the helpers' too."""
    told = 0
    for number, share in taken(waiting.pop):
        done[number] = [work(item) for item in share]
        known = sum(map(len, list(done.values())))
        progress.advance(known - told)
        told = known
    return told


def _drive(ask: Ask, *, kind: Any, waiting: _Waiting, done: dict[int, list[Any]]) -> None:
    """Hand a process one share after the other, from the front; it gives back the one that it is lost over."""
    for number, share in taken(waiting.popleft):
        try:
            done[number] = unpacked(ask(packed(list(share))), kind)
        except (OSError, EOFError, ValueError, TypeError):
            waiting.append((number, share))
            return


def serve(module: str, name: str) -> None:
    """What a helper does: answer each share with its values, until the line closes."""
    work = getattr(import_module(module), name)
    share, _ = _kinds(work)
    with line_to_the_parent() as (line, answers):
        while True:
            send(answers, packed([work(item) for item in unpacked(received(line), share)]))
