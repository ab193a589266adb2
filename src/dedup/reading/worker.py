"""What runs inside a worker process: answers each file's path with its reading, one line of JSON each."""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from pathlib import Path
from typing import Any

from dedup.reading.document import read_or_skip
from dedup.reading.formats import reader_of
from dedup.reading.messages import READY, to_line
from dedup.settings import ReadingSettings

_MEMORY_LIMIT = 2 << 30
_GRACE_SECONDS = 5


def serve(settings: dict[str, Any], formats: list[str]) -> None:
    """Answer until the pipe closes. Before the first file the parsers are imported, so that it is not timed for it."""
    reading = ReadingSettings(**{name: _frozen(value) for name, value in settings.items()})
    # Parsers written in C may print; only this copy of standard output leads to the scan.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _limit_memory()
        for format_name in formats:
            reader_of(format_name)
        answers.write(READY)
        answers.flush()
        for line in sys.stdin.buffer:
            path, relative = json.loads(line)
            _end_when_stuck(reading.timeout_seconds)
            answers.write(to_line(read_or_skip(Path(path), relative, reading)))
            answers.flush()


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _limit_memory() -> None:
    """A file that swells without end fails in here, before the machine does."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _MEMORY_LIMIT if hard == resource.RLIM_INFINITY else min(_MEMORY_LIMIT, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _end_when_stuck(timeout_seconds: float) -> None:
    """The scan ends a late worker; this ends one whose scan is gone and cannot."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(timeout_seconds) + _GRACE_SECONDS)
