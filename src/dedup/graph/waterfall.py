"""The score waterfall: what of a document is found elsewhere, and which of it does not count, step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dedup.coverage import difference, union
from dedup.model import DISCOUNTED, Context, Label, Match, Side, Span, Waterfall, Zone

_STEPS: Final[tuple[frozenset[Context], ...]] = (
    frozenset({"cited-and-quoted"}),
    frozenset({"bibliography"}),
    frozenset({"own-work"}),
    frozenset({"boilerplate", "common"}),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a match with document ``other`` stands in this one, its context here, and whether this is the source."""

    span: Span
    other: int
    context: Context
    lent: bool = False

    @property
    def counted(self) -> bool:
        """Whether the match counts as borrowing on this side."""
        return self.context not in DISCOUNTED


def places_of(matches: Iterable[Match], documents: int) -> list[list[Place]]:
    """For each document the places of its matches with others; repetition inside a document has none."""
    places: list[list[Place]] = [[] for _ in range(documents)]
    for match in matches:
        if match.internal:
            continue
        for side, other, label, name in (
            (match.left, match.right, match.left_label, "left"),
            (match.right, match.left, match.right_label, "right"),
        ):
            places[side.document].append(_place(match, side, other, label, name))
    return places


def _place(match: Match, side: Side, other: Side, label: Label, name: str) -> Place:
    return Place(side.span, other.document, context_here(match, label), match.direction.source == name)


def context_here(match: Match, label: Label) -> Context:
    """The context of one side: what discounts the whole match (the other side quotes and cites it) discounts here."""
    if match.context in DISCOUNTED and label.context not in DISCOUNTED:
        return match.context
    return label.context


def waterfall(places: Sequence[Place], zones: Iterable[Zone]) -> Waterfall:
    """The steps for one document, each in characters that no earlier step took.

    A step takes what stands in a zone of its kind, and what stands in matches with a context of its kind but in none
    that counts: a passage that one match discounts and another does not is borrowed all the same.
    """
    counted = union(place.span for place in places if place.counted)
    excused = [(excuse_of(zone), zone.span) for zone in zones]
    labelled = [(place.context, place.span) for place in places if not place.counted]
    left = union(place.span for place in places)
    sizes = [_size(left)]
    for step in _STEPS:
        in_zones = [span for context, span in excused if context in step]
        in_matches = difference((span for context, span in labelled if context in step), counted)
        left = difference(left, [*in_zones, *in_matches])
        sizes.append(_size(left))
    return Waterfall(sizes[0], *(before - after for before, after in pairwise(sizes)))


def without(places: Iterable[Place], zones: Iterable[Zone], contexts: Collection[Context]) -> tuple[Span, ...]:
    """What stands in a match of another context than these, and in no zone of these; disjoint spans, in order."""
    kept = (place.span for place in places if place.context not in contexts)
    return difference(kept, (zone.span for zone in zones if excuse_of(zone) in contexts))


def excuse_of(zone: Zone) -> Context:
    """The context that a zone gives to whatever stands in it; ``uncited`` where it excuses nothing."""
    if not zone.excused:
        return "uncited"
    if zone.kind == "quotation":
        return "cited-and-quoted" if zone.cited else "missing-citation"
    return zone.kind


def _size(spans: Iterable[Span]) -> int:
    """Characters of disjoint spans."""
    return sum(span.length for span in spans)
