"""Block quotations: paragraphs that begin with ``>``, in Markdown and mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.marks import Piece
from dedup.model import Span

_MARKED: Final = expression(r">(?!>>)")


def marked_blocks(text: str, paragraphs: Sequence[Span]) -> Iterator[Piece]:
    """Paragraphs in a row that begin with ``>``."""
    run: Span | None = None
    for paragraph in paragraphs:
        if _MARKED.match(text, paragraph.start):
            run = paragraph if run is None else run.merge(paragraph)
        elif run is not None:
            yield Piece(run, ">")
            run = None
    if run is not None:
        yield Piece(run, ">")
