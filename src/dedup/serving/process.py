"""A process that checks drafts for the server, so that a check which takes too long can be ended.

Neither a compiled kernel nor a parser written in C can be asked to stop, and a thread cannot be ended from outside; a
process can, and all that it held goes with it. It speaks lines of JSON over pipes, like those of ``dedup.reading``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from dedup.configuration import to_mapping
from dedup.serving.faults import RefusedError
from dedup.serving.options import Options
from dedup.serving.tasks import Task

READY = b"ready\n"
_COMMAND = (
    "import json, sys; job = json.loads(sys.stdin.buffer.readline()); sys.path[:] = job['path']; "
    "from dedup.serving.worker import serve; serve(job)"
)


class Process:
    """One process at a time, started anew after it was ended; for one task at a time."""

    def __init__(self, options: Options) -> None:
        self._greeting = {
            "path": sys.path,
            "index": os.fspath(options.index),
            "settings": to_mapping(options.settings),
            "common": [os.fspath(path) for path in options.common],
            "timeout_seconds": options.timeout_seconds,
            "manifest": os.fspath(options.manifest) if options.manifest else None,
            "dismissals": [os.fspath(options.dismissals)] if options.dismissals else [],
        }
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Have a process that is ready; the first time on a machine its kernels are compiled, which takes a minute."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                await self._start()

    async def _start(self) -> None:
        # in a process group of its own, so that Ctrl-C reaches the server alone, which ends its workers
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _COMMAND),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            process_group=None if sys.platform == "win32" else 0,
        )
        if await self._ask(self._greeting) != READY:
            await self.end()
            raise RefusedError(500, "failed", "a checking process could not start; see that the index can be read")

    async def check(self, task: Task) -> None:
        """Have the task done; raises the ``RefusedError`` that the process answers with, or one where it is lost."""
        question = {
            "folder": os.fspath(task.folder),
            "drafts": [(os.fspath(path), name) for path, name in task.drafts],
            "language": task.language,
            "kept": task.kept,
        }
        line = await self._ask(question)
        if not line.endswith(b"\n"):
            await self.end()
            raise RefusedError(
                500, "failed", "the check ended before its time; the draft may be too much for this machine"
            )
        answer = json.loads(line)
        if answer:
            raise RefusedError(answer["status"], answer["error"], answer["detail"])

    async def end(self) -> None:
        """End the process at once; the next start makes another."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ask(self, question: Mapping[str, Any]) -> bytes:
        """The answer line, or what there is of it where the process is gone."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return b""
        try:
            process.stdin.write(json.dumps(question).encode("ascii") + b"\n")
            await process.stdin.drain()
            return await process.stdout.readline()
        except OSError:
            return b""
        except ValueError:  # an answer longer than a line may be
            return b""
