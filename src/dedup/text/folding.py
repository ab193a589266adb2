"""Folding: one look-up over the whole text as an array of code points, with the map back to the source.

Two texts that print alike, or differ only in script, width, case, accents, punctuation and spacing, fold alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.text.characters import Kind, fold_character, kind_of
from dedup.text.marks import repeated_marks

_CODE_POINTS: Final = 0x110000
_UNSEEN: Final = 0xFFFFFFFF
_EXPANDED: Final = 0x80000000


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    ``codes``: ``uint32[n]``, the folded code points; ``source``: ``int32[n]``, for each the index of the code point
    of the source text it came from, never decreasing. ``hidden``, ``lookalikes`` and ``marks`` are the places
    (``int32`` indices, or ``int32[m, 2]`` spans, into the source) of what folding repaired.
    """

    codes: NDArray[np.uint32]
    source: NDArray[np.int32]
    hidden: NDArray[np.int32]
    lookalikes: NDArray[np.int32]
    marks: NDArray[np.int32]

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The folded characters ``[start, end)`` as a string."""
        return bytes(self.codes[start:end].data).decode("utf-32-le", "surrogatepass")


class Folder:
    """Folds texts; remembers what each code point folds to, so one folder serves a whole scan.

    Not for use by several threads at once.
    """

    def __init__(self) -> None:
        import opencc

        self._table: NDArray[np.uint32] = np.full(_CODE_POINTS, _UNSEEN, dtype=np.uint32)
        self._kinds: NDArray[np.uint8] = np.zeros(_CODE_POINTS, dtype=np.uint8)
        self._expansions: list[tuple[int, ...]] = []
        self._to_simplified: Any = opencc.OpenCC("t2s")

    def fold(self, text: str) -> Folded:
        """Fold ``text``; characters that are not letters or digits leave no trace but in the map."""
        original = code_points(text)
        codes = code_points(self._simplified(text))
        self._learn(codes)
        marks = repeated_marks(text)
        folded = self._table[codes]
        for start, end in marks:
            folded[start:end] = 0
        source = np.flatnonzero(folded).astype(np.int32)
        kept = folded[source]
        if kept.size and kept.max() >= _EXPANDED:
            kept, source = self._expand(kept, source)
        self._learn(original)
        kinds = self._kinds[original]
        return Folded(kept, source, _hidden(kinds), _lookalikes(kinds), marks)

    def _simplified(self, text: str) -> str:
        """``text`` with traditional characters made simplified, in context, code point by code point.

        OpenCC knows words (乾燥 but 乾隆); what it maps to another length stays as it was.
        """
        if text.isascii():
            return text
        converted: str = self._to_simplified.convert(text) if _is_convertible(text) else ""
        if len(converted) == len(text):
            return converted
        return "\n".join(self._simplified_line(line) for line in text.split("\n"))

    def _simplified_line(self, line: str) -> str:
        if not _is_convertible(line):
            return line
        converted: str = self._to_simplified.convert(line)
        return converted if len(converted) == len(line) else line

    def _learn(self, codes: NDArray[np.uint32]) -> None:
        unseen = codes[self._table[codes] == _UNSEEN]
        for code in np.unique(unseen).tolist():
            self._table[code] = self._entry(code)
            self._kinds[code] = int(kind_of(code))

    def _entry(self, code: int) -> int:
        folded = fold_character(code)
        if len(folded) <= 1:
            return ord(folded) if folded else 0
        self._expansions.append(tuple(map(ord, folded)))
        return _EXPANDED + len(self._expansions) - 1

    def _expand(
        self, kept: NDArray[np.uint32], source: NDArray[np.int32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        places = np.flatnonzero(kept >= _EXPANDED)
        repeats = np.ones(kept.size, dtype=np.int64)
        expansions = [self._expansions[int(kept[place]) - _EXPANDED] for place in places]
        repeats[places] = [len(expansion) for expansion in expansions]
        starts = np.cumsum(repeats) - repeats
        wide = np.repeat(kept, repeats)
        for place, expansion in zip(places.tolist(), expansions, strict=True):
            wide[starts[place] : starts[place] + len(expansion)] = expansion
        return wide, np.repeat(source, repeats)


def code_points(text: str) -> NDArray[np.uint32]:
    """``uint32[len(text)]``: the code points of ``text`` (lone surrogates included)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _is_convertible(text: str) -> bool:
    """Whether OpenCC, which takes C strings, can be given ``text``."""
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _hidden(kinds: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Indices of invisible characters beside a Han or Latin character; joiners inside other scripts are their own."""
    hidden = np.flatnonzero(kinds & Kind.HIDDEN)
    visible = (kinds & (Kind.DENSE | Kind.LATIN)) > 0
    run = (kinds & Kind.HIDDEN) > 0
    beside = _neighbour(visible, hidden) | _neighbour(run, hidden)
    return hidden[beside].astype(np.int32)


def _lookalikes(kinds: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Indices of letters drawn like Latin ones that touch a Latin letter."""
    places = np.flatnonzero(kinds & Kind.LOOKALIKE)
    return places[_neighbour((kinds & Kind.LATIN) > 0, places)].astype(np.int32)


def _neighbour(flags: NDArray[np.bool_], places: NDArray[np.intp]) -> NDArray[np.bool_]:
    padded = np.concatenate(([False], flags, [False]))
    neighbours: NDArray[np.bool_] = padded[places] | padded[places + 2]
    return neighbours
