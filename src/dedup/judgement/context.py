"""Boilerplate: text that many documents carry because they are of one kind, not because one read the other.

Two rules, both named in the reason: page furniture stands at the head or foot of nearly every text that carries it;
a formula is a short passage that stands in many texts of the corpus.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from dedup.coverage import union
from dedup.model import Document, Family, Match, Side, Span
from dedup.settings import JudgementSettings

_EDGE_SHARE: Final = 0.15
_EDGE_CHARACTERS: Final = 200
_AT_EDGE: Final = 0.8
_NEARLY_ALL: Final = 0.8
_MOSTLY_AT_EDGE: Final = 0.5


def label_contexts(
    matches: Sequence[Match],
    families: Sequence[Family],
    documents: Sequence[Document],
    settings: JudgementSettings,
) -> tuple[Match, ...]:
    """The matches, each with its number of carriers, and boilerplate labelled with the rule that fired."""
    carriers: dict[int, int] = {}
    reasons: dict[int, str] = {}
    for family in families:
        count = len({side.document for side in family.occurrences})
        reason = _boilerplate_reason(family, count, documents, settings)
        for number in family.matches:
            carriers[number] = count
            if reason:
                reasons[number] = reason
    labelled = [_labelled(match, carriers, reasons) for match in matches]
    furniture = _boilerplate_places(labelled)
    return tuple(_with_remainder(match, furniture, documents) for match in labelled)


def _boilerplate_places(matches: Sequence[Match]) -> dict[int, tuple[Span, ...]]:
    """For each document the places labelled boilerplate, disjoint and in order."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for match in matches:
        if match.context == "boilerplate":
            for side in (match.left, match.right):
                spans[side.document].append(side.span)
    return {document: union(found) for document, found in spans.items()}


def _with_remainder(match: Match, furniture: Mapping[int, Sequence[Span]], documents: Sequence[Document]) -> Match:
    """A match of which boilerplate is nearly all, or at the edge of both texts most, is boilerplate too."""
    if match.context == "boilerplate" or match.internal:
        return match
    sides = (match.left, match.right)
    share = min(_covered_share(side, furniture.get(side.document, ())) for side in sides)
    at_edge = all(_is_at_edge(side, documents[side.document]) for side in sides)
    if share >= (_MOSTLY_AT_EDGE if at_edge else _NEARLY_ALL):
        reason = f"{share:.0%} of it is boilerplate found in other documents too"
        return replace(match, context="boilerplate", reason=reason)
    return match


def _covered_share(side: Side, places: Sequence[Span]) -> float:
    first = max(0, bisect_right(places, side.span.start, key=lambda span: span.start) - 1)
    characters = 0
    for place in islice(places, first, None):
        if place.start >= side.span.end:
            break
        characters += place.overlap(side.span)
    return characters / max(1, side.span.length)


def _labelled(match: Match, carriers: Mapping[int, int], reasons: Mapping[int, str]) -> Match:
    count = max(carriers.get(match.id, 0), 1 if match.internal else 2)
    if match.id in reasons:
        return replace(match, carriers=count, context="boilerplate", reason=reasons[match.id])
    return replace(match, carriers=count)


def _boilerplate_reason(
    family: Family, carriers: int, documents: Sequence[Document], settings: JudgementSettings
) -> str:
    if carriers < settings.boilerplate_documents:
        return ""
    at_edge = sum(_is_at_edge(side, documents[side.document]) for side in family.occurrences)
    if at_edge >= _AT_EDGE * len(family.occurrences):
        return f"page furniture: stands at the head or foot of {carriers} documents"
    many = max(settings.formula_documents, round(settings.formula_share * len(documents)))
    longest = max(side.span.length for side in family.occurrences)
    if carriers >= many and longest <= settings.formula_characters:
        return f"formula: a passage of at most {longest} characters that stands in {carriers} documents"
    return ""


def _is_at_edge(side: Side, document: Document) -> bool:
    """Whether the place ends within the head, or begins within the foot, of the document."""
    edge = max(_EDGE_CHARACTERS, round(_EDGE_SHARE * document.characters))
    edge = min(edge, document.characters // 3)
    return side.span.end <= edge or side.span.start >= document.characters - edge
