"""A whole process measured from outside: wall time, processor time and memory. For Linux and macOS."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.1
_KIB_PER_UNIT = 1024 if sys.platform == "darwin" else 1  # ru_maxrss: bytes on macOS, KiB on Linux


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took.

    ``peak_mib`` is the peak of its largest process, as the kernel counts it. ``tree_mib`` is the largest sum over
    the process and its workers seen in samples; what they share counts for each, so it is an upper bound. It is
    ``None`` where there is no /proc.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float
    tree_mib: float | None
    output: str


def dedup_command() -> str:
    """The ``dedup`` of this environment."""
    beside = Path(sys.executable).with_name("dedup")
    found = str(beside) if beside.exists() else shutil.which("dedup")
    if found is None:
        sys.exit("There is no dedup command beside this Python or on the PATH: install the project first.")
    return found


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None, codes: Sequence[int] = (0,)) -> Usage:
    """Run ``command`` to its end; exits with its messages unless it ends with one of the ``codes``."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
    )
    sampler = _Sampler(process.pid)
    sampler.start()
    output = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout:
        process.stdout.close()
    tree = sampler.stop()
    if process.returncode not in codes:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    peak = used.ru_maxrss / _KIB_PER_UNIT / 1024
    return Usage(wall, used.ru_utime + used.ru_stime, peak, max(tree, peak) if tree else None, output)


class _Sampler(threading.Thread):
    """Looks at the memory of a process and all below it, ten times a second."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._done = threading.Event()
        self._most_mib = 0.0

    def run(self) -> None:
        while Path("/proc/self/statm").exists() and not self._done.wait(_SAMPLE_SECONDS):
            self._most_mib = max(self._most_mib, sum(map(_resident_mib, _tree(self._root))))

    def stop(self) -> float:
        self._done.set()
        self.join()
        return self._most_mib


def _tree(root: int) -> set[int]:
    parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    tree, grown = {root}, True
    while grown:
        below = {process for process, parent in parents.items() if parent in tree} - tree
        tree |= below
        grown = bool(below)
    return tree


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _resident_mib(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
