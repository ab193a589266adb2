"""Align candidate pairs on all cores and turn folded spans into matches in the original texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from dedup.alignment.background import Background
from dedup.alignment.batch import Corpus, align_pairs
from dedup.alignment.pairwise import Rules
from dedup.alignment.sketched import sketch_index
from dedup.alignment.spans import Spans
from dedup.fingerprint import Fingerprints
from dedup.model import Document, Match, MatchKind, Side, Span
from dedup.progress import Progress
from dedup.settings import AlignmentSettings
from dedup.text import Folded
from dedup.text.passages import mean_weights
from dedup.workers import map_in_order

_CHUNK: Final = 4000
_EDITED_FROM: Final = 0.6
_MOST_MARKS: Final = 2
_STRAIGHT_QUOTES: Final = frozenset("\"'")


def align(
    pairs: NDArray[np.int32],
    prints: Fingerprints,
    known: Background,
    settings: AlignmentSettings,
    least_bits: float,
    *,
    jobs: int,
    progress: Progress,
    screened: bool = True,
    by_sketches: bool = True,
) -> Spans:
    """Reused spans of ``pairs`` of documents (``int32[m, 2]`` or wider) that are worth at least ``least_bits``.

    ``screened``: whether pairs are passed over that do not promise so much; ``by_sketches``: whether their shared
    sketches must promise some of it before the whole texts are looked at.
    """
    mean_weight = mean_weights(prints.codes, prints.offsets)
    rules = Rules(
        settings.max_gap, settings.max_skew, settings.gap_cost, settings.skew_cost, settings.predecessors,
        settings.max_apart, settings.min_weight, least_bits,
    )  # fmt: skip
    corpus = Corpus(
        prints.codes, prints.sounds, prints.offsets, prints.breaks, prints.grams, prints.gram_offsets,
        prints.sketch_grams, prints.sketch_offsets, prints.bags, prints.bag_offsets, known.terms, prints.units,
        prints.unit_offsets, known.before,
    )  # fmt: skip

    looked_at = slice(None) if screened and by_sketches else slice(0)
    index = sketch_index(prints.sketch_grams[looked_at], prints.sketch_offsets[looked_at])

    def some(chunk: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float64], int]:
        found: tuple[NDArray[np.int32], NDArray[np.float64], int] = align_pairs(
            chunk, corpus, index, mean_weight, rules, screened, by_sketches
        )
        return found

    chunks = [pairs[start : start + _CHUNK] for start in range(0, len(pairs), _CHUNK)]
    progress.stage("aligning", len(chunks))
    found = map_in_order(some, chunks, jobs, progress)
    if not found:
        return Spans(np.zeros((0, 6), dtype=np.int32), np.zeros(0), 0)
    places = np.concatenate([rows for rows, _, _ in found])
    bits = np.concatenate([worth for _, worth, _ in found])
    order = np.lexsort((places[:, 5], places[:, 4], places[:, 3], places[:, 2], places[:, 1], places[:, 0]))
    return Spans(places[order], bits[order], sum(common for _, _, common in found))


def verified(spans: Spans, documents: Sequence[Document], folded: Sequence[Folded], progress: Progress) -> list[Match]:
    """Matches in offsets of the original texts, with similarity and kind, in order of documents and places."""
    texts = _Texts(folded)
    progress.stage("comparing", len(spans.bits))
    matches: list[Match] = []
    for row, bits in zip(spans.places.tolist(), spans.bits.tolist(), strict=True):
        matches.append(_match(len(matches), row, bits, documents, folded, texts))
        progress.advance()
    return matches


class _Texts:
    """Folded texts as strings, decoded when first asked for."""

    def __init__(self, folded: Sequence[Folded]) -> None:
        self._folded = folded
        self._known: dict[int, str] = {}

    def __getitem__(self, document: int) -> str:
        if document not in self._known:
            self._known[document] = self._folded[document].text()
        return self._known[document]


def _match(
    number: int, row: list[int], bits: float, documents: Sequence[Document], folded: Sequence[Folded], texts: _Texts
) -> Match:
    left, right, left_start, left_end, right_start, right_end = row
    similarity = Indel.normalized_similarity(texts[left][left_start:left_end], texts[right][right_start:right_end])
    left_text, right_text = documents[left].text, documents[right].text
    left_span = _source_span(folded[left], left_start, left_end)
    right_span = _source_span(folded[right], right_start, right_end)
    before = _shared_marks(_before(left_text, left_span.start), _before(right_text, right_span.start), opening=True)
    after = _shared_marks(_after(left_text, left_span.end), _after(right_text, right_span.end), opening=False)
    return Match(
        id=number,
        left=Side(left, Span(left_span.start - before, left_span.end + after)),
        right=Side(right, Span(right_span.start - before, right_span.end + after)),
        kind=_kind(similarity),
        similarity=similarity,
        bits=bits,
    )


def _source_span(folded: Folded, start: int, end: int) -> Span:
    return Span(int(folded.source[start]), int(folded.source[end - 1]) + 1)


def _before(text: str, end: int) -> str:
    """The characters before ``end``, the nearest first."""
    return text[max(0, end - _MOST_MARKS) : end][::-1]


def _after(text: str, start: int) -> str:
    return text[start : start + _MOST_MARKS]


def _shared_marks(left: str, right: str, *, opening: bool) -> int:
    """How many characters at the start of both are the same mark: a sentence keeps its full stop and its quotes.

    Only ``opening`` marks belong to what follows them, and only others to what stands before.
    """
    marks = 0
    for one, other in zip(left, right, strict=False):
        if one != other or one.isalnum() or one.isspace() or not (_opens(one) if opening else _closes(one)):
            break
        marks += 1
    return marks


def _opens(mark: str) -> bool:
    return unicodedata.category(mark) in {"Ps", "Pi"} or mark in _STRAIGHT_QUOTES


def _closes(mark: str) -> bool:
    return unicodedata.category(mark) not in {"Ps", "Pi"}


def _kind(similarity: float) -> MatchKind:
    if similarity == 1.0:
        return "verbatim"
    return "edited" if similarity >= _EDITED_FROM else "rewritten"
