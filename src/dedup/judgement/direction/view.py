"""What the evidence looks at: two texts, the passages that they share, and what the corpus knows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.coverage import union
from dedup.judgement.direction.facts import Facts
from dedup.judgement.direction.reader import Reader
from dedup.judgement.direction.terms import Terms
from dedup.model import Document, Evidence, Match, Span
from dedup.text import Folded

_VERSION: Final = 0.5  # share of the characters of one of two texts that the other one holds


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts, with the disjoint places that it shares with the other one, in order."""

    document: Document
    folded: Folded
    facts: Facts
    shared: tuple[Span, ...]

    def folded_span(self, span: Span) -> tuple[int, int]:
        """The folded characters, half-open, that come from the characters of ``span``."""
        return between(self.folded.source, span)

    def folded_shared(self) -> NDArray[np.int32]:
        """``int32[s, 2]``: the shared places in folded characters."""
        return np.array([self.folded_span(span) for span in self.shared], dtype=np.int32).reshape(-1, 2)

    def overlapped(self, span: Span) -> Span | None:
        """The first shared place that ``span`` touches."""
        after = bisect_right(self.shared, span.start, key=lambda shared: shared.end)
        found = self.shared[after : after + 1]
        return found[0] if found and found[0].start < span.end else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A match seen from both texts: its places in characters and, ``int32[4]``, in folded ones."""

    left: Span
    right: Span
    places: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class View:
    """A pair of texts with their passages; ``known`` and ``reader`` are of the whole corpus.

    ``are_versions``: whether one text holds most of the other, so that the two are versions of one text.
    """

    left: Text
    right: Text
    passages: tuple[Passage, ...]
    known: Terms
    reader: Reader
    are_versions: bool


def view_of(
    matches: Sequence[Match], documents: Sequence[Document], folded: Sequence[Folded], facts: Mapping[int, Facts],
    known: Terms, reader: Reader,
) -> View:  # fmt: skip
    """The view of a pair; all ``matches`` are between the same two documents."""
    one, other = matches[0].left.document, matches[0].right.document
    left = Text(documents[one], folded[one], facts[one], union(match.left.span for match in matches))
    right = Text(documents[other], folded[other], facts[other], union(match.right.span for match in matches))
    passages = tuple(_passage(match, left, right) for match in matches)
    versions = holds_most(left.shared, left.document) or holds_most(right.shared, right.document)
    return View(left, right, passages, known, reader, versions)


def holds_most(shared: Sequence[Span], document: Document) -> bool:
    """Whether most of a document stands in the disjoint places that it shares with another: they are versions."""
    return sum(span.length for span in shared) >= _VERSION * max(1, document.characters)


def _passage(match: Match, left: Text, right: Text) -> Passage:
    places = (*left.folded_span(match.left.span), *right.folded_span(match.right.span))
    return Passage(match.left.span, match.right.span, np.array(places, dtype=np.int32))


def speaking_for(left: bool, kind: str, detail: str, log_odds: float) -> Evidence:
    """Evidence that ``left``, or else the right text, is the source; ``log_odds`` is positive."""
    return Evidence(kind, detail, log_odds if left else -log_odds)


def between(places: NDArray[np.int32], span: Span) -> tuple[int, int]:
    """Which of the ordered ``places``, half-open, lie in ``span``."""
    if not places.size:
        return 0, 0
    # Keys of another type would have numpy copy all the places.
    first, last = places.searchsorted(np.array((span.start, span.end), dtype=np.int32)).tolist()
    return first, last
