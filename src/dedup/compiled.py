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
from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.runtime import rtsys

_MARKS: Final = (b"@compiled\n", b"@intrinsic\n")
_FORMAT: Final = b"2"
"""Changes whenever what is kept of a kernel does."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` compiled by numba in nopython mode when first called with given types."""
    folder = _folder()
    before = config.CACHE_DIR
    config.CACHE_DIR = folder or before
    try:
        kernel: Any = njit(nogil=True)(function)
        if folder:
            kernel._cache = _Kept(function)
    finally:
        config.CACHE_DIR = before
    return kernel  # type: ignore[no-any-return]


class _WithoutNumba(CompileResultCacheImpl):  # type: ignore[misc]
    """Keeps of a kernel what runs it. Numba names as well the modules of its own that the kernel was compiled from, so
    that they are loaded with it, and with them all that numba knows of numpy and scipy.linalg, which nothing then uses.
    """

    def reduce(self, compiled_kernel: Any) -> tuple[Any, ...]:
        """What is written to the disk."""
        *parts, environments = compiled_kernel._reduce()
        return *parts, tuple(each for each in environments if not each.globals["__name__"].startswith("numba."))


class _Kept(FunctionCache):  # type: ignore[misc]
    """Numba's cache of kernels on disk, but that reading one does not load what only compiling one needs, which took a
    third of the time of a short command. Memory for arrays must be ready; the compiler loads the rest if it is called.
    """

    _impl_class = _WithoutNumba

    def load_overload(self, sig: object, target_context: object) -> Any:
        """The kernel for these types, ``None`` where it is not kept."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)


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
    return None if base is None else str(base / f"kernels-{digest.hexdigest()[:16]}")


def _can_write(folder: Path) -> bool:
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return os.access(existing, os.W_OK)
