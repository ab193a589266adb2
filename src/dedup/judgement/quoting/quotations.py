"""Stretches between quotation marks, within a paragraph and over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dedup.judgement.quoting.marks import AMBIGUOUS, CLOSERS, SINGLE, Piece, Scan, scan_marks
from dedup.model import Span

# How far a mark may be from the one that closes it, where paragraphs without marks stand between.
_FARTHEST: Final = 4000
_GAP: Final = 4


def quoted_pieces(text: str, paragraphs: Sequence[Span]) -> tuple[Piece, ...]:
    """The outermost stretches in quotation marks, disjoint and in order.

    A quotation of several paragraphs opens each anew and closes in the last, or opens in the first alone.
    """
    pieces: list[Piece] = []
    waiting: Piece | None = None  # begun in an earlier paragraph and not closed yet
    for paragraph in paragraphs:
        scan = scan_marks(text, paragraph)
        found = list(_outermost(text, paragraph, scan))
        if waiting is not None:
            waiting = _continued(text, paragraph, waiting, scan, found, pieces)
        if found and not found[-1].closed and waiting is None:
            waiting = found.pop()
        pieces.extend(found)
    return tuple(pieces if waiting is None else [*pieces, waiting])


def _continued(
    text: str, paragraph: Span, waiting: Piece, scan: Scan, found: list[Piece], pieces: list[Piece]
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
    if near and scan.stray >= 0 and text[scan.stray] in CLOSERS[mark]:
        pieces.append(Piece(Span(waiting.span.start, scan.stray + 1), mark + text[scan.stray]))
        found[:] = [piece for piece in found if piece.span.start > scan.stray]
        return None
    # Straight marks look alike, so theirs must be near: verse, a line each, but no empty line.
    blank = text.count("\n", max(0, paragraph.start - _GAP), paragraph.start) > 1
    if near and not found and not (mark in AMBIGUOUS and blank):
        return waiting
    pieces.append(waiting)
    return None


def _outermost(text: str, paragraph: Span, scan: Scan) -> Iterator[Piece]:
    """The closed stretches that lie in no other, and the last one never closed, up to the next of its kind."""
    closed: list[Piece] = []
    for piece in sorted(scan.closed, key=lambda piece: (piece.span.start, -piece.span.end)):
        if not closed or piece.span.start >= closed[-1].span.end:
            closed.append(piece)
    lost = next((entry for entry in scan.stack if entry.mark not in SINGLE and entry.mark not in "”»›"), None)
    if lost is None:
        yield from closed
        return
    yield from (piece for piece in closed if piece.span.end <= lost.place)
    later = [piece for piece in closed if piece.span.start > lost.place and piece.mark[0] == lost.mark]
    end = later[0].span.start if later else paragraph.end
    yield Piece(Span(lost.place, end), lost.mark, closed=False)
    yield from later
