"""Passages in three or more places, as the first page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Family, Match, Result
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.plan import PagePlan
from dedup.report.visible import visible

EXCERPT_CHARACTERS = 120
PLACES_LISTED = 40


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One passage with the places that carry it, the earliest first, each with an address in the full text."""

    number: int
    href: str | None
    excerpt: str
    characters: int
    places: int
    documents: int
    ordered_by: str
    carriers: tuple[tuple[DocumentName, str | None], ...]


def families_by_weight(result: Result) -> list[Family]:
    """Families of three places and more; what fills most characters in most places first."""
    wide = [family for family in result.families if len(family.occurrences) >= 3]
    return sorted(wide, key=lambda family: (-sum(side.span.length for side in family.occurrences), family.id))


def family_view(edition: Edition, family: Family, number: int) -> FamilyView:
    """One passage as a line of the list."""
    result = edition.result
    first = family.occurrences[0]
    text = result.documents[first.document].text
    start, end = first.span.start, first.span.end
    excerpt = visible(text[start : min(end, start + EXCERPT_CHARACTERS)])
    order = family.order or range(len(family.occurrences))
    places = [family.occurrences[index] for index in order][:PLACES_LISTED]
    matches = _match_by_document(result, family)
    return FamilyView(
        number=number,
        href=edition.plan.family_href(family.id),
        excerpt=excerpt + ("…" if end - start > EXCERPT_CHARACTERS else ""),
        characters=first.span.length,
        places=len(family.occurrences),
        documents=len({side.document for side in family.occurrences}),
        ordered_by=family.ordered_by,
        carriers=tuple((edition.names[side.document], _place(edition.plan, matches, side.document)) for side in places),
    )


def _match_by_document(result: Result, family: Family) -> dict[int, Match]:
    matches: dict[int, Match] = {}
    for match in (result.matches[match] for match in family.matches):
        matches.setdefault(match.left.document, match)
        matches.setdefault(match.right.document, match)
    return matches


def _place(plan: PagePlan, matches: dict[int, Match], document: int) -> str | None:
    match = matches.get(document)
    return plan.document_href(document) if match is None else plan.place_href(match, document)
