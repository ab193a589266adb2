"""Families: one passage and all the places that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dedup.components import components
from dedup.model import Family, Match, Side, Span

_SAME_PLACE: Final = 0.7


def families_of(matches: Sequence[Match]) -> tuple[Family, ...]:
    """Families of the matches, in order of their first place; every match is in exactly one.

    Two places in a document are one where each covers at least 0.7 of the other; a match joins the families of its
    sides.
    """
    return families_at(places_of(matches), matches)


def families_at(place_of: Mapping[Side, Side], matches: Sequence[Match]) -> tuple[Family, ...]:
    """``families_of`` where it is known which place each side is (``places_of``)."""
    joined = components((), ((place_of[match.left], place_of[match.right]) for match in matches))
    occurrences = sorted(map(sorted, joined))
    family_of = {place: number for number, places in enumerate(occurrences) for place in places}
    members: list[list[int]] = [[] for _ in occurrences]
    for match in matches:
        members[family_of[place_of[match.left]]].append(match.id)
    return tuple(
        Family(number, tuple(places), tuple(numbers))
        for number, (places, numbers) in enumerate(zip(occurrences, members, strict=True))
    )


def places_of(matches: Iterable[Match]) -> dict[Side, Side]:
    """For each side of a match the place it is counted as: the widest of the sides that are much the same."""
    sides = sorted({side for match in matches for side in (match.left, match.right)})
    place_of: dict[Side, Side] = {}
    active: list[list[Side]] = []
    document = -1
    for side in sides:
        if side.document != document:
            _settle(active, place_of)
            active, document = [], side.document
        ended = [group for group in active if group[0].span.end <= side.span.start]
        if ended:
            _settle(ended, place_of)
            active = [group for group in active if group[0].span.end > side.span.start]
        for group in active:
            if _is_same_place(group[0].span, side.span):
                group.append(side)
                break
        else:
            active.append([side])
    _settle(active, place_of)
    return place_of


def _settle(groups: Iterable[list[Side]], place_of: dict[Side, Side]) -> None:
    for group in groups:
        span = group[0].span
        for side in group[1:]:
            span = span.merge(side.span)
        place = Side(group[0].document, span)
        for side in group:
            place_of[side] = place


def _is_same_place(one: Span, other: Span) -> bool:
    return one.overlap(other) >= _SAME_PLACE * max(one.length, other.length)
