"""Takes tasks to processes: so many at a time, a few more in line, each for no longer than allowed."""

from __future__ import annotations

import asyncio
import contextlib

from dedup.serving.faults import RefusedError
from dedup.serving.options import Options
from dedup.serving.process import Process
from dedup.serving.tasks import Task


class Desk:
    """Lives on one event loop, between ``open`` and ``close``."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._processes = [Process(options) for _ in range(options.jobs)]
        self._idle: asyncio.LifoQueue[Process] = asyncio.LifoQueue()  # the one that worked last knows most
        self._waiting = 0
        self._starting: asyncio.Task[None] | None = None
        self._restarting: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        """Begin to start the processes, one after another: the first leaves compiled kernels on disk for the others."""
        self._starting = asyncio.create_task(self._start())

    async def close(self) -> None:
        """End all processes, whatever they are doing."""
        tasks = [task for task in (self._starting, *self._restarting) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for process in self._processes:
            await process.end()

    async def check(self, task: Task) -> None:
        """Have a task done; raises ``RefusedError`` where it cannot be, takes too long or there are too many in line.

        A check that is cancelled or late loses its process, so that its place is free at once.
        """
        process = await self._next()
        try:
            await process.start()  # the wait for a new process is not counted against the draft
            await self._timed(process, task)
        except BaseException as error:
            if not isinstance(error, RefusedError) or error.error == "timeout":
                await asyncio.shield(process.end())
                self._restart(process)
            raise
        finally:
            self._idle.put_nowait(process)

    async def _timed(self, process: Process, task: Task) -> None:
        limit = self._options.timeout_seconds
        try:
            async with asyncio.timeout(limit):
                await process.check(task)
        except TimeoutError:
            # Not 408: a browser sends a request that got that on a kept connection once more by itself.
            said = f"the check took more than {limit:g} seconds; check a part of the draft, or raise --timeout"
            raise RefusedError(503, "timeout", said) from None

    async def _next(self) -> Process:
        """An idle process; those in line wait no longer than one check may take."""
        busy = RefusedError(503, "busy", "too many drafts are being checked; try again in a moment")
        if self._idle.empty() and self._waiting >= self._options.waiting:
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._options.timeout_seconds if self._started else None):
                return await self._idle.get()
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1

    @property
    def _started(self) -> bool:
        return self._starting is None or self._starting.done()

    async def _start(self) -> None:
        for process in self._processes:
            with contextlib.suppress(RefusedError):  # who is handed this process tries again, and is told
                await process.start()
            self._idle.put_nowait(process)

    def _restart(self, process: Process) -> None:
        """Start another process in the background; who is handed it before it is there waits in ``start``."""
        task = asyncio.create_task(_started_again(process))
        self._restarting.add(task)
        task.add_done_callback(self._restarting.discard)


async def _started_again(process: Process) -> None:
    with contextlib.suppress(RefusedError):
        await process.start()
