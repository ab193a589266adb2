"""The values of a document's page: its sources ranked, its matches in order, its text in marked segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Dismissal, Document, Reuse, Span
from dedup.report.annotations import NoticeView, ZoneView, notice_views, zone_views
from dedup.report.categories import CATEGORIES, RANKS
from dedup.report.edition import Edition
from dedup.report.excerpts import excerpts
from dedup.report.names import DocumentName
from dedup.report.plan import PagePlan
from dedup.report.score import Score, score
from dedup.report.segments import Mark, Segment, cut
from dedup.report.source_rows import Place, SourceRow, places_in, source_rows

TEXT_CHARACTERS = 1_000_000
"""Longer texts are shown where they are marked, and no more than this of them."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One match as seen from this document; ``direction`` is source, borrower, common or undetermined.

    ``used`` is how this document uses the passage; ``category`` says the same unless the match was set aside.
    """

    number: int
    name: DocumentName
    anchor: str
    href: str | None
    start: int
    length: int
    category: str
    kind: str
    similarity: float
    bits: float
    direction: str
    reason: str = ""
    family: str | None = None
    carriers: int = 2
    used: str = ""
    dismissal: Dismissal | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything a document's page shows; ``shown`` are the stretches of the text that stand on it."""

    document: Document
    name: DocumentName
    reuse: Reuse
    score: Score | None
    sources: tuple[SourceRow, ...]
    places: tuple[Place, ...]
    matches: tuple[MatchRow, ...]
    matches_left_out: int
    segments: tuple[Segment, ...]
    zones: tuple[ZoneView, ...]
    notices: tuple[NoticeView, ...]
    shown: tuple[Span, ...]
    categories: tuple[str, ...]


def document_page(edition: Edition, document: int) -> DocumentPage:
    """Gather one document's page from the result."""
    result, plan = edition.result, edition.plan
    itself = result.documents[document]
    places = places_in(plan.matches_by_document.get(document, ()), document)
    sources = source_rows(edition, document, places)
    numbers = {row.name.id: row.number for row in sources}
    listed = [place for place in places if (document, place.match.id) not in plan.unlisted_on_documents]
    segments = cut([_mark(plan, document, place, numbers) for place in places])
    zones, notices = zone_views(itself, segments), notice_views(itself.notices)
    present = {segment.category for segment in segments}
    return DocumentPage(
        document=itself,
        name=edition.names[document],
        reuse=result.reuse[document],
        score=score(itself, result.reuse[document], edition.names),
        sources=sources,
        places=tuple(places),
        matches=tuple(_match_row(edition, place, numbers) for place in listed),
        matches_left_out=len({place.match.id for place in places}) - len({place.match.id for place in listed}),
        segments=segments,
        zones=zones,
        notices=notices,
        shown=excerpts(itself.characters, _marked(segments, zones, notices), limit=TEXT_CHARACTERS),
        categories=tuple(category for category in CATEGORIES if category in present),
    )


def _marked(segments: Sequence[Segment], zones: Iterable[ZoneView], notices: Iterable[NoticeView]) -> Iterable[Span]:
    yield from (Span(segment.start, segment.end) for segment in segments)
    yield from (zone.span for zone in zones)
    yield from (Span(notice.at, notice.at) for notice in notices if notice.at is not None)


def _match_row(edition: Edition, place: Place, numbers: Mapping[int, int]) -> MatchRow:
    match = place.match
    return MatchRow(
        number=numbers[place.other],
        name=edition.names[place.other],
        anchor=place.anchor,
        href=edition.plan.match_href(match),
        start=place.side.span.start,
        length=place.side.span.length,
        category=place.category,
        kind=match.kind,
        similarity=match.similarity,
        bits=match.bits,
        direction=place.direction,
        reason=place.label.reason or match.reason,
        family=edition.plan.family_of(match),
        carriers=match.carriers,
        used=place.used,
        dismissal=match.dismissal,
    )


def _mark(plan: PagePlan, document: int, place: Place, numbers: Mapping[int, int]) -> Mark:
    match, span = place.match, place.side.span
    listed = (document, match.id) not in plan.unlisted_on_documents
    return Mark(
        start=span.start,
        end=span.end,
        rank=RANKS[place.category],
        kind=match.kind,
        number=numbers[place.other],
        anchor=place.anchor if listed else None,
        href=plan.match_href(match) if listed else None,
    )
