"""Drafts that an index holds in an earlier version: what they share with themselves is no finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dedup.index.matching import Matched
from dedup.model import Match, Side


def without_earlier(matched: Matched, names: Collection[str]) -> Matched:
    """What was found, without the documents of the index that have these names.

    They were there when the texts were weighed: they count among those that tell how common a character or phrase is.
    """
    old = [
        rank
        for rank, document in enumerate(matched.found.documents)
        if document.path in names and not matched.new[rank]
    ]
    if not old:
        return matched
    kept = [rank for rank in range(len(matched.new)) if rank not in set(old)]
    place = {rank: number for number, rank in enumerate(kept)}
    found = matched.found
    both = [match for match in found.matches if match.left.document in place and match.right.document in place]
    return Matched(
        replace(
            found,
            documents=tuple(replace(found.documents[rank], id=place[rank]) for rank in kept),
            folded=[found.folded[rank] for rank in kept],
            matches=tuple(_numbered(match, number, place) for number, match in enumerate(both)),
        ),
        tuple(matched.new[rank] for rank in kept),
    )


def _numbered(match: Match, number: int, place: dict[int, int]) -> Match:
    left, right = (Side(place[side.document], side.span) for side in (match.left, match.right))
    return replace(match, id=number, left=left, right=right)
