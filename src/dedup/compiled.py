"""The decorator of all kernels: compiled once, without the interpreter's lock, kept on disk for the next run.

Numba renews a kernel's file when the module it stands in changes, but not when a kernel it calls, in another module,
does. So the kept files live in a folder named by a digest of all kernel sources.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from numba import config, njit

_KERNEL_FOLDERS: Final = ("alignment", "fingerprint", "text")


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` compiled by numba in nopython mode when first called with given types."""
    before = config.CACHE_DIR
    config.CACHE_DIR = _folder()
    try:
        kernel: Callable[..., Any] = njit(cache=True, nogil=True)(function)
    finally:
        config.CACHE_DIR = before
    return kernel


@cache
def _folder() -> str:
    """Where kernels of these very sources are kept: beside them, or in the user's cache if that cannot be written."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for folder in _KERNEL_FOLDERS:
        for source in sorted((package / folder).glob("*.py")):
            digest.update(source.read_bytes())
    base = Path(config.CACHE_DIR) if config.CACHE_DIR else package / "__pycache__"
    if not _can_write(base):
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dedup"
    return str(base / f"kernels-{digest.hexdigest()[:16]}")


def _can_write(folder: Path) -> bool:
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return os.access(existing, os.W_OK)
