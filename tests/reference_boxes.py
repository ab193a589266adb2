"""Slow and obvious twins of the kernels that deal with boxes: chains and links as places in both texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reference_links import Box

Link = tuple[int, int, float, float]


@dataclass(frozen=True)
class Part:
    """A chain or a link: its place, how alike it is, its bits."""

    place: Box
    alike: float
    bits: float
    chain: bool


def parts_of(
    left_units: Sequence[int], right_units: Sequence[int], chains: Sequence[Part], links: Sequence[Link]
) -> list[Part]:
    """The chains, then each link (sentence, sentence, cosine, bits) that none of them says better.

    ``left_units``, ``right_units``: where the sentences of both texts begin and the last ends.
    """
    found = list(chains)
    for i, j, cosine, bits in links:
        place = left_units[i], left_units[i + 1], right_units[j], right_units[j + 1]
        if not _said_better(place, [chain.place for chain in chains if chain.alike >= cosine]):
            found.append(Part(place, cosine, bits, chain=False))
    return found


def _said_better(link: Box, chains: Sequence[Box]) -> bool:
    """Whether the chains have nearly all of both sentences, or most of one and little of the other."""
    shares = [
        sum(len(_characters(chain, side) & _characters(link, side)) for chain in chains) / len(_characters(link, side))
        for side in (0, 2)
    ]
    return min(shares) > 0.9 or (max(shares) > 0.5 and min(shares) < 0.25)


def unmet(places: Sequence[Box], found: Sequence[Box]) -> list[bool]:
    """Which places have no character on the left and one on the right in common with any one of the spans."""
    return [not any(meet(place, span) for span in found) for place in places]


def meet(one: Box, other: Box) -> bool:
    """Whether two places have characters in common in both texts."""
    return all(_characters(one, side) & _characters(other, side) for side in (0, 2))


def _characters(place: Box, side: int) -> set[int]:
    return set(range(place[side], place[side + 1]))
