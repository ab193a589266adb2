"""PAN's measure of text alignment: precision, recall, granularity and plagdet.

Potthast, Stein, Barron-Cedeno and Rosso, "An Evaluation Framework for Plagiarism Detection" (COLING 2010), in the
macro-averaged form. A case ``s`` of true reuse and a detection ``r`` each mark a place in a copy and a place in its
source. ``r`` detects ``s`` where they are of the same pair of documents and overlap on both sides. With ``|s|`` the
characters of both places of ``s``, and ``D(s)`` the detections that detect it:

    recall      = mean over cases s       of |s ∩ union of D(s)| / |s|
    precision   = mean over detections r  of |r ∩ union of the cases it detects| / |r|
    granularity = mean over detected cases s of |D(s)|, 1 where none is detected
    plagdet     = F1(precision, recall) / log2(1 + granularity)

Example: one case at 0:100 of both documents, found as 0:50 and 50:100 of both: precision and recall are 1, granularity
is 2, plagdet is 1 / log2(3) = .631.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from dedup.model import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a copy and the place in its source; ``pair`` names the two documents in any hashable way."""

    pair: Hashable
    copy: Span
    source: Span

    @property
    def length(self) -> int:
        """Characters of both places."""
        return self.copy.length + self.source.length

    def meets(self, other: Passage) -> bool:
        """Whether both places overlap those of ``other``, in the same pair of documents."""
        return self.pair == other.pair and self.copy.overlap(other.copy) > 0 and self.source.overlap(other.source) > 0


@dataclass(frozen=True, slots=True)
class Score:
    """Ratios are 0 to 1; ``found`` is the number of cases that any detection meets."""

    cases: int
    detections: int
    found: int
    recall: float
    precision: float
    granularity: float
    plagdet: float


def score(cases: Sequence[Passage], detections: Sequence[Passage]) -> Score:
    """Score ``detections`` against the true ``cases``. Where both are empty all is well: precision and recall are 1."""
    by_pair, cases_by_pair = _by_pair(detections), _by_pair(cases)
    met = [_meeting(case, by_pair) for case in cases]
    counts = [len(each) for each in met if each]
    recall = _mean([covered(case, each) for case, each in zip(cases, met, strict=True)], not detections)
    precision = _mean([covered(each, _meeting(each, cases_by_pair)) for each in detections], not cases)
    granularity = sum(counts) / len(counts) if counts else 1.0
    return Score(
        cases=len(cases),
        detections=len(detections),
        found=len(counts),
        recall=recall,
        precision=precision,
        granularity=granularity,
        plagdet=f1(precision, recall) / log2(1 + granularity),
    )


def covered(passage: Passage, others: Iterable[Passage]) -> float:
    """Share of the characters of ``passage``, both places together, that the union of ``others`` covers."""
    others = list(others)
    if not passage.length:
        return 0.0
    on_copy = overlap_with_union(passage.copy, [other.copy for other in others])
    on_source = overlap_with_union(passage.source, [other.source for other in others])
    return (on_copy + on_source) / passage.length


def overlap_with_union(span: Span, others: Iterable[Span]) -> int:
    """Characters of ``span`` that lie in at least one of ``others``."""
    total, reached = 0, span.start
    for other in sorted(others):
        start, end = max(reached, other.start), min(span.end, other.end)
        if end > start:
            total += end - start
            reached = end
    return total


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _by_pair(passages: Iterable[Passage]) -> Mapping[Hashable, list[Passage]]:
    grouped: defaultdict[Hashable, list[Passage]] = defaultdict(list)
    for passage in passages:
        grouped[passage.pair].append(passage)
    return grouped


def _meeting(passage: Passage, grouped: Mapping[Hashable, list[Passage]]) -> list[Passage]:
    return [other for other in grouped.get(passage.pair, ()) if other.meets(passage)]


def _mean(shares: Sequence[float], other_side_empty: bool) -> float:
    if not shares:
        return 1.0 if other_side_empty else 0.0
    return sum(shares) / len(shares)
