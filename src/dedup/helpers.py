"""Processes that help this one: fresh interpreters that answer messages over pipes.

They are no forks: a scan leaves threads behind that a fork would not survive. Nor are they ``multiprocessing``, which
would import the caller's main module again in every helper, and pickles. A message is its length in 8 bytes, then it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import IO, Final, TypeVar

Share = TypeVar("Share")
Ask = Callable[[bytes], bytes]

_LENGTH_BYTES: Final = 8
_COMMAND: Final = (
    "import json, sys; path, *job = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from dedup.helpers import run; run(*job)"
)


def taken(take: Callable[[], Share]) -> Iterator[Share]:
    """Shares until none waits: another thread may take the last one at any time."""
    while True:
        try:
            share = take()
        except IndexError:
            return
        yield share


@contextmanager
def helpers(count: int, job: tuple[str, ...], drive: Callable[[Ask], None]) -> Iterator[list[threading.Thread]]:
    """Threads that each ``drive`` a process; whatever happens, none of the processes stays.

    ``job`` is a module, a function of it, and what it is called with in the process. A helper takes half a second to
    start. What ``drive`` is given sends a message and returns the answer; it raises ``OSError`` or ``EOFError`` where
    the process is lost.
    """
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with suppress(OSError):  # without a helper it only takes longer
            processes.extend(_start(job) for _ in range(count))
        threads = [threading.Thread(target=drive, args=(_asking(each),), daemon=True) for each in processes]
        for thread in threads:
            thread.start()
        yield threads
    finally:
        for process in processes:
            process.kill()
            with suppress(OSError), process:  # closing may write what a message left behind
                pass


def _start(job: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """In a process group of its own, so that Ctrl-C reaches the scan alone and the scan ends its helpers."""
    return subprocess.Popen(  # noqa: S603 - this interpreter and a constant
        [sys.executable, "-c", _COMMAND, json.dumps([sys.path, *job])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if sys.platform == "win32" else 0,
    )


def _asking(process: subprocess.Popen[bytes]) -> Ask:
    def ask(message: bytes) -> bytes:
        if process.stdin is None or process.stdout is None:
            raise EOFError("no line to the process")
        send(process.stdin, message)
        return received(process.stdout)

    return ask


def send(line: IO[bytes], message: bytes) -> None:
    """Write a message."""
    line.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    line.write(message)
    line.flush()


def received(line: IO[bytes]) -> bytes:
    """Read a message; ``EOFError`` where its writer is gone."""
    head = line.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    message = line.read(length) if len(head) == _LENGTH_BYTES else b""
    if len(head) < _LENGTH_BYTES or len(message) < length:
        raise EOFError("the message breaks off")
    return message


def run(module: str, name: str, *arguments: str) -> None:
    """What a helper does: call the function of its job."""
    getattr(import_module(module), name)(*arguments)


@contextmanager
def line_to_the_parent() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """In a helper: where messages come from and where answers go, until the line closes."""
    # Whatever prints must not print into the answers.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers, suppress(EOFError, OSError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        yield sys.stdin.buffer, answers
