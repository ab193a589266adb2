"""The folders of kept kernels: the one in use is marked, those of earlier sources go after a while."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"kernels-[0-9a-f]{16}")
_A_DAY: Final = 86_400.0  # seconds
_UNUSED: Final = 30 * _A_DAY


def tend(folder: Path, now: float) -> None:
    """Mark the folder of these sources as used, and remove those beside it that were not for 30 days before ``now``
    (seconds since 1970). Both at most once a day, or where the folder is yet to be made.

    A folder's time of change is when it was last used, to a day. A process that runs on with an earlier one compiles
    anew what it no longer finds. Nothing that is not named as such a folder is touched, no link is followed, and what
    may not be removed stays.
    """
    with suppress(OSError):
        if now - folder.stat().st_mtime < _A_DAY:
            return
        os.utime(folder, (now, now))
    for other in _others(folder):
        with suppress(OSError):
            if now - other.stat(follow_symlinks=False).st_mtime > _UNUSED:
                shutil.rmtree(other.path, ignore_errors=True)


def _others(folder: Path) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder.parent) as entries:
        for entry in entries:
            if entry.name != folder.name and _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield entry
