"""Boilerplate: what documents of one series carry at the same place because they are of one kind.

Only these places are boilerplate: a match between the head of one page and the middle of another text is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.judgement.places import Place, place_of, relative_place
from dedup.judgement.series import Series
from dedup.model import Document, Family, Side
from dedup.settings import JudgementSettings

_NEARLY_ALL: Final = 0.8
_SAME_PLACE: Final = 0.1
_EDGES: Final[tuple[Place, ...]] = ("head", "foot")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The places of a family that are boilerplate, and the rule that says so; no places where none are."""

    places: frozenset[Side] = frozenset()
    reason: str = ""


def boilerplate_of(
    family: Family,
    documents: Sequence[Document],
    series: Mapping[int, Sequence[Series]],
    copied: Mapping[int, int],
    settings: JudgementSettings,
) -> Boilerplate:
    """Page furniture at the head or foot, or a template that pages of a site have at another place.

    ``series``: those of each document; ``copied``: documents that are copies of each other have one number and count
    as one.
    """
    if len({side.document for side in family.occurrences}) < settings.boilerplate_documents:
        return Boilerplate()
    edges = (_at_edge(edge, family, documents, series, copied, settings) for edge in _EDGES)
    found = [each for each in edges if each.places]
    if not found:
        return _template(family, documents, series, copied, settings)
    return Boilerplate(frozenset().union(*(each.places for each in found)), found[0].reason)


def _at_edge(
    edge: Place,
    family: Family,
    documents: Sequence[Document],
    series: Mapping[int, Sequence[Series]],
    copied: Mapping[int, int],
    settings: JudgementSettings,
) -> Boilerplate:
    """Page furniture: nearly all documents of a series that carry the passage have it at this edge.

    Documents of no one series must be twice as many.
    """
    places = [side for side in family.occurrences if place_of(side.span, documents[side.document]) == edge]
    count = _counter(copied)
    for one in _series_of(places, series):
        here = [side for side in places if side.document in one.documents]
        carriers = {side.document for side in family.occurrences if side.document in one.documents}
        if count(here) >= settings.boilerplate_documents and _is_most(here, carriers):
            return Boilerplate(frozenset(places), _reason(edge, here, one))
    carriers = {side.document for side in family.occurrences}
    if count(places) >= 2 * settings.boilerplate_documents and _is_most(places, carriers):
        return Boilerplate(frozenset(places), _reason(edge, places, None))
    return Boilerplate()


def _template(
    family: Family,
    documents: Sequence[Document],
    series: Mapping[int, Sequence[Series]],
    copied: Mapping[int, int],
    settings: JudgementSettings,
) -> Boilerplate:
    """A template: pages of one site carry a short passage at the same place, within a tenth of their length."""
    if max(side.span.length for side in family.occurrences) > settings.formula_characters:
        return Boilerplate()
    for one in _series_of(family.occurrences, series):
        inside = [side for side in family.occurrences if side.document in one.documents]
        places = _together(inside, documents)
        if one.kind == "site" and _counter(copied)(places) >= settings.boilerplate_documents:
            count = len({side.document for side in places})
            reason = f"template: stands at the same place in {count} documents {one.phrase}"
            return Boilerplate(frozenset(places), reason)
    return Boilerplate()


def _together(places: Sequence[Side], documents: Sequence[Document]) -> list[Side]:
    """The most places that stand within a tenth of a text's length of each other."""
    ordered = sorted(places, key=lambda side: relative_place(side.span, documents[side.document]))
    where = [relative_place(side.span, documents[side.document]) for side in ordered]
    best, first = (0, 0), 0
    for last in range(len(ordered)):
        while where[last] - where[first] > _SAME_PLACE:
            first += 1
        if last + 1 - first > best[1] - best[0]:
            best = (first, last + 1)
    return ordered[best[0] : best[1]]


def _series_of(places: Iterable[Side], series: Mapping[int, Sequence[Series]]) -> list[Series]:
    """The series of the documents at these places, the most telling kind first."""
    found = dict.fromkeys(one for side in places for one in series.get(side.document, ()))
    kinds = ("site", "author", "group", "folder")
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.name))


def _counter(copied: Mapping[int, int]) -> Callable[[Iterable[Side]], int]:
    return lambda places: len({copied.get(side.document, side.document) for side in places})


def _is_most(places: Sequence[Side], carriers: set[int]) -> bool:
    return len({side.document for side in places}) >= _NEARLY_ALL * len(carriers)


def _reason(edge: Place, places: Sequence[Side], one: Series | None) -> str:
    count = len({side.document for side in places})
    return f"page furniture: stands at the {edge} of {count} documents{f' {one.phrase}' if one else ''}"
