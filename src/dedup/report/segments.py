"""Spans that overlap, cut into segments that do not, each with everything that covers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import pairwise

from dedup.report.categories import CATEGORIES, KINDS

LAYERS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One reused span in a text: ``rank`` of its category, the ``kind``, the ``number`` of its source.

    ``anchor`` and ``href`` are ``None`` for a match that the page does not list.
    """

    start: int
    end: int
    rank: int
    kind: str
    number: int
    anchor: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text covered by the same sources throughout; ``category`` and ``first`` are of the weightiest.

    ``layers`` are the categories of up to three of the sources, the weightiest first: the lines beneath the text.
    """

    start: int
    end: int
    category: str
    kind: str
    numbers: tuple[int, ...]
    beginning: tuple[Mark, ...]
    first: int = 0
    layers: tuple[str, ...] = ()


def cut(marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """The covered stretches in order; two that differ in nothing and begin nothing are one."""
    ordered = sorted((mark for mark in marks if mark.end > mark.start), key=lambda mark: (mark.start, mark.number))
    ends = sorted(ordered, key=lambda mark: mark.end)
    borders = sorted({mark.start for mark in ordered} | {mark.end for mark in ordered})
    active: Counter[tuple[int, str, int]] = Counter()
    segments: list[Segment] = []
    opened = closed = 0
    for start, end in pairwise(borders):
        while closed < len(ends) and ends[closed].end <= start:
            _release(active, ends[closed])
            closed += 1
        first = opened
        while opened < len(ordered) and ordered[opened].start == start:
            active[_key(ordered[opened])] += 1
            opened += 1
        if active:
            _append(segments, _segment(start, end, active, ordered[first:opened]))
    return tuple(segments)


def _key(mark: Mark) -> tuple[int, str, int]:
    return mark.rank, mark.kind, mark.number


def _release(active: Counter[tuple[int, str, int]], mark: Mark) -> None:
    key = _key(mark)
    active[key] -= 1
    if not active[key]:
        del active[key]


def _segment(start: int, end: int, active: Counter[tuple[int, str, int]], beginning: Sequence[Mark]) -> Segment:
    rank, kind, first = min(active, key=_weight)
    numbers = tuple(sorted({number for _, _, number in active}))
    layers = tuple(CATEGORIES[rank] for rank, _, _ in nsmallest(LAYERS, active))
    return Segment(start, end, CATEGORIES[rank], kind, numbers, tuple(beginning), first, layers)


def _weight(key: tuple[int, str, int]) -> tuple[int, int, int]:
    rank, kind, number = key
    return rank, KINDS.index(kind), number


def _append(segments: list[Segment], segment: Segment) -> None:
    last = segments[-1] if segments else None
    if last is not None and not segment.beginning:
        joined = replace(last, end=segment.end)
        if joined == replace(segment, start=last.start, beginning=last.beginning) and last.end == segment.start:
            segment = joined
            segments.pop()
    segments.append(segment)
