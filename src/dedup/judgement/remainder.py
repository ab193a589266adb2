"""Matches that are little more than the boilerplate and set phrases found in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from dedup.coverage import union
from dedup.judgement.places import place_of
from dedup.model import Context, Document, Label, Match, Side, Span

_NEARLY_ALL: Final = 0.8
_MOSTLY_AT_EDGE: Final = 0.5
_NAMES: Final[tuple[tuple[Context, str], ...]] = (("boilerplate", "boilerplate"), ("common", "set phrases"))


def label_remainders(matches: Sequence[Match], documents: Sequence[Document]) -> tuple[Match, ...]:
    """The matches; one of which boilerplate or set phrases are nearly all, on both sides, is labelled so too.

    At the same edge of both texts it is enough that they are most of it.
    """
    places = {context: _places(matches, context) for context, _ in _NAMES}
    return tuple(_labelled(match, places, documents) for match in matches)


def labelled(match: Match, context: Context, reason: str) -> Match:
    """The match with one label for both sides."""
    label = Label(context, reason)
    return replace(match, context=context, reason=reason, left_label=label, right_label=label)


def _labelled(
    match: Match, places: Mapping[Context, Mapping[int, Sequence[Span]]], documents: Sequence[Document]
) -> Match:
    if match.context != "uncited" or match.internal:
        return match
    sides = (match.left, match.right)
    at = {place_of(side.span, documents[side.document]) for side in sides}
    enough = _MOSTLY_AT_EDGE if len(at) == 1 and "middle" not in at else _NEARLY_ALL
    for context, name in _NAMES:
        share = min(_covered_share(side, places[context].get(side.document, ())) for side in sides)
        if share >= (enough if context == "boilerplate" else _NEARLY_ALL):
            return labelled(match, context, f"{share:.0%} of it is {name} found in other documents too")
    return match


def _places(matches: Sequence[Match], context: Context) -> dict[int, tuple[Span, ...]]:
    """For each document the places with that label, disjoint and in order."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for match in matches:
        if match.context == context:
            for side in (match.left, match.right):
                spans[side.document].append(side.span)
    return {document: union(found) for document, found in spans.items()}


def _covered_share(side: Side, places: Sequence[Span]) -> float:
    first = max(0, bisect_right(places, side.span.start, key=lambda span: span.start) - 1)
    characters = 0
    for place in islice(places, first, None):
        if place.start >= side.span.end:
            break
        characters += place.overlap(side.span)
    return characters / max(1, side.span.length)
