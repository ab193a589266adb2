"""How many characters a set of spans covers."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.model import Span


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Disjoint spans, in order, that cover the same characters."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1].merge(span)
        else:
            merged.append(span)
    return tuple(merged)


def covered(spans: Iterable[Span]) -> int:
    """Number of characters in at least one of the spans."""
    return sum(span.length for span in union(spans))
