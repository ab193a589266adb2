"""The strip of a document: where reuse lies in it, from beginning to end, as bars that lead to the place."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.report.document_page import DocumentPage

STRIP_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """``x`` and ``width`` in thousandths of the text; ``start`` in characters; ``anchor`` the first match in it."""

    x: int
    width: int
    category: str
    start: int
    anchor: str | None
    sources: int


def strip_of(page: DocumentPage) -> tuple[Bar, ...]:
    """The reused stretches of a page; neighbours of one category are one bar."""
    bars: list[Bar] = []
    of = max(1, page.document.characters)
    for segment in page.segments:
        x = segment.start * STRIP_WIDTH // of
        end = min(STRIP_WIDTH, max(x + 2, -(-segment.end * STRIP_WIDTH // of)))
        start, sources = segment.start, len(segment.numbers)
        anchor = next((mark.anchor for mark in segment.beginning if mark.anchor), None)
        last = bars[-1] if bars else None
        if last and last.category == segment.category and x <= last.x + last.width:
            bars.pop()
            x, start, end = last.x, last.start, max(end, last.x + last.width)
            anchor, sources = last.anchor or anchor, max(sources, last.sources)
        bars.append(Bar(x, end - x, segment.category, start, anchor, sources))
    return tuple(bars)
