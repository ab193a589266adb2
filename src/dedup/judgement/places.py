"""Where in a document a passage stands: at its head, at its foot, or between."""

from __future__ import annotations

from typing import Final, Literal

from dedup.model import Document, Span

Place = Literal["head", "foot", "middle"]
_SHARE: Final = 0.15
_LEAST: Final = 200
# A page's furniture does not grow with the article on it.
_MOST: Final = 500


def place_of(span: Span, document: Document) -> Place:
    """``head`` where the span ends, or ``foot`` where it begins, within an edge of the document.

    An edge is 15 % of the text, but 200 to 500 characters, and at most a third of a short text.
    """
    edge = min(_MOST, max(_LEAST, round(_SHARE * document.characters)), document.characters // 3)
    if span.end <= edge:
        return "head"
    return "foot" if span.start >= document.characters - edge else "middle"


def relative_place(span: Span, document: Document) -> float:
    """Where the middle of the span stands in the document, 0 to 1."""
    return (span.start + span.end) / (2 * max(1, document.characters))
