"""What a matcher remembers of the documents of an index from one check to the next, up to a number of characters.

Numbers are never given to another document, so what is remembered stays true whatever becomes of the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dedup.model import Document
from dedup.text import Folded

_MOST_CHARACTERS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A document of the index and its folded text."""

    document: Document
    folded: Folded


class Memory:
    """Documents by number; all are forgotten at once where they become too much."""

    def __init__(self) -> None:
        self.texts: dict[int, Remembered] = {}
        self._characters = 0

    def keep(self, number: int, text: Remembered) -> None:
        """Remember a document."""
        self._characters += text.document.characters
        if self._characters > _MOST_CHARACTERS:
            self.texts.clear()
            self._characters = text.document.characters
        self.texts[number] = text
