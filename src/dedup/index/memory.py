"""What a matcher remembers of the documents of an index from one check to the next, up to a number of characters.

Numbers are never given to another document, so texts and fingerprints stay true; counts do while the index is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.printing import Print
from dedup.index.schema import Totals
from dedup.model import Document
from dedup.text import Folded

_MOST_CHARACTERS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A document of the index, folded and with a fingerprint for alignment."""

    document: Document
    folded: Folded
    print: Print


@dataclass(frozen=True, slots=True)
class Often:
    """How often the index has what stands at each place of a text: ``int32[n]`` for the character, for it and the one
    before, for it and the two before; and ``int32[p]`` for each of its phrases.
    """

    singles: NDArray[np.int32]
    bigrams: NDArray[np.int32]
    trigrams: NDArray[np.int32]
    phrases: NDArray[np.int32]

    @classmethod
    def joined(cls, parts: Sequence[Often]) -> Often:
        """Those of several texts one after another."""
        columns = ([getattr(part, name) for part in parts] for name in cls.__slots__)
        return cls(*(np.concatenate(column) for column in columns))


class Memory:
    """Documents and counts by number; everything is forgotten at once where it becomes too much."""

    def __init__(self) -> None:
        self.texts: dict[int, Remembered] = {}
        self.often: dict[int, Often] = {}
        self._characters = 0
        self._counted_in: tuple[int, int, int] | None = None

    def of(self, totals: Totals, slots: int) -> None:
        """Forget counts that are not of an index of these totals, in tables of so many slots."""
        counted_in = (totals.state, totals.next, slots)
        if counted_in != self._counted_in:
            self.often.clear()
            self._counted_in = counted_in

    def keep(self, number: int, text: Remembered) -> None:
        """Remember a document."""
        self._characters += text.document.characters
        if self._characters > _MOST_CHARACTERS:
            self.texts.clear()
            self.often.clear()
            self._characters = text.document.characters
        self.texts[number] = text
