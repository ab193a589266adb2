"""Pairs: two documents and what of each is found in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dedup.coverage import covered
from dedup.graph.directions import DECIDED, pair_direction
from dedup.model import DISCOUNTED, Direction, Document, Match, Pair


def counts_as_borrowing(match: Match) -> bool:
    """Whether a match counts towards pairs and clusters: between documents, in a context that is not discounted."""
    return match.context not in DISCOUNTED and not match.internal


def pairs_of(matches: Sequence[Match], documents: Sequence[Document], *, decided: float = DECIDED) -> tuple[Pair, ...]:
    """Pairs with at least one counted match, in order of (left, right).

    ``decided`` is the probability (0.5 to 1) from which a direction is stated.
    """
    between: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        if counts_as_borrowing(match):
            between[match.left.document, match.right.document].append(match)
    return tuple(
        _pair(documents[left], documents[right], found, pair_direction(found, documents, decided=decided))
        for (left, right), found in sorted(between.items())
    )


def _pair(left: Document, right: Document, matches: Sequence[Match], direction: Direction) -> Pair:
    of_left = covered(match.left.span for match in matches)
    of_right = covered(match.right.span for match in matches)
    return Pair(
        left=left.id,
        right=right.id,
        matches=tuple(match.id for match in matches),
        characters_of_left=of_left,
        characters_of_right=of_right,
        containment_of_left=of_left / max(1, left.characters),
        containment_of_right=of_right / max(1, right.characters),
        direction=direction,
    )
