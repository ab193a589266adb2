"""All that a running server holds, from its start to its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request

from dedup.serving.archive import Archive
from dedup.serving.desk import Desk
from dedup.serving.faults import RefusedError
from dedup.serving.options import Options
from dedup.serving.reports import Kept, Reports
from dedup.serving.tasks import Task
from dedup.serving.uploads import drafts_of

_SWEEP_SECONDS = 30.0
_ENDED = 499  # nobody reads this answer


class Service:
    """Checks drafts and keeps their reports for a while; ``running`` is its life."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.archive = Archive(options.index)
        self.reports = Reports(options)
        self._desk = Desk(options)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the processes; at the end, end them and remove all reports that nobody asked to keep."""
        self._desk.open()
        sweeping = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            sweeping.cancel()
            await self._desk.close()
            await self.archive.close()
            self.reports.close()

    async def check(self, request: Request, *, language: str | None, pasted: str) -> Kept:
        """Check the drafts of a request; raises ``RefusedError`` where that cannot be done."""
        folder = self.reports.new_folder()
        kept = self.options.keep is not None
        task = Task(folder, (), language, kept)
        try:
            task = Task(folder, await drafts_of(request, folder, self.options, pasted=pasted), language, kept)
            await self._unless_gone(request, task)
        except BaseException:
            task.forget()
            raise
        return self.reports.put(task)

    async def _unless_gone(self, request: Request, task: Task) -> None:
        """Have the task done, unless whoever asked goes away: then its place is free for others."""
        work, gone = asyncio.create_task(self._desk.check(task)), asyncio.create_task(_gone(request))
        try:
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise RefusedError(_ENDED, "cancelled", "the request was given up")
            work.result()
        finally:
            for each in (work, gone):
                each.cancel()
            with contextlib.suppress(asyncio.CancelledError, RefusedError):
                await work

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self.reports.sweep()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
