"""Worker processes for the formats whose parsers may crash, hang or swell on a hostile file.

Each worker is a fresh interpreter that speaks lines of JSON over pipes. It is not ``multiprocessing``: that would
import the caller's main module again in every worker and unpickle what a parser of hostile files sends. A worker
that does not answer in time is ended and another takes its place; only the file in its hands is lost.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from types import TracebackType

from dedup.errors import DedupError
from dedup.model import Skipped
from dedup.reading.discovery import FoundFile
from dedup.reading.formats import format_of
from dedup.reading.messages import READY, Reading, from_line
from dedup.settings import ReadingSettings

_FILES_A_WORKER = 6
_COMMAND = (
    "import json, sys; job = json.loads(sys.stdin.buffer.readline()); sys.path[:] = job['path']; "
    "from dedup.reading.worker import serve; serve(job['settings'], job['formats'])"
)


class WorkerPool:
    """Reads ``files`` in up to ``jobs`` processes while its owner does something else; ends them all on exit."""

    def __init__(self, files: Sequence[FoundFile], settings: ReadingSettings, jobs: int) -> None:
        """Plan the workers; they start on entering."""
        count = min(max(1, jobs), -(-len(files) // _FILES_A_WORKER))
        formats = sorted({format_of(file.path.name) or "txt" for file in files})
        self._files = files
        self._waiting: queue.SimpleQueue[FoundFile] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[FoundFile, Reading | Exception]] = queue.SimpleQueue()
        self._workers = [_Worker(settings, formats) for _ in range(count)]
        self._threads = [threading.Thread(target=self._drive, args=(worker,), daemon=True) for worker in self._workers]

    def __enter__(self) -> WorkerPool:
        """Begin to read."""
        for file in self._files:
            self._waiting.put(file)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers, whether they are done or the owner gave up."""
        for worker in self._workers:
            worker.end()
        for thread in self._threads:
            thread.join()

    def results(self) -> Iterator[tuple[FoundFile, Reading]]:
        """Each file with its reading, in the order in which they are done."""
        for _ in self._files:
            file, reading = self._done.get()
            if isinstance(reading, Exception):
                raise DedupError(f"{file.path} cannot be read: {reading}") from reading
            yield file, reading

    def _drive(self, worker: _Worker) -> None:
        """One thread for one worker; it never dies without an answer, since the scan waits for one per file."""
        while not worker.ended.is_set():
            try:
                file = self._waiting.get_nowait()
            except queue.Empty:
                break
            try:
                self._done.put((file, worker.read(file)))
            except Exception as error:
                self._done.put((file, error))
        worker.discard()


class _Worker:
    """One process at a time, started when there is something to read. One thread drives it; any may end it."""

    def __init__(self, settings: ReadingSettings, formats: Sequence[str]) -> None:
        self._timeout_seconds = settings.timeout_seconds
        self._greeting = {"path": sys.path, "settings": asdict(settings), "formats": list(formats)}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.ended = threading.Event()

    def read(self, file: FoundFile) -> Reading:
        """The file's reading; a skip where the process was lost over it."""
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self._timeout_seconds, _expire, (process, late))
        timer.start()
        reading = from_line(_ask(process, [os.fspath(file.path), file.relative]))
        timer.cancel()
        if reading is not None:
            return reading
        self.discard()
        if late.is_set():
            detail = f"no text after timeout_seconds = {self._timeout_seconds:g}; raise it or leave the file out"
        else:
            detail = "its parser crashed or took too much memory; save the file anew with the program that made it"
        return Skipped(file.relative, "malformed", detail)

    def end(self) -> None:
        """End the process at once and let none follow it; the driving thread then cleans up."""
        with self._lock:
            self.ended.set()
            if self._process is not None:
                self._process.kill()

    def discard(self) -> None:
        """Done with this process; the next file gets a new one."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:
                pass

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self.ended.is_set():
                raise DedupError("the reading was stopped")
            if self._process is not None:
                return self._process
            self._process = process = _start()
        if _ask(process, self._greeting) != READY:
            raise DedupError("a worker could not start; check that dedup and its dependencies are installed whole")
        return process


def _start() -> subprocess.Popen[bytes]:
    """In a process group of its own, so that Ctrl-C reaches the scan alone and the scan ends its workers."""
    return subprocess.Popen(  # noqa: S603 - this interpreter and a constant
        [sys.executable, "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if sys.platform == "win32" else 0,
    )


def _ask(process: subprocess.Popen[bytes], question: object) -> bytes:
    """The answer line, or what there is of it when the process is gone."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(json.dumps(question).encode("ascii") + b"\n")
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


def _expire(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()
