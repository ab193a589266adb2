"""Zones: the stretches of a document that are quotation or bibliography, each with a reason a reader can check."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.reach import FARTHEST, Citation
from dedup.judgement.quoting.reading import Reading, read_sources
from dedup.model import Document, Span, Zone
from dedup.settings import JudgementSettings

# A source is named for a quotation where it is named for half of it: what is right beside it reaches over all of it.
_MOST: Final = 0.5
# Citations looked at on each side of where a quotation begins; only a text made of marks has more that reach it.
_LOOK_BACK: Final = 100


def zones_of(document: Document, settings: JudgementSettings, reading: Reading | None = None) -> tuple[Zone, ...]:
    """Quotations and reference lists of ``document``, in order of place and disjoint within each kind.

    A quotation that is never closed, or longer than ``settings.long_quotation`` characters, is not excused.
    ``reading``: what ``read_sources`` found, where that is known.
    """
    reading = reading or read_sources(document)
    citations = sorted(reading.citations, key=lambda citation: (citation.core, citation.mention))
    starts = [citation.core.start for citation in citations]
    quotations = [_quotation(piece, _citation(piece.span, citations, starts), settings) for piece in reading.pieces]
    return tuple(sorted([*quotations, *reading.references], key=lambda zone: (zone.span, zone.kind)))


def _citation(span: Span, citations: Sequence[Citation], starts: Sequence[int]) -> Citation | None:
    """The citation for ``span``; where there are more, the one that overlaps most, and of those the first."""
    best, most = None, 0
    inside = bisect_left(starts, span.start)
    first = max(bisect_left(starts, span.start - FARTHEST), inside - _LOOK_BACK)
    for index in range(first, min(bisect_left(starts, span.end), inside + _LOOK_BACK)):
        overlap = citations[index].core.overlap(span)
        if overlap > most and overlap >= _MOST * span.length:
            best, most = citations[index], overlap
    return best


def _quotation(piece: Piece, citation: Citation | None, settings: JudgementSettings) -> Zone:
    what = "block quotation" if piece.mark == ">" else f"in quotation marks {_marks(piece.mark)}"
    too_long = piece.span.length > settings.long_quotation
    fault = ""
    if not piece.closed:
        what, fault = f"after the quotation mark {piece.mark[0]}", ", which is never closed"
    elif too_long:
        fault = f", longer than {settings.long_quotation} characters"
    source = f", {citation.words}" if citation else ", no source named at it"
    return Zone("quotation", piece.span, what + fault + source, citation is not None, piece.closed and not too_long)


def _marks(mark: str) -> str:
    return f"{mark[0]}…{mark[1:] or mark[0]}"
