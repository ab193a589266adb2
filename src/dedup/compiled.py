"""The decorator of all kernels: compiled once, without the interpreter's lock, kept on disk for the next run.

Numba renews a kernel's file when the module it stands in changes, but not when a kernel it calls, in another module,
does. So the kept files live in a folder named by a digest of all kernel sources, and are never looked at again once
these change.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from numba import config, njit

from dedup.kept_kernels import KeptKernels
from dedup.kernel_folders import tend

_MARKS: Final = (b"@compiled\n", b"@intrinsic\n")
_FORMAT: Final = b"3"
"""Changes whenever what is kept of a kernel does."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` compiled by numba in nopython mode when first called with given types."""
    kernel: Any = njit(nogil=True)(function)
    folder = _folder()
    if folder:
        kernel._cache = KeptKernels(function, folder)
    return kernel  # type: ignore[no-any-return]


def kernels_are_kept() -> bool:
    """Whether kernels of these very sources were compiled before, so that this run need not."""
    folder = _folder()
    return folder is not None and any(Path(folder).rglob("*.nbi"))


@cache
def _folder() -> str | None:
    """Where kernels of these very sources are kept: beside them, else in the user's cache, else nowhere.

    Never in a folder that others can write to: the kept files are loaded as code.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256(_FORMAT)
    for source in sorted(package.rglob("*.py")):
        content = source.read_bytes()
        if any(mark in content for mark in _MARKS):
            digest.update(content)
    own = Path(config.CACHE_DIR) if config.CACHE_DIR else package / "__pycache__"
    of_user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dedup"
    base = next((place for place in (own, of_user) if _can_write(place)), None)
    if base is None:
        return None
    folder = base / f"kernels-{digest.hexdigest()[:16]}"
    tend(folder, time.time())
    return str(folder)


def _can_write(folder: Path) -> bool:
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return os.access(existing, os.W_OK)
