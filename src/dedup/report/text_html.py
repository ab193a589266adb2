"""The full text of a document as HTML: paragraphs kept, reused segments marked, by joining strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape as escape_attribute
from itertools import pairwise

from dedup.model import Span
from dedup.report.categories import CATEGORIES, SYMBOLS
from dedup.report.segments import Mark, Segment
from dedup.report.visible import escape

CHIPS_SHOWN = 4
_BETWEEN = "</p>\n<p>"


def text_html(
    text: str,
    segments: Sequence[Segment],
    headings: Sequence[Span] = (),
    pages: Sequence[int] = (),
    page_word: str = "",
) -> str:
    """One ``<p>`` a line of ``text``; marks and headings that run over a line end are closed and opened again."""
    pieces = _Pieces(text, segments, headings, pages, page_word)
    return f"<p>{''.join(pieces.html())}</p>"


class _Pieces:
    """Walks a text from border to border; a border is an end of a segment or heading, or the start of a page."""

    def __init__(
        self, text: str, segments: Sequence[Segment], headings: Sequence[Span], pages: Sequence[int], page_word: str
    ) -> None:
        self.text = text
        self.segments = segments
        self.headings = headings
        self.pages = {start: number for number, start in enumerate(pages, 1)}
        self.page_word = page_word

    def html(self) -> Iterator[str]:
        covering, heading = iter(self.segments), iter(self.headings)
        segment, title = next(covering, None), next(heading, None)
        for start, end in pairwise(self._borders()):
            while segment is not None and segment.end <= start:
                segment = next(covering, None)
            while title is not None and title.end <= start:
                title = next(heading, None)
            if start in self.pages:
                yield f'<span class="pg">{escape(self.page_word)} {self.pages[start]}</span>'
            body = escape(self.text[start:end])
            yield from self._piece(start, body, segment, title is not None and title.start <= start)

    def _borders(self) -> list[int]:
        length = len(self.text)
        borders = {0, length, *self.pages}
        for segment in self.segments:
            borders.update((segment.start, segment.end))
        for span in self.headings:
            borders.update((span.start, span.end))
        return sorted(border for border in borders if 0 <= border <= length)

    def _piece(self, start: int, body: str, segment: Segment | None, heading: bool) -> Iterator[str]:
        marked = segment is not None and segment.start <= start
        if segment is not None and marked and segment.start == start:
            yield from _chips(segment.beginning)
        opening, closing = _tags(segment if marked else None, heading)
        if not opening:
            yield body.replace("\n", _BETWEEN)
            return
        yield _BETWEEN.join(opening + line + closing if line else "" for line in body.split("\n"))


def _tags(segment: Segment | None, heading: bool) -> tuple[str, str]:
    opening, closing = ('<b class="h">', "</b>") if heading else ("", "")
    if segment is None:
        return opening, closing
    numbers = " ".join(map(str, segment.numbers))
    mark = f'<mark class="{segment.category} {segment.kind}" data-s="{numbers}">'
    return opening + mark, "</mark>" + closing


def _chips(marks: Iterable[Mark]) -> Iterator[str]:
    """The numbers of the sources that begin here, each a link to the passage side by side."""
    chips = [_chip(mark) for mark in marks if mark.anchor is not None]
    if not chips:
        return
    shown, more = chips[:CHIPS_SHOWN], chips[CHIPS_SHOWN:]
    yield f'<sup class="n">{" ".join(shown)}'
    if more:
        yield f' <span class="more" data-n="+{len(more)}">{" ".join(more)}</span>'
    yield "</sup>"


def _chip(mark: Mark) -> str:
    category = CATEGORIES[mark.rank]
    href = f"../{mark.href}" if mark.href else f"#s{mark.number}"
    words = f"{SYMBOLS[category]}{mark.number}"
    return f'<a class="{category}" id="{mark.anchor}" href="{escape_attribute(href)}">{words}</a>'
