"""The full text of a document as HTML: paragraphs kept, reused segments marked, by joining strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from dedup.model import Span
from dedup.report.annotations import NoticeView, ZoneView
from dedup.report.excerpts import gaps
from dedup.report.marks_html import Signs, chips, tags
from dedup.report.segments import Segment
from dedup.report.visible import escape

PART_CHARACTERS = 6000
"""A longer text is laid out in parts of about so many characters, of which a browser draws those in view."""
LINE_CHARACTERS = 20_000
"""A longer line goes on in another paragraph: the time to lay one out grows with its square."""
_BETWEEN = "</p>\n<p>"
_GOES_ON = '</p>\n<p class="on">'


class _Placed(Protocol):
    """What has a span in the text: a zone, a stretch that is left out."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text and everything that is marked in it; ``shown`` are the stretches to print, all of it where empty."""

    text: str
    segments: Sequence[Segment] = ()
    headings: Sequence[Span] = ()
    pages: Sequence[int] = ()
    zones: Sequence[ZoneView] = ()
    notices: Sequence[NoticeView] = ()
    shown: Sequence[Span] = ()

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The stretches that are left out."""
        return gaps(len(self.text), self.shown) if self.shown else ()


def text_html(layout: Layout, signs: Signs) -> str:
    """One ``<p>`` a line of the text; marks and headings that run over a line end are closed and opened again."""
    html = f"<p>{''.join(_Pieces(layout, signs).html())}</p>"
    return html if len(html) < 4 * PART_CHARACTERS else _in_parts(html)


def _in_parts(html: str) -> str:
    """The paragraphs in groups that a browser can leave out of its layout while they are not in view."""
    parts: list[list[str]] = [[]]
    size = 0
    for line in html.split("\n"):
        if size > PART_CHARACTERS:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line)
    return "\n".join('<div class="part">' + "\n".join(part) + "</div>" for part in parts)


class _Cursor(Generic[Item]):
    """The one of some disjoint stretches, in order, that covers a place that only moves on."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = iter(items)
        self._item = next(self._items, None)

    def at(self, start: int) -> Item | None:
        while self._item is not None and self._item.end <= start:
            self._item = next(self._items, None)
        return self._item if self._item is not None and self._item.start <= start else None


class _Pieces:
    """Walks a text from border to border; a border is an end of a segment, heading, zone or gap, or a place."""

    def __init__(self, layout: Layout, signs: Signs) -> None:
        self.layout = layout
        self.signs = signs
        self.pages = {start: number for number, start in enumerate(layout.pages, 1)}
        self.goes_on = frozenset(_inside_long_lines(layout.text))
        self.places: dict[int, list[str]] = {}
        for zone in layout.zones:
            self.places.setdefault(zone.span.start, []).append(signs.zone(zone))
        for notice in layout.notices:
            if notice.at is not None:
                self.places.setdefault(notice.at, []).append(signs.notice(notice))

    def html(self) -> Iterator[str]:
        layout = self.layout
        segments, headings, left_out = _Cursor(layout.segments), _Cursor(layout.headings), _Cursor(layout.gaps)
        excused = _Cursor([zone.span for zone in layout.zones if zone.step])
        for start, end in pairwise(self._borders()):
            segment, gap = segments.at(start), left_out.at(start)
            if gap is not None:
                yield from self._left_out(start, end, gap, segment)
                continue
            yield from self._signs(start, segment)
            heading, zone = headings.at(start) is not None, excused.at(start) is not None
            opening, closing = tags(start, segment, heading=heading, zone=zone)
            yield _lines(escape(layout.text[start:end]), opening, closing)

    def _borders(self) -> list[int]:
        layout, length = self.layout, len(self.layout.text)
        borders = {0, length, *self.pages, *self.places, *self.goes_on}
        for spans in (layout.segments, layout.headings, [zone.span for zone in layout.zones], layout.gaps):
            for span in spans:
                borders.update((span.start, span.end))
        return sorted(border for border in borders if 0 <= border <= length)

    def _signs(self, start: int, segment: Segment | None) -> Iterator[str]:
        if start in self.goes_on:
            yield _GOES_ON
        if start in self.pages:
            yield self.signs.page(self.pages[start])
        yield from self.places.get(start, ())
        if segment is not None and segment.start == start:
            yield chips(segment.beginning)

    def _left_out(self, start: int, end: int, gap: Span, segment: Segment | None) -> Iterator[str]:
        """How much is left out, said once, and the numbers of matches that begin there: other pages lead to them."""
        if start == gap.start:
            yield f'</p>\n<p class="gap">{self.signs.gap(gap)} '
        yield from self._signs(start, segment)
        if end == gap.end:
            yield _BETWEEN


def _inside_long_lines(text: str) -> Iterator[int]:
    """Where lines that are too long are to go on in another paragraph."""
    start = 0
    while len(text) - start > LINE_CHARACTERS:
        end = text.find("\n", start, start + LINE_CHARACTERS)
        start = text.rfind("\n", start, start + LINE_CHARACTERS) + 1 if end >= 0 else start + LINE_CHARACTERS
        if end < 0:
            yield start


def _lines(body: str, opening: str, closing: str) -> str:
    if not opening:
        return body.replace("\n", _BETWEEN)
    return _BETWEEN.join(opening + line + closing if line else "" for line in body.split("\n"))
