"""Paths and globs of a manifest, matched name by name, so that no glob can take long."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ANY_FOLDERS: Final = "**"


def plain_path(path: str) -> str:
    """A path as manifests and results are compared: NFC, with ``/`` between names and no ``./`` before them."""
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./")


def is_glob(path: str) -> bool:
    """Whether a manifest's path can stand for several files."""
    return path.endswith("/") or any(mark in path for mark in "*?[")


@dataclass(frozen=True, slots=True)
class PathGlob:
    """A glob ready for matching: a pattern for each name, ``None`` for any number of folders."""

    names: tuple[re.Pattern[str] | None, ...]

    def matches(self, path: str) -> bool:
        """Whether the glob stands for ``path``, which is plain."""
        return _covers(self.names, path.split("/"))


def compile_glob(glob: str) -> PathGlob:
    """``*``, ``?`` and ``[…]`` match inside a name, ``**`` any number of folders, a slash at the end all in a folder.

    A glob of one name matches files of that name in any folder.
    """
    names = glob.split("/")
    if names[-1] in ("", _ANY_FOLDERS):
        names[-1:] = [_ANY_FOLDERS, "*"]
    if len(names) == 1:
        names.insert(0, _ANY_FOLDERS)
    # fnmatch's patterns never go back over a star once the text after it is found.
    return PathGlob(tuple(None if name == _ANY_FOLDERS else re.compile(fnmatch.translate(name)) for name in names))


def _covers(patterns: Sequence[re.Pattern[str] | None], names: Sequence[str]) -> bool:
    """Whether the patterns take all names; on a misfit the last ``**`` takes one name more, and none before it does."""
    at, name, star, taken = 0, 0, -1, 0
    while name < len(names):
        pattern = patterns[at] if at < len(patterns) else None
        if at < len(patterns) and pattern is None:
            star, taken, at = at, name, at + 1
        elif pattern is not None and pattern.match(names[name]):
            at, name = at + 1, name + 1
        elif star >= 0:
            taken += 1
            at, name = star + 1, taken
        else:
            return False
    return all(pattern is None for pattern in patterns[at:])
