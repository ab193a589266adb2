"""What the evidence looks at: two texts, the passages that they share, and what the corpus knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.coverage import union
from dedup.judgement.direction.cohesion import Terms
from dedup.judgement.direction.reader import Reader
from dedup.model import Document, Evidence, Match, Span
from dedup.text import Folded


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts, with the disjoint places that it shares with the other one, in order."""

    document: Document
    folded: Folded
    shared: tuple[Span, ...]

    @property
    def shared_share(self) -> float:
        """Share (0 to 1) of its characters that it has in common with the other text."""
        return sum(span.length for span in self.shared) / max(1, self.document.characters)

    def folded_span(self, span: Span) -> tuple[int, int]:
        """The folded characters, half-open, that come from the characters of ``span``."""
        first, last = np.searchsorted(self.folded.source, (span.start, span.end)).tolist()
        return first, last

    def folded_shared(self) -> NDArray[np.int32]:
        """``int32[s, 2]``: the shared places in folded characters."""
        return np.array([self.folded_span(span) for span in self.shared], dtype=np.int32).reshape(-1, 2)

    def rest(self) -> str:
        """The text without what it shares."""
        ends = [0, *(span.end for span in self.shared)]
        starts = [*(span.start for span in self.shared), self.document.characters]
        return "\n".join(self.document.text[a:b] for a, b in zip(ends, starts, strict=True))


@dataclass(frozen=True, slots=True)
class Passage:
    """A match seen from both texts: its places in characters and, ``int32[4]``, in folded ones."""

    left: Span
    right: Span
    places: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class View:
    """A pair of texts with their passages; ``known`` and ``reader`` are of the whole corpus."""

    left: Text
    right: Text
    passages: tuple[Passage, ...]
    known: Terms
    reader: Reader

    @property
    def are_versions(self) -> bool:
        """Whether one text holds most of the other, so that the two are versions of one text."""
        return max(self.left.shared_share, self.right.shared_share) >= 0.5


def view_of(
    matches: Sequence[Match], documents: Sequence[Document], folded: Sequence[Folded], known: Terms, reader: Reader
) -> View:
    """The view of a pair; all ``matches`` are between the same two documents."""
    sides = matches[0].left.document, matches[0].right.document
    left = _text(documents[sides[0]], folded[sides[0]], [match.left.span for match in matches])
    right = _text(documents[sides[1]], folded[sides[1]], [match.right.span for match in matches])
    passages = tuple(_passage(match, left, right) for match in matches)
    return View(left, right, passages, known, reader)


def _text(document: Document, folded: Folded, spans: Sequence[Span]) -> Text:
    return Text(document, folded, union(spans))


def _passage(match: Match, left: Text, right: Text) -> Passage:
    places = (*left.folded_span(match.left.span), *right.folded_span(match.right.span))
    return Passage(match.left.span, match.right.span, np.array(places, dtype=np.int32))


def speaking_for(left: bool, kind: str, detail: str, log_odds: float) -> Evidence:
    """Evidence that ``left``, or else the right text, is the source; ``log_odds`` is positive."""
    return Evidence(kind, detail, log_odds if left else -log_odds)
