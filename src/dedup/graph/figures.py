"""The figures that editors know from other detectors, in characters of one document (docs/metrics.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dedup.coverage import covered, difference
from dedup.graph.runs import Runs
from dedup.graph.waterfall import Place, without
from dedup.model import DISCOUNTED, Context, Document, Figures, Portion, Span

_CITED: Final[frozenset[Context]] = frozenset({"cited-and-quoted", "missing-quotation-marks", "bibliography"})
_OWN_WORK: Final[frozenset[Context]] = frozenset({"own-work"})
_FIRST: Final = 5  # the first fifth
_MOST_SOURCES: Final = 3


def figures_of(document: Document, places: Sequence[Place], runs: Runs) -> Figures:
    """All figures of one document, from the places of its matches with others and the exact runs in them."""
    characters, zones = document.characters, document.zones
    by_source = spans_by_source(places)
    largest_document, most = _largest(by_source)
    cut = characters // _FIRST
    total = covered(place.span for place in places)
    first = covered(difference((place.span for place in places), [Span(cut, characters)]))
    return Figures(
        total=portion(total, characters),
        without_cited=portion(covered(without(places, zones, _CITED)), characters),
        without_own_work=portion(covered(without(places, zones, _OWN_WORK)), characters),
        single_source=portion(most, characters),
        largest_document=largest_document,
        three_sources=portion(_of_largest(by_source), characters),
        first_fifth=portion(first, cut),
        rest=portion(total - first, characters - cut),
        runs_of_13=portion(covered(runs.of_13), characters),
        runs_of_50=portion(covered(runs.of_50), characters),
        lent=portion(_lent(document, places), characters),
    )


def portion(characters: int, of: int) -> Portion:
    """So many of ``of`` characters; no share of nothing."""
    return Portion(characters, characters / of if of else 0.0)


def spans_by_source(places: Iterable[Place]) -> dict[int, list[Span]]:
    """The spans shared with each other document."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for place in places:
        spans[place.other].append(place.span)
    return spans


def _largest(by_source: Mapping[int, Sequence[Span]]) -> tuple[int | None, int]:
    """The source that covers most characters, the first of equals, and how many."""
    widths = {source: covered(spans) for source, spans in by_source.items()}
    source = min(widths, key=lambda source: (-widths[source], source), default=None)
    if source is None or not widths[source]:
        return None, 0
    return source, widths[source]


def _of_largest(by_source: Mapping[int, Sequence[Span]]) -> int:
    """Characters that the three largest sources cover together."""
    ranked = sorted(by_source, key=lambda source: (-covered(by_source[source]), source))
    return covered(span for source in ranked[:_MOST_SOURCES] for span in by_source[source])


def _lent(document: Document, places: Sequence[Place]) -> int:
    """Characters of what remains that only matches with this document as their source cover."""
    remaining = without(places, document.zones, DISCOUNTED)
    other = [place.span for place in places if place.counted and not place.lent]
    return covered(difference(remaining, other))
