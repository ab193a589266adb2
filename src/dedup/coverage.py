"""Which characters sets of spans cover, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from dedup.model import Span

_PLACE = attrgetter("start", "end")


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Disjoint spans, in order, that cover the same characters."""
    merged: list[Span] = []
    for span in sorted(spans, key=_PLACE):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def difference(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Disjoint spans, in order, that cover the characters of ``spans`` which no span of ``taken`` covers."""
    holes = union(taken)
    left: list[Span] = []
    first = 0
    for span in union(spans):
        while first < len(holes) and holes[first].end <= span.start:
            first += 1
        left.extend(_outside(span, holes, first))
    return tuple(left)


def _outside(span: Span, holes: Sequence[Span], first: int) -> Iterable[Span]:
    """The parts of ``span`` between the holes, of which ``first`` is the first that ends after the span begins."""
    start = span.start
    while first < len(holes) and holes[first].start < span.end:
        if start < holes[first].start:
            yield Span(start, holes[first].start)
        start = holes[first].end
        first += 1
    if start < span.end:
        yield Span(start, span.end)


def covered(spans: Iterable[Span]) -> int:
    """Number of characters in at least one of the spans."""
    return sum(span.length for span in union(spans))
