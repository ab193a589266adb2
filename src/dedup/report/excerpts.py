"""Which stretches of a long text a page shows: what is marked, with a little of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.coverage import union
from dedup.model import Span

CONTEXT_CHARACTERS = 300
SHORTEST_GAP = 200


def excerpts(length: int, marked: Iterable[Span], *, limit: int, context: int = CONTEXT_CHARACTERS) -> tuple[Span, ...]:
    """Disjoint stretches to show of a text of ``length`` characters, in order; the whole where ``limit`` allows it.

    A gap of less than 200 characters is shown. What is marked beyond the limit is cut off.
    """
    if length <= limit:
        return (Span(0, length),) if length else ()
    around = (Span(max(0, span.start - context), min(length, span.end + context)) for span in marked)
    joined: list[Span] = []
    for span in union(around):
        if joined and span.start - joined[-1].end < SHORTEST_GAP:
            joined[-1] = joined[-1].merge(span)
        else:
            joined.append(span)
    return tuple(_cut(joined, limit))


def _cut(spans: Iterable[Span], limit: int) -> Iterable[Span]:
    for span in spans:
        if limit <= 0:
            return
        yield Span(span.start, min(span.end, span.start + limit))
        limit -= span.length


def gaps(length: int, shown: Iterable[Span]) -> tuple[Span, ...]:
    """What of a text of ``length`` characters is not shown."""
    found: list[Span] = []
    reach = 0
    for span in shown:
        if span.start > reach:
            found.append(Span(reach, span.start))
        reach = span.end
    return (*found, Span(reach, length)) if reach < length else tuple(found)
