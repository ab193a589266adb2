"""Which documents are independent of each other: copies, and the texts of one source, count as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from dedup.components import components
from dedup.coverage import covered
from dedup.judgement.places import place_of
from dedup.judgement.series import Series
from dedup.model import Document, Match, Span
from dedup.settings import JudgementSettings

_MUCH: Final = 0.3


def copies(
    matches: Sequence[Match], documents: Sequence[Document], settings: JudgementSettings
) -> tuple[tuple[int, int], ...]:
    """Pairs of documents of which one holds more than 0.3 of the other, in order.

    Counted are passages too long for a set phrase, and not at the head of both or the foot of both: otherwise what
    short texts have in common would make copies of them.
    """
    shared: dict[tuple[int, int], list[tuple[Span, Span]]] = defaultdict(list)
    for match in matches:
        left, right = documents[match.left.document], documents[match.right.document]
        place = place_of(match.left.span, left)
        longest = max(match.left.span.length, match.right.span.length)
        alike = place != "middle" and place == place_of(match.right.span, right)
        if longest > settings.formula_characters and not alike and not match.internal:
            shared[left.id, right.id].append((match.left.span, match.right.span))
    return tuple(
        pair
        for pair, spans in sorted(shared.items())
        if _share(documents[pair[0]], (left for left, _ in spans)) > _MUCH
        or _share(documents[pair[1]], (right for _, right in spans)) > _MUCH
    )


def copy_groups(documents: Sequence[Document], copied: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """For each document the first one that it is joined with by copies."""
    groups = components((document.id for document in documents), copied)
    return {document: min(group) for group in groups for document in group}


def independent_groups(
    documents: Sequence[Document], copied: Iterable[tuple[int, int]], series: Sequence[Series]
) -> Mapping[int, int]:
    """As ``copy_groups``, and the documents of one site, author or group are one; a folder makes no series here."""
    of_one = (sorted(each.documents) for each in series if each.kind != "folder")
    return copy_groups(documents, [*copied, *(pair for members in of_one for pair in pairwise(members))])


def _share(document: Document, spans: Iterable[Span]) -> float:
    return covered(spans) / max(1, document.characters)
