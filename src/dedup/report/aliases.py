"""Names replaced in running sentences: one pass over the text, whatever the number of names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

KEY_CHARACTERS = 2
LEAST_CUT, LONGEST_CUT = 6, 200
"""A name of which so many characters stand before an ellipsis is taken for a name that was cut short."""


class Aliases:
    """Replaces each name by its alias; the longest name that stands at a place wins.

    A letter of a spaced script beside a name means that it is part of a longer word, and a name of one character is
    only one where no letter at all stands beside it.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        """Names that are empty are passed over."""
        self._aliases = {name: alias for name, alias in aliases.items() if name}
        self._sorted = sorted(self._aliases)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in self._sorted:
            lengths[name[:KEY_CHARACTERS]].add(len(name))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        self._seen: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text with all names replaced."""
        if text not in self._seen:
            self._seen[text] = self._replaced(text)
        return self._seen[text]

    def _replaced(self, text: str) -> str:
        pieces: list[str] = []
        at = 0
        while at < len(text):
            name, length = self._found(text, at)
            pieces.append(self._aliases[name] if length else text[at])
            at += length or 1
        return "".join(pieces)

    def _found(self, text: str, at: int) -> tuple[str, int]:
        """The name at a place and how many characters it takes there; 0 where there is none."""
        lengths = (*self._lengths.get(text[at : at + KEY_CHARACTERS], ()), *self._lengths.get(text[at], ()))
        for length in lengths:
            name = text[at : at + length]
            if name in self._aliases and _alone(text, at, at + len(name)):
                return name, len(name)
        return self._cut(text, at) if lengths else ("", 0)

    def _cut(self, text: str, at: int) -> tuple[str, int]:
        """The name of which the beginning stands here before an ellipsis."""
        end = text.find("…", at, at + LONGEST_CUT)
        if end - at < LEAST_CUT or not _alone(text, at, end):
            return "", 0
        rank = bisect_left(self._sorted, text[at:end])
        name = self._sorted[rank] if rank < len(self._sorted) else ""
        return (name, end - at) if name.startswith(text[at:end]) else ("", 0)


def _alone(text: str, start: int, end: int) -> bool:
    strict = end - start == 1
    return not (
        _joined(text[start - 1 : start], text[start], strict=strict)
        or _joined(text[end - 1], text[end : end + 1], strict=strict)
    )


def _joined(left: str, right: str, *, strict: bool) -> bool:
    if strict:
        return left.isalnum() and right.isalnum()
    return _spaced(left) and _spaced(right)


def _spaced(character: str) -> bool:
    """A letter or digit of a script that sets words apart (Latin, Greek, Cyrillic and their neighbours)."""
    return character.isalnum() and character < "\u0590"
