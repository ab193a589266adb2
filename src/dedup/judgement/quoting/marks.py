"""Stretches between quotation marks: a small automaton over the marks of each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dedup.judgement.quoting.apostrophes import closes_single, opens_single
from dedup.model import Span

_CLOSERS: Final = {
    "“": "”", "”": "”", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "‘": "’", "‚": "‘’", "'": "'", '"': '"', "＂": "＂", "〝": "〞〟", "﹁": "﹂", "﹃": "﹄", "｢": "｣",
}  # fmt: skip
_MARKS: Final = re.compile("[" + "".join(sorted(set("".join([*_CLOSERS, *_CLOSERS.values()])))) + "]")
_SINGLE: Final = frozenset("‘’‚'")
_AMBIGUOUS: Final = frozenset('"＂')
_AFTER_CLOSING: Final = frozenset("，。；：！？、）)]】》.,;:!?—… \t\u3000")
_BEFORE_OPENING: Final = frozenset("：:，,（([【—。！？；、 \t\u3000")
_DEEPEST: Final = 6
# How far a mark may be from the one that closes it, where paragraphs without marks stand between.
_FARTHEST: Final = 4000
_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in quotation marks, the marks included; ``mark`` shows them, ``closed`` is false for a lost end."""

    span: Span
    mark: str
    closed: bool = True


@dataclass(slots=True)
class _Open:
    place: int
    mark: str
    doubtful: int = -1  # where an apostrophe may have been the closing mark


@dataclass(slots=True)
class _Scan:
    """The marks of one paragraph: what is open, what is closed, and the closing marks that nothing opened."""

    stack: list[_Open] = field(default_factory=list)
    closed: list[Piece] = field(default_factory=list)
    stray: int = -1


def quoted_pieces(text: str, paragraphs: Sequence[Span]) -> tuple[Piece, ...]:
    """The outermost stretches in quotation marks, disjoint and in order.

    A quotation of several paragraphs opens each anew and closes in the last, or opens in the first alone.
    """
    pieces: list[Piece] = []
    waiting: Piece | None = None  # begun in an earlier paragraph and not closed yet
    for paragraph in paragraphs:
        scan = _scanned(text, paragraph)
        found = list(_outermost(text, paragraph, scan))
        if waiting is not None:
            waiting = _continued(text, paragraph, waiting, scan, found, pieces)
        if found and not found[-1].closed and waiting is None:
            waiting = found.pop()
        pieces.extend(found)
    return tuple(pieces if waiting is None else [*pieces, waiting])


def _continued(
    text: str, paragraph: Span, waiting: Piece, scan: _Scan, found: list[Piece], pieces: list[Piece]
) -> Piece | None:
    """What still waits after this paragraph; what is settled goes to ``pieces``."""
    mark = waiting.mark[0]
    reopens = bool(found) and found[0].span.start == paragraph.start and text[paragraph.start] == mark
    if reopens:
        joined = Piece(waiting.span.merge(found[0].span), found[0].mark, found[0].closed)
        found.pop(0)
        if not joined.closed:
            return joined
        pieces.append(joined)
        return None
    near = paragraph.start - waiting.span.end <= _FARTHEST
    if near and scan.stray >= 0 and text[scan.stray] in _CLOSERS[mark]:
        pieces.append(Piece(Span(waiting.span.start, scan.stray + 1), mark + text[scan.stray]))
        found[:] = [piece for piece in found if piece.span.start > scan.stray]
        return None
    # Straight marks look alike, so theirs must be near: verse, a line each, but no empty line.
    blank = text.count("\n", max(0, paragraph.start - _GAP), paragraph.start) > 1
    if near and not found and not (mark in _AMBIGUOUS and blank):
        return waiting
    pieces.append(waiting)
    return None


def _scanned(text: str, paragraph: Span) -> _Scan:
    scan = _Scan()
    for found in _MARKS.finditer(text, paragraph.start, paragraph.end):
        _take(text, paragraph, scan, found.start())
    for entry in scan.stack:
        if entry.doubtful >= 0:
            scan.closed.append(Piece(Span(entry.place, entry.doubtful + 1), entry.mark + text[entry.doubtful]))
    return scan


def _take(text: str, paragraph: Span, scan: _Scan, place: int) -> None:
    mark = text[place]
    before = text[place - 1] if place > paragraph.start else " "
    after = text[place + 1] if place + 1 < paragraph.end else " "
    entry = next((entry for entry in reversed(scan.stack) if mark in _closers(entry, before, after)), None)
    if mark in _SINGLE:
        if entry is not None and (sure := closes_single(before, after)) is not None:
            _close_single(text, scan, entry, place, sure)
        elif opens_single(text, place, before, mark) and len(scan.stack) < _DEEPEST:
            scan.stack.append(_Open(place, mark))
    elif entry is not None and not (mark in _AMBIGUOUS and _looks_opening(before, after)):
        _close(scan, entry, place, mark)
    elif _opens(mark, before, after, bool(scan.stack)):
        if len(scan.stack) < _DEEPEST:
            scan.stack.append(_Open(place, mark))
    elif scan.stray < 0 and not scan.stack and not scan.closed:
        scan.stray = place


def _closers(entry: _Open, before: str, after: str) -> str:
    """The marks that close ``entry`` here; “ typed for ” closes where nothing could begin."""
    wrong = entry.mark == "“" and after in _AFTER_CLOSING and before not in _BEFORE_OPENING
    return _CLOSERS[entry.mark] + "“" if wrong else _CLOSERS[entry.mark]


def _looks_opening(before: str, after: str) -> bool:
    return before in _BEFORE_OPENING and before not in "。，！？" and after not in _AFTER_CLOSING


def _opens(mark: str, before: str, after: str, inside: bool) -> bool:
    if mark in "”»›":
        return not inside and before in _BEFORE_OPENING and before not in "。！？；" and after not in _AFTER_CLOSING
    if mark in _AMBIGUOUS:
        return after not in " \t\u3000" and not (before.isdigit() and not after.isalpha())
    return mark in _CLOSERS


def _close(scan: _Scan, entry: _Open, place: int, mark: str) -> None:
    while scan.stack and scan.stack[-1] is not entry:
        scan.stack.pop()
    scan.stack.pop()
    scan.closed.append(Piece(Span(entry.place, place + 1), entry.mark + mark))


def _close_single(text: str, scan: _Scan, entry: _Open, place: int, sure: bool) -> None:
    if sure:
        _close(scan, entry, place, text[place])
    elif entry.doubtful < 0:
        entry.doubtful = place


def _outermost(text: str, paragraph: Span, scan: _Scan) -> Iterator[Piece]:
    """The closed stretches that lie in no other, and the last one never closed, up to the next of its kind."""
    closed: list[Piece] = []
    for piece in sorted(scan.closed, key=lambda piece: (piece.span.start, -piece.span.end)):
        if not closed or piece.span.start >= closed[-1].span.end:
            closed.append(piece)
    lost = next((entry for entry in scan.stack if entry.mark not in _SINGLE and entry.mark not in "”»›"), None)
    if lost is None:
        yield from closed
        return
    yield from (piece for piece in closed if piece.span.end <= lost.place)
    later = [piece for piece in closed if piece.span.start > lost.place and piece.mark[0] == lost.mark]
    end = later[0].span.start if later else paragraph.end
    yield Piece(Span(lost.place, end), lost.mark, closed=False)
    yield from later
