"""A text as paragraphs, sentences and quotations, with the questions that citations ask of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.judgement.quoting.marks import Piece
from dedup.model import Span


@dataclass(frozen=True, slots=True)
class Layout:
    """``paragraphs``, ``sentences`` and ``pieces`` (quotations) are each disjoint and in order."""

    text: str
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    pieces: Sequence[Piece]

    def paragraph(self, place: int) -> int:
        """Index of the paragraph that holds ``place``, or of the last before it."""
        return max(0, bisect_right(self.paragraphs, place, key=_start) - 1)

    def sentence(self, place: int) -> int:
        """Index of the sentence that holds ``place``, or of the last before it."""
        return max(0, bisect_right(self.sentences, place, key=_start) - 1)

    def piece_after(self, place: int) -> Piece | None:
        """The first quotation that begins at ``place`` or later."""
        index = bisect_left(self.pieces, place, key=_begin)
        return self.pieces[index] if index < len(self.pieces) else None

    def piece_at(self, place: int) -> Piece | None:
        """The last quotation that begins at ``place`` or before."""
        index = bisect_right(self.pieces, place, key=_begin) - 1
        return self.pieces[index] if index >= 0 else None

    def pieces_in(self, span: Span) -> Sequence[Piece]:
        """The quotations that overlap ``span``."""
        first = bisect_right(self.pieces, span.start, key=_end)
        return self.pieces[first : max(first, bisect_left(self.pieces, span.end, key=_begin))]


def _start(span: Span) -> int:
    return span.start


def _begin(piece: Piece) -> int:
    return piece.span.start


def _end(piece: Piece) -> int:
    return piece.span.end
