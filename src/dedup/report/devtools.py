"""A Chromium that is kept running and told what to do over a pair of pipes, with a limit to the wait for each answer.

This is the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) with ``--remote-debugging-pipe``:
JSON messages with a zero byte after each, to the browser's descriptor 3 and from its descriptor 4. No port is opened.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Final

from dedup.errors import DedupError

SUPPORTED: Final = sys.platform != "win32"
"""Whether a program can be started with descriptors 3 and 4."""
_IN, _OUT = 3, 4
_CHUNK: Final = 1 << 20
_ENDS: Final = ("Inspector.detached", "Inspector.targetCrashed")
Message = dict[str, Any]


class StoppedError(DedupError):
    """The browser gave no answer in time, or ended."""


class DevTools:
    """A running browser; it ends with the ``with`` block, whatever happens in it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start ``command``, an absolute path and its arguments; the browser has a process group of its own."""
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        # Above 4, so that none is overwritten before it is copied to its place.
        high = [_moved(descriptor) for descriptor in (theirs_in, theirs_out)]
        try:
            self._process = _started(command, high[0], high[1])
        finally:
            for descriptor in high:
                os.close(descriptor)
        self._buffer = bytearray()
        self._events: deque[Message] = deque()
        self._number = 0

    def __enter__(self) -> DevTools:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser and all that it started."""
        os.close(self._to)
        os.close(self._from)
        with suppress(OSError):  # it may have ended by itself
            os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def call(self, method: str, deadline: float, session: str = "", **parameters: object) -> Message:
        """The result of a command; ``deadline`` as ``time.monotonic``. Raises ``StoppedError`` where there is none."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters}
        self._send({**message, "sessionId": session} if session else message)
        while True:
            answer = self._receive(deadline)
            if answer.get("id") == number:
                break
            if session and answer.get("sessionId") == session and answer.get("method") in _ENDS:
                raise StoppedError("the page ended")
            self._events.append(answer)
        if "error" in answer:
            raise StoppedError(f"the browser refused {method}: {answer['error'].get('message', '')}")
        result: Message = answer["result"]
        return result

    def wait(self, event: str, deadline: float, session: str) -> None:
        """Wait until the browser has told of an event since the last ``forget``."""
        while True:
            told = self._events.popleft() if self._events else self._receive(deadline)
            if told.get("sessionId") == session and told.get("method") in (event, *_ENDS):
                break
        if told["method"] != event:
            raise StoppedError("the page ended")

    def forget(self) -> None:
        """Pass over what was told so far."""
        self._events.clear()

    def _send(self, message: Message) -> None:
        rest = memoryview(json.dumps(message).encode() + b"\0")
        try:
            while rest:
                rest = rest[os.write(self._to, rest) :]
        except OSError as error:
            raise StoppedError("the browser ended") from error

    def _receive(self, deadline: float) -> Message:
        searched = 0
        while (end := self._buffer.find(b"\0", searched)) < 0:
            searched = len(self._buffer)
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise StoppedError("the browser took too long")
            chunk = os.read(self._from, _CHUNK)
            if not chunk:
                raise StoppedError("the browser ended")
            self._buffer += chunk
        message: Message = json.loads(self._buffer[:end])
        del self._buffer[: end + 1]
        return message


def _moved(descriptor: int) -> int:
    import fcntl

    high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return high


def _started(command: Sequence[str], theirs_in: int, theirs_out: int) -> int:
    actions = [
        (os.POSIX_SPAWN_DUP2, theirs_in, _IN),
        (os.POSIX_SPAWN_DUP2, theirs_out, _OUT),
        *((os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in (0, 1, 2)),
    ]
    return os.posix_spawn(command[0], list(command), dict(os.environ), file_actions=actions, setpgroup=0)
