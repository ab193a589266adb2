"""Reuse that a text has by its plant: from the texts which the plant's source shares with, or by a second plant of the
same source. No one planted it between the two, but it is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.quality.cases import Planted
from benchmarks.quality.scanning import Found
from dedup.model import Span

Place = tuple[int, Span]


def inherited(planted: Planted, own: Iterable[Found], matches: Iterable[Found]) -> list[Found]:
    """The ``matches`` between two texts that follow from plants: where a side lies mostly in a plant, its passage in
    the source stands for it; both passages must be of one text, or meet genuine reuse of two (``own``)."""
    pairs = _pairs(own)
    plants: defaultdict[int, list[tuple[Span, Place]]] = defaultdict(list)
    for case in planted.cases:
        plants[case.copy].append((case.planted, (case.source, case.taken)))
    return [match for match in matches if _follows(match, plants, pairs)]


def _follows(
    match: Found,
    plants: defaultdict[int, list[tuple[Span, Place]]],
    pairs: defaultdict[tuple[int, int], list[tuple[Span, Span]]],
) -> bool:
    left, right = (_origins(side, plants[side[0]]) for side in match.sides)
    return any(_alike(one, other, pairs) for one in left for other in right if (one, other) != match.sides)


def _origins(side: Place, plants: Sequence[tuple[Span, Place]]) -> list[Place]:
    """The passages that a side comes from; the side itself where it lies in no plant."""
    return [passage for plant, passage in plants if 2 * plant.overlap(side[1]) >= side[1].length] or [side]


def _alike(one: Place, other: Place, pairs: defaultdict[tuple[int, int], list[tuple[Span, Span]]]) -> bool:
    if one[0] == other[0]:
        return True
    (left, on_left), (right, on_right) = sorted((one, other), key=lambda place: place[0])
    return any(a.overlap(on_left) and b.overlap(on_right) for a, b in pairs[left, right])


def _pairs(own: Iterable[Found]) -> defaultdict[tuple[int, int], list[tuple[Span, Span]]]:
    pairs: defaultdict[tuple[int, int], list[tuple[Span, Span]]] = defaultdict(list)
    for match in own:
        (left, on_left), (right, on_right) = sorted(match.sides, key=lambda place: place[0])
        pairs[left, right].append((on_left, on_right))
    return pairs
