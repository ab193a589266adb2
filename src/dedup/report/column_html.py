"""One of two texts side by side as HTML: matches numbered and coloured, in them what the other side says otherwise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dedup.model import Span
from dedup.report.categories import SYMBOLS
from dedup.report.excerpts import gaps
from dedup.report.pair_page import Column, MatchView, SideView
from dedup.report.segments import Segment
from dedup.report.visible import escape

KEY_CHARACTERS: Final = 12
"""Stretches that both sides have, of so many characters and more, tie their scrolling together."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch in place in the text, told as in ``Piece``; ``key`` is the same on both sides where both have it."""

    span: Span
    change: str
    move: int
    key: str


def column_html(column: Column, matches: Sequence[MatchView], tag: str, left_out: Callable[[Span], str]) -> str:
    """The column's text; ``tag`` is ``del`` on the left, ``ins`` on the right; ``left_out`` says what a gap hides."""
    sides = {match.number: match.left if tag == "del" else match.right for match in matches}
    edits = {number: _edits(side, number) for number, side in sides.items()}
    text, missing = column.document.text, gaps(len(column.document.text), column.shown) if column.shown else ()
    html: list[str] = []
    reach = 0
    for segment in column.segments:
        html += _plain(text, Span(reach, max(reach, segment.start)), missing, left_out)
        html += _segment(text, segment, edits[segment.first], tag)
        reach = segment.end
    html += _plain(text, Span(reach, len(text)), missing, left_out)
    return "".join(html)


def _edits(side: SideView, number: int) -> list[_Edit]:
    edits: list[_Edit] = []
    at, common = side.start, 0
    for piece in side.pieces:
        span = Span(at, at + len(piece.text))
        long = not piece.change and span.length >= KEY_CHARACTERS
        edits.append(_Edit(span, piece.change, piece.move, f"{number}.{common}" if long else ""))
        at = span.end
        common += 0 if piece.change else span.length
    return edits


def _plain(text: str, span: Span, missing: Sequence[Span], left_out: Callable[[Span], str]) -> Iterator[str]:
    """Text that no match covers, with a line in place of each gap; no gap reaches into a match that is shown."""
    reach = span.start
    for gap in missing:
        if gap.start < span.start or gap.end > span.end:
            continue
        yield escape(text[reach : gap.start])
        yield f'<span class="gap">{left_out(gap)}</span>'
        reach = gap.end
    yield escape(text[reach : span.end])


def _segment(text: str, segment: Segment, edits: Sequence[_Edit], tag: str) -> Iterator[str]:
    second = "r" if tag == "ins" else ""
    for mark in segment.beginning:
        sign = SYMBOLS[segment.category]
        yield (
            f'<a class="n {segment.category}" id="{mark.anchor}{second}" data-m="{mark.number}" '
            f'href="#d{mark.number}">{sign}{mark.number}</a>'
        )
    numbers = " ".join(map(str, segment.numbers))
    first = max(0, bisect_right(edits, segment.start, key=lambda edit: edit.span.start) - 1)
    yield f'<span class="hit {segment.category} {segment.kind}" data-m="{numbers}">'
    borders = [segment.start, *_inner(edits, first, segment), segment.end]
    for number, (start, end) in enumerate(pairwise(borders), first):
        edit = edits[number]
        if edit.key and start == edit.span.start:
            yield f'<i class="k" data-k="{edit.key}"></i>'
        yield _told(escape(text[start:end]), edit, tag)
    yield "</span>"


def _inner(edits: Sequence[_Edit], first: int, segment: Segment) -> Iterator[int]:
    for edit in edits[first + 1 :]:
        if edit.span.start >= segment.end:
            return
        yield edit.span.start


def _told(html: str, edit: _Edit, tag: str) -> str:
    if not edit.change:
        return html
    shown = html.replace("\n", "↵\n")
    if edit.change == "moved":
        return f'<span class="moved" data-v="{edit.move}"><sup aria-hidden="true">⇅{edit.move}</sup>{shown}</span>'
    if not html.strip():
        return f'<{tag} class="blank">{shown}</{tag}>'
    return f'<{tag} class="sub">{shown}</{tag}>' if edit.change == "replaced" else f"<{tag}>{shown}</{tag}>"
