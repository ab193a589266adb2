"""Seconds by stage, kept by what the stages tell whoever watches."""

from __future__ import annotations

import sys
import time


class Clock:
    """A ``dedup.progress.Progress`` that measures; the stages also go to stderr if ``aloud``."""

    def __init__(self, *, aloud: bool = False) -> None:
        self._aloud = aloud
        self._began = self._last = time.perf_counter()
        self._name = ""
        self._seconds: dict[str, float] = {}

    def stage(self, name: str, total: int | None = None) -> None:
        """The running stage ends and ``name`` begins."""
        now = time.perf_counter()
        if self._name:
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._last
        self._name, self._last = name, now
        if self._aloud and name:
            print(f"{now - self._began:7.1f} s  {name}", file=sys.stderr)

    def advance(self, steps: int = 1) -> None:
        """Nothing to note."""

    def stop(self) -> dict[str, float]:
        """End the running stage; seconds by stage, and of the whole under ``total``."""
        self.stage("")
        return {**self._seconds, "total": time.perf_counter() - self._began}
