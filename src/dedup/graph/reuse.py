"""What of each document is found elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dedup.coverage import covered, difference
from dedup.graph.figures import figures_of, spans_by_source
from dedup.graph.runs import Runs
from dedup.graph.waterfall import Place, places_of, waterfall, without
from dedup.model import DISCOUNTED, Document, Match, Reuse, Span


def reuse_of(documents: Sequence[Document], matches: Sequence[Match], runs: Mapping[int, Runs]) -> tuple[Reuse, ...]:
    """Reuse of every document, in order; ``runs``: the ``runs_of`` the matches."""
    places = places_of(matches, len(documents))
    internal = _internal(matches)
    return tuple(
        _reuse(document, found, runs.get(document.id, Runs()), covered(internal[document.id]))
        for document, found in zip(documents, places, strict=True)
    )


def _internal(matches: Iterable[Match]) -> dict[int, list[Span]]:
    """The places of each document that the document itself repeats."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for match in matches:
        if match.internal:
            spans[match.left.document] += [match.left.span, match.right.span]
    return spans


def _reuse(document: Document, places: Sequence[Place], runs: Runs, internal: int) -> Reuse:
    steps = waterfall(places, document.zones)
    counted = spans_by_source(place for place in places if place.counted)
    excused = difference(
        (span for spans in counted.values() for span in spans), without(places, document.zones, DISCOUNTED)
    )
    source, most = _largest_outside(counted, excused)
    return Reuse(
        document=document.id,
        characters=steps.remaining,
        share=steps.remaining / max(1, document.characters),
        discounted=steps.total - steps.remaining,
        internal=internal,
        sources=len(counted),
        matches=sum(place.counted for place in places),
        largest_source=source,
        largest_source_characters=most,
        largest_source_share=most / max(1, document.characters),
        waterfall=steps,
        figures=figures_of(document, places, runs),
    )


def _largest_outside(by_source: Mapping[int, Sequence[Span]], excused: Sequence[Span]) -> tuple[int | None, int]:
    """The source that covers most characters that are not excused, the first of equals, and how many.

    Sources are cut in order of what they cover, until the rest cannot cover more: a text of many zones may have
    thousands of sources.
    """
    widths = {source: covered(spans) for source, spans in by_source.items()}
    best, most = None, 0
    for source in sorted(widths, key=lambda source: (-widths[source], source)):
        if widths[source] < max(most, 1):
            break
        characters = covered(difference(by_source[source], excused)) if excused else widths[source]
        if characters > most or (best is not None and characters == most and source < best):
            best, most = source, characters
    return best, most
