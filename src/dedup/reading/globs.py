"""Globs as .gitignore reads them, on paths relative to the scanned folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class _Glob:
    pattern: re.Pattern[str]
    folders_only: bool


@dataclass(frozen=True, slots=True)
class Globs:
    """Some globs together.

    One without a slash matches a name at any depth; one with a slash matches from the scanned folder; ``**`` stands
    for any number of folders; a slash at the end asks for a folder; what lies in a matched folder is matched.
    """

    globs: tuple[_Glob, ...] = ()

    def match_file(self, relative: str) -> bool:
        """Whether the file, or a folder it lies in, matches."""
        parents = list(accumulate(relative.split("/"), lambda path, name: f"{path}/{name}"))[:-1]
        return any(
            (not glob.folders_only and glob.pattern.fullmatch(relative) is not None)
            or any(glob.pattern.fullmatch(parent) for parent in parents)
            for glob in self.globs
        )

    def match_folder(self, relative: str) -> bool:
        """Whether the folder itself matches; its parents were asked before."""
        return any(glob.pattern.fullmatch(relative) for glob in self.globs)


def compile_globs(globs: Sequence[str]) -> Globs:
    """The globs ready for matching, in linear time whatever they hold."""
    return Globs(tuple(_compile(glob) for glob in globs if glob.strip("/")))


def _compile(glob: str) -> _Glob:
    body = glob.removesuffix("/").removeprefix("./")
    anchored = "/" in body
    pattern = _translate(body.removeprefix("/"))
    return _Glob(re.compile(pattern if anchored else f"(?:.*/)?{pattern}", re.S), glob.endswith("/"))


_PIECES = re.compile(r"(?:\A|(?<=/))\*\*/|/\*\*\Z|\*+|\?|\[!?\]?[^\]]*\]|.", re.S)


def _translate(glob: str) -> str:
    return "".join(_piece(piece) for piece in _PIECES.findall(glob))


def _piece(piece: str) -> str:
    if piece == "**/":
        return "(?:.*/)?"
    if piece == "/**":
        return "/.*"
    if piece.startswith("*"):
        return ".*" if piece == "**" else "[^/]*"
    if piece == "?":
        return "[^/]"
    if piece.startswith("[") and len(piece) > 2:
        inner = piece[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("&&", r"\&&").replace("||", r"\||")
        return f"(?!/)[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    return re.escape(piece)
