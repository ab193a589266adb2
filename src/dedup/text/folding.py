# mypy: allow-untyped-defs, allow-untyped-calls
"""Folding: one look-up over the whole text as an array of code points, with the map back to the source.

Two texts that print alike, or differ only in script, width, case, accents, punctuation and spacing, fold alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.text.characters import Kind, fold_character, kind_of
from dedup.text.marks import repeated_marks
from dedup.text.sounds import sound_of

_CODE_POINTS: Final = 0x110000
_UNSEEN: Final = 0xFFFFFFFF
_EXPANDED: Final = 0x80000000
_HIDDEN: Final = int(Kind.HIDDEN)
_LOOKALIKE: Final = int(Kind.LOOKALIKE)
_DENSE: Final = int(Kind.DENSE)
_LATIN: Final = int(Kind.LATIN)
_BETWEEN: Final = int(Kind.BETWEEN)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    ``codes``: ``uint32[n]``, the folded code points; ``source``: ``int32[n]``, for each the index of the code point
    of the source text it came from, never decreasing; ``breaks``: ``uint8[n]``, what ends right before each: 0 nothing,
    1 a word, 2 a sentence, 3 a line; ``sounds``: ``uint32[n]``, what each sounds like (``sounds.sound_of``).
    ``hidden``, ``lookalikes`` and ``marks`` are the places
    (``int32`` indices, or ``int32[m, 2]`` spans, into the source) of what folding repaired.
    """

    codes: NDArray[np.uint32]
    source: NDArray[np.int32]
    breaks: NDArray[np.uint8]
    sounds: NDArray[np.uint32]
    hidden: NDArray[np.int32]
    lookalikes: NDArray[np.int32]
    marks: NDArray[np.int32]

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The folded characters ``[start, end)`` as a string."""
        return bytes(self.codes[start:end].data).decode("utf-32-le", "surrogatepass")


class Folder:
    """Folds texts; remembers what each code point folds to, so one folder serves a whole scan and all its threads."""

    def __init__(self) -> None:
        import opencc

        self._table: NDArray[np.uint32] = np.full(_CODE_POINTS, _UNSEEN, dtype=np.uint32)
        self._sounds: NDArray[np.uint32] = np.full(_CODE_POINTS, _UNSEEN, dtype=np.uint32)
        self._kinds: NDArray[np.uint8] = np.zeros(_CODE_POINTS, dtype=np.uint8)
        self._expansions: list[tuple[int, ...]] = []
        self._learning = Lock()
        self._to_simplified: Any = opencc.OpenCC("t2s")

    def fold(self, text: str) -> Folded:
        """Fold ``text``; characters that are not letters or digits leave no trace but in the map."""
        original = code_points(text)
        codes = code_points(self._simplified(text))
        self._learn(original)
        self._learn(codes)
        marks = repeated_marks(text)
        kept, source = _kept(codes, self._table, marks)
        if kept.size and kept.max() >= _EXPANDED:
            kept, source = self._expand(kept, source)
        hidden, lookalikes = _traces(original, self._kinds)
        return Folded(kept, source, _breaks(codes, source, self._kinds), self._heard(kept), hidden, lookalikes, marks)

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
        unseen = _unseen(codes, self._table)
        if unseen.size:
            with self._learning:
                for code in np.unique(unseen).tolist():
                    self._kinds[code] = int(kind_of(code))
                    self._table[code] = self._entry(code)

    def _heard(self, codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
        unseen = _unseen(codes, self._sounds)
        if unseen.size:
            with self._learning:
                for code in np.unique(unseen).tolist():
                    self._sounds[code] = sound_of(code)
        sounds: NDArray[np.uint32] = self._sounds[codes]
        return sounds

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


@compiled
def _unseen(codes, table):
    """Those of ``codes`` that the table does not know yet."""
    found = np.empty(codes.size, dtype=np.uint32)
    count = 0
    for i in range(codes.size):
        if table[codes[i]] == _UNSEEN:
            found[count] = codes[i]
            count += 1
    return found[:count].copy()


@compiled
def _kept(codes, table, marks):
    """What the table makes of ``codes`` outside ``marks``, less what it drops, and the places it came from."""
    kept = np.empty(codes.size, dtype=np.uint32)
    source = np.empty(codes.size, dtype=np.int32)
    count, mark = 0, 0
    for i in range(codes.size):
        while mark < marks.shape[0] and i >= marks[mark, 1]:
            mark += 1
        if mark < marks.shape[0] and i >= marks[mark, 0]:
            continue
        folded = table[codes[i]]
        if folded != 0:
            kept[count], source[count] = folded, i
            count += 1
    return kept[:count].copy(), source[:count].copy()


@compiled
def _breaks(codes, source, kinds):
    """What ends before each folded character, by the characters that folding dropped between it and the one before."""
    breaks = np.zeros(source.size, dtype=np.uint8)
    for i in range(1, source.size):
        for j in range(source[i - 1] + 1, source[i]):
            code = codes[j]
            if code in (10, 13, 0x0B, 0x0C, 0x85, 0x2028, 0x2029):
                breaks[i] = 3
                break
            if code in (0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F, 0xFF1B, 0x3B, 0x2026):
                breaks[i] = 2
            elif code == 0x2E and j + 1 < codes.size and codes[j + 1] <= 0x20:
                breaks[i] = 2
            elif kinds[code] & _BETWEEN:
                breaks[i] = max(breaks[i], 1)
    return breaks


@compiled
def _traces(codes, kinds):
    """Places of invisible characters and of look-alike letters that somebody put inside words.

    An invisible character counts beside a Han or Latin letter or another invisible one (joiners inside other scripts
    are their own); a look-alike counts where it touches a Latin letter.
    """
    hidden = np.empty(codes.size, dtype=np.int32)
    lookalikes = np.empty(codes.size, dtype=np.int32)
    n_hidden, n_lookalikes = 0, 0
    for i in range(codes.size):
        kind = kinds[codes[i]]
        if not kind & (_HIDDEN | _LOOKALIKE):
            continue
        around = (kinds[codes[i - 1]] if i > 0 else 0) | (kinds[codes[i + 1]] if i + 1 < codes.size else 0)
        if kind & _HIDDEN and around & (_HIDDEN | _DENSE | _LATIN):
            hidden[n_hidden] = i
            n_hidden += 1
        elif kind & _LOOKALIKE and around & _LATIN:
            lookalikes[n_lookalikes] = i
            n_lookalikes += 1
    return hidden[:n_hidden].copy(), lookalikes[:n_lookalikes].copy()
