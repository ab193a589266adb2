"""What a browser needs to count a document anew when its reader leaves something out or lets it in again."""

from __future__ import annotations

import json

from dedup.report.categories import side_category, step_of
from dedup.report.document_page import DocumentPage
from dedup.report.plan import PagePlan
from dedup.report.source_rows import Place

Value = str | int | None
Row = list[Value]


def island(page: DocumentPage, plan: PagePlan) -> str:
    """JSON of the places and zones of a page, safe to stand in a ``script`` element.

    A place is start, end, number of its source, step of the waterfall (-1 for repetition inside the text, which does
    not count), whether it is what the pair's figures count, and its anchor where the page lists it.
    """
    numbers = {row.name.id: row.number for row in page.sources}
    unlisted = plan.unlisted_on_documents
    places = [
        _place(place, numbers[place.other], (page.document.id, place.match.id) in unlisted) for place in page.places
    ]
    zones: list[list[int]] = [[zone.span.start, zone.span.end, zone.step] for zone in page.zones if zone.step]
    return safe_json({"characters": page.document.characters, "places": places, "zones": zones})


def _place(place: Place, number: int, unlisted: bool) -> Row:
    match, span = place.match, place.side.span
    step = -1 if match.internal else step_of(side_category(match, place.label))
    return [span.start, span.end, number, step, step_of(match.context), None if unlisted else place.anchor]


def safe_json(value: object) -> str:
    """JSON in which nothing can end a ``script`` element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
