"""Where a reader finds a place of a text: by line and column, by page, or by character."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from dedup.model import Document, Span

_WITH_LINES: Final = frozenset({"txt", "md", "text"})


@dataclass(frozen=True, slots=True)
class Region:
    """A span as lines and columns (code points), all from 1; the end column is the one after the last character."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


class Lines:
    """Places of a text by line; a line ends at LF or CR LF, as editors count; ``first`` numbers the first."""

    def __init__(self, text: str, first: int = 1) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._first = first

    def region(self, span: Span) -> Region:
        """Where a span of the text begins and ends."""
        return Region(*self._place(span.start), *self._place(span.end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset) - 1
        return line + self._first, offset - self._starts[line] + 1


def has_lines(document: Document) -> bool:
    """Whether the text is that of a file with lines."""
    return document.format in _WITH_LINES


def lines_of(document: Document) -> Lines | None:
    """Lines as the file has them; ``None`` where the text was taken out of a file that has none of its own."""
    return Lines(document.text, document.first_line) if has_lines(document) else None


def place_in_words(document: Document, span: Span, lines: Lines | None) -> str:
    """Where a reader finds the beginning of a span: its line, else its page, else its place in the extracted text."""
    if lines:
        return f"line {lines.region(span).first_line}"
    if document.pages:
        return f"page {max(1, bisect_right(document.pages, span.start))}"
    return f"character {span.start + 1:,}"
