"""Slogans and set phrases that are no match: short phrases that independent texts have in common, as zones.

A passage that several texts copied is long, or lies in matches between them. A slogan is short, and stands where the
texts share nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.judgement.canon_runs import runs_of
from dedup.judgement.independence import copies, independent_groups
from dedup.judgement.phrase_counts import GRAM, Grams, common_grams, outside
from dedup.judgement.series import series_of
from dedup.model import Document, Match, Span, Zone
from dedup.settings import JudgementSettings
from dedup.text.characters import is_dense
from dedup.text.folding import Folded
from dedup.text.passages import weights

_PREFIX: Final = "set phrase"
# Phrases so near one another, in folded characters, are one longer passage.
_NEAR: Final = 8
# Four English words in a row are a phrase more often than two or three.
_LEAST_LETTERS: Final = 24
# A letter says half of what a Chinese character does.
_LETTERS: Final = 2
_SENTENCE: Final = 2
# What fewer texts of many say is a turn of phrase of theirs.
_SHARE: Final = 0.05


def set_phrases(
    documents: Sequence[Document], folded: Sequence[Folded], matches: Sequence[Match], settings: JudgementSettings
) -> list[tuple[Zone, ...]]:
    """For each document a zone for each phrase of at most ``slogan_characters`` in enough independent texts.

    Enough are ``set_phrase_documents``, and 5 % of all. No zone lies in a longer match: whoever copied a
    passage copied the phrases in it.
    """
    groups = independent_groups(documents, copies(matches, documents, settings), series_of(documents))
    of_texts = [groups.get(document.id, document.id) for document in documents]
    least = max(settings.set_phrase_documents, round(_SHARE * len(set(of_texts))))
    if len(set(of_texts)) < least:
        return [() for _ in documents]
    grams = common_grams(folded, of_texts, _places(matches, 0), least)
    copied = _places(matches, settings.slogan_characters)
    return [
        tuple(_zones(text, found, copied.get(document.id, ()), settings.slogan_characters))
        for document, text, found in zip(documents, folded, grams, strict=True)
    ]


def with_set_phrases(documents: Sequence[Document], phrases: Sequence[Sequence[Zone]]) -> tuple[Document, ...]:
    """The documents with their ``set_phrases``."""
    return tuple(map(_with_zones, documents, phrases))


def is_set_phrase(zone: Zone) -> bool:
    """Whether ``set_phrases`` made the zone, and not a common source."""
    return zone.kind == "common" and zone.reason.startswith(_PREFIX)


def _places(matches: Iterable[Match], longer: int) -> Mapping[int, Sequence[Span]]:
    """The places of the matches between documents of which one side has more than ``longer`` characters."""
    places: dict[int, list[Span]] = defaultdict(list)
    for match in matches:
        sides = (match.left, match.right)
        if not match.internal and max(side.span.length for side in sides) > longer:
            for side in sides:
                places[side.document].append(side.span)
    return places


def _with_zones(document: Document, found: Iterable[Zone]) -> Document:
    """With those zones that no common source covers already."""
    sources = [zone.span for zone in document.zones if zone.kind == "common"]
    new = [zone for zone in found if not _meets(zone.span, sources)]
    zones = sorted((*document.zones, *new), key=lambda zone: (zone.span, zone.kind))
    return replace(document, zones=tuple(zones)) if new else document


def _meets(span: Span, disjoint: Sequence[Span]) -> bool:
    following = bisect_left(disjoint, span.start, key=lambda one: one.end)
    return any(one.overlap(span) for one in disjoint[following : following + 2])


def _zones(folded: Folded, grams: Grams, copied: Sequence[Span], longest: int) -> Iterator[Zone]:
    free = outside(folded, copied, grams.places)
    places, texts = grams.places[free].astype(np.int64), grams.texts[free]
    if not places.size:
        return
    sentences = np.cumsum(folded.breaks >= _SENTENCE, dtype=np.int64)[places]
    runs = runs_of(places, sentences, weights(folded.codes), GRAM)
    fewest = np.minimum.reduceat(texts, np.searchsorted(places, runs.start))
    kept = _apart(runs.start, runs.end) & (runs.end - runs.start <= _LETTERS * longest)
    for start, end, held in zip(runs.start[kept].tolist(), runs.end[kept].tolist(), fewest[kept].tolist(), strict=True):
        first, last = _whole_words(folded, start, end)
        if first < last and _is_phrase(folded, first, last, longest):
            span = Span(int(folded.source[first]), int(folded.source[last - 1]) + 1)
            yield Zone("common", span, f"{_PREFIX}: stands in {held} texts that are independent of each other")


def _apart(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The runs that have no other near them: what is common in piece after piece is no phrase but a passage."""
    near = starts[1:] - ends[:-1] <= _NEAR
    return ~(np.concatenate(([False], near)) | np.concatenate((near, [False])))


def _whole_words(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The run without the parts of words at its ends."""
    codes, breaks = folded.codes, folded.breaks
    while 0 < start < end and not (breaks[start] or is_dense(codes[start]) or is_dense(codes[start - 1])):
        start += 1
    while start < end < codes.size and not (breaks[end] or is_dense(codes[end]) or is_dense(codes[end - 1])):
        end -= 1
    return start, end


def _is_phrase(folded: Folded, start: int, end: int, longest: int) -> bool:
    """Whether the run is short enough for a phrase, and of letters not too short."""
    length = int(folded.source[end - 1]) + 1 - int(folded.source[start])
    dense = any(is_dense(code) for code in folded.codes[start:end])
    return length <= longest * (1 if dense else _LETTERS) and end - start >= (GRAM // 2 if dense else _LEAST_LETTERS)
