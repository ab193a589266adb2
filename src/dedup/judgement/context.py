"""Contexts that frequency shows: text that many documents carry, not because one read the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dedup.judgement.boilerplate import boilerplate_of
from dedup.judgement.common import common_label
from dedup.judgement.displaced import with_displaced
from dedup.judgement.independence import copies, copy_groups, independent_groups
from dedup.judgement.remainder import label_remainders, labelled
from dedup.judgement.series import Series, series_of
from dedup.model import Document, Family, Match, Side, Span
from dedup.settings import JudgementSettings


def label_contexts(
    matches: Sequence[Match],
    families: Sequence[Family],
    documents: Sequence[Document],
    settings: JudgementSettings,
) -> tuple[Match, ...]:
    """The matches, each with its number of carriers; boilerplate and common text labelled with the rule that fired."""
    series = series_of(documents)
    of_document = _by_document(series)
    copied = copies(matches, documents, settings)
    one_text, one_source = copy_groups(documents, copied), independent_groups(documents, copied, series)
    found = {match.id: match for match in matches}
    furniture = [boilerplate_of(family, documents, of_document, one_text, settings) for family in families]
    for family, boilerplate in zip(families, with_displaced(furniture, families, settings), strict=True):
        common = common_label(family, documents, one_source, settings)
        carriers = len({side.document for side in family.occurrences})
        places = _spans(boilerplate.places)
        for number in family.matches:
            match = replace(found[number], carriers=carriers)
            inside = boilerplate.reason if all(_is_in(side, places) for side in (match.left, match.right)) else ""
            found[number] = _labelled(match, inside, common)
    return label_remainders([found[match.id] for match in matches], documents)


def _labelled(match: Match, boilerplate: str, common: str) -> Match:
    if boilerplate:
        return labelled(match, "boilerplate", boilerplate)
    return labelled(match, "common", common) if common else match


def _spans(places: Iterable[Side]) -> Mapping[int, Sequence[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for place in places:
        spans[place.document].append(place.span)
    return spans


def _is_in(side: Side, places: Mapping[int, Sequence[Span]]) -> bool:
    return any(span.contains(side.span) for span in places.get(side.document, ()))


def _by_document(series: Sequence[Series]) -> Mapping[int, Sequence[Series]]:
    found: dict[int, list[Series]] = defaultdict(list)
    for one in series:
        for document in sorted(one.documents):
            found[document].append(one)
    return found
