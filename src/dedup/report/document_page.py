"""The values of a document's page: its sources ranked, its matches in order, its text in marked segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.model import Document, Match, Notice, Pair, Reuse, Side
from dedup.report.categories import CATEGORIES, RANKS, category_of
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.plan import PagePlan
from dedup.report.score import Score, score
from dedup.report.segments import Mark, Segment, covered, cut


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Another text that shares passages with this one (or this one itself), with its ``number`` on this page.

    ``characters`` and ``share`` are this document's in the pair's counted matches; ``discounted`` those only in others.
    """

    number: int
    name: DocumentName
    href: str | None
    categories: tuple[str, ...]
    characters: int
    share: float
    discounted: int
    matches: int
    direction: str


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One match as seen from this document; ``direction`` is source, borrower, common or undetermined."""

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


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything a document's page shows."""

    document: Document
    name: DocumentName
    reuse: Reuse
    score: Score | None
    sources: tuple[SourceRow, ...]
    matches: tuple[MatchRow, ...]
    matches_left_out: int
    segments: tuple[Segment, ...]
    notices: tuple[Notice, ...]
    categories: tuple[str, ...]


Place = tuple[Match, Side, bool]
"""A match, its place in this document, and whether that is the second of two."""


def document_page(edition: Edition, document: int) -> DocumentPage:
    """Gather one document's page from the result."""
    result, plan = edition.result, edition.plan
    matches = plan.matches_by_document.get(document, ())
    sources = _sources(edition, document, matches)
    numbers = {row.name.id: row.number for row in sources}
    places = sorted(_places(matches, document), key=_place_order)
    listed = [place for place in places if (document, place[0].id) not in plan.unlisted_on_documents]
    rows = tuple(_match_row(edition, document, place, numbers) for place in listed)
    segments = cut([_mark(plan, document, place, numbers) for place in places])
    present = {segment.category for segment in segments}
    return DocumentPage(
        document=result.documents[document],
        name=edition.names[document],
        reuse=result.reuse[document],
        score=score(result.documents[document], result.reuse[document], edition.names),
        sources=sources,
        matches=rows,
        matches_left_out=len({match.id for match in matches}) - len({place[0].id for place in listed}),
        segments=segments,
        notices=result.documents[document].notices,
        categories=tuple(category for category in CATEGORIES if category in present),
    )


def _places(matches: Sequence[Match], document: int) -> list[Place]:
    places: list[Place] = []
    for match in matches:
        if match.left.document == document:
            places.append((match, match.left, False))
        if match.right.document == document:
            places.append((match, match.right, match.internal))
    return places


def _place_order(place: Place) -> tuple[int, int, int, bool]:
    match, side, second = place
    return side.span.start, -side.span.length, match.id, second


def _other(match: Match, document: int) -> int:
    return match.right.document if match.left.document == document else match.left.document


def _sources(edition: Edition, document: int, matches: Sequence[Match]) -> tuple[SourceRow, ...]:
    shared: defaultdict[int, list[Match]] = defaultdict(list)
    for match in matches:
        shared[_other(match, document)].append(match)
    rows = [_source(edition, document, other, items) for other, items in shared.items()]
    rows.sort(key=lambda row: (row.name.id == document, -row.characters, -row.discounted, row.name.id))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def _source(edition: Edition, document: int, other: int, matches: Sequence[Match]) -> SourceRow:
    plan = edition.plan
    pair = plan.pair_by_key.get((min(document, other), max(document, other)))
    characters, share = _counted(pair, document)
    spans = [(side.span.start, side.span.end) for _, side, _ in _places(matches, document)]
    categories = {category_of(match) for match in matches}
    return SourceRow(
        number=0,
        name=edition.names[other],
        href=plan.pair_href(document, other),
        categories=tuple(category for category in CATEGORIES if category in categories),
        characters=characters,
        share=share,
        discounted=max(0, covered(spans) - characters),
        matches=len(matches),
        direction=_seen_from(pair.direction.source, pair.left == document) if pair else "undetermined",
    )


def _counted(pair: Pair | None, document: int) -> tuple[int, float]:
    if pair is None:
        return 0, 0.0
    if pair.left == document:
        return pair.characters_of_left, pair.containment_of_left
    return pair.characters_of_right, pair.containment_of_right


def _seen_from(source: str, is_left: bool) -> str:
    """A direction between left and right, told from one of them."""
    if source in ("common", "undetermined"):
        return source
    return "source" if (source == "left") == is_left else "borrower"


def _match_row(edition: Edition, document: int, place: Place, numbers: Mapping[int, int]) -> MatchRow:
    match, side, second = place
    other = _other(match, document)
    return MatchRow(
        number=numbers[other],
        name=edition.names[other],
        anchor=_anchor(match, second),
        href=edition.plan.match_href(match),
        start=side.span.start,
        length=side.span.length,
        category=category_of(match),
        kind=match.kind,
        similarity=match.similarity,
        bits=match.bits,
        direction=_seen_from(match.direction.source, side is match.left),
    )


def _anchor(match: Match, second: bool) -> str:
    return f"m{match.id}r" if second else f"m{match.id}"


def _mark(plan: PagePlan, document: int, place: Place, numbers: Mapping[int, int]) -> Mark:
    match, side, second = place
    listed = (document, match.id) not in plan.unlisted_on_documents
    return Mark(
        start=side.span.start,
        end=side.span.end,
        rank=RANKS[category_of(match)],
        kind=match.kind,
        number=numbers[_other(match, document)],
        anchor=_anchor(match, second) if listed else None,
        href=plan.match_href(match) if listed else None,
    )
