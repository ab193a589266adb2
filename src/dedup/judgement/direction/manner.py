# mypy: allow-untyped-defs, allow-untyped-calls
"""The manner of a text: which points it uses, and whether its Han characters are the ones that folding keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dedup.compiled import compiled
from dedup.model import Span
from dedup.text import Folded
from dedup.text.folding import code_points

_NARROW: Final = tuple(map(ord, ",.;:!?"))
_WIDE: Final = tuple(map(ord, "，。；：！？"))
_FIRST_HAN: Final = 0x3400
_LAST_HAN: Final = 0x9FFF


@dataclass(frozen=True, slots=True)
class Manner:
    """Points ``,.;:!?`` (not those inside numbers) and ``，。；：！？``; Han characters, and those of them that folding
    changes.
    """

    narrow: int
    wide: int
    converted: int
    han: int

    @property
    def points(self) -> int:
        """All points."""
        return self.narrow + self.wide

    def without(self, part: Manner) -> Manner:
        """That of the text without one of its parts."""
        return Manner(
            self.narrow - part.narrow, self.wide - part.wide, self.converted - part.converted, self.han - part.han
        )


def manner_of(text: str, folded: Folded, span: Span, places: tuple[int, int]) -> Manner:
    """The manner of a text in ``span``; ``places`` are the folded characters, half-open, that come from there."""
    original = code_points(text[span.start : span.end])
    first, last = places
    converted, han = _han(original, folded.codes[first:last], folded.source[first:last], span.start)
    narrow, wide = _points(original)
    return Manner(int(narrow), int(wide), int(converted), int(han))


@compiled
def _points(original):
    narrow, wide = 0, 0
    for i in range(original.size):
        code = original[i]
        if code in _WIDE:
            wide += 1
        elif code in _NARROW:
            within = 0 < i < original.size - 1
            narrow += not (within and 0x30 <= original[i - 1] <= 0x39 and 0x30 <= original[i + 1] <= 0x39)
    return narrow, wide


@compiled
def _han(original, codes, source, start):
    converted, han = 0, 0
    for i in range(codes.size):
        if _FIRST_HAN <= codes[i] <= _LAST_HAN:
            han += 1
            converted += codes[i] != original[source[i] - start]
    return converted, han
