"""Scores of stated directions: how often right, how often undetermined, and whether the probabilities hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from benchmarks.quality.tables import table
from dedup.model import Direction

BINS: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A direction as it was stated, and whether the true source is ``left``.

    ``right_by_length`` is whether the trivial rule, the shorter text is the source, is right; ``None`` where both are
    of one length.
    """

    group: str
    direction: Direction
    left_is_source: bool
    right_by_length: bool | None = None

    @property
    def decided(self) -> bool:
        """Whether a side was stated."""
        return self.direction.source in ("left", "right")

    @property
    def right(self) -> bool:
        """Whether the stated side is the true source."""
        return self.direction.source == ("left" if self.left_is_source else "right")

    @property
    def leans_right(self) -> float:
        """1 where the evidence leans to the true source, 0 where to the other, 0.5 where to neither."""
        total = sum(item.log_odds for item in self.direction.evidence)
        if total == 0:
            return 0.5
        return float((total > 0) == self.left_is_source)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one group: verdicts, share undetermined, share right of the decided, and of the trivial rule."""

    group: str
    verdicts: int
    undetermined: float
    right: float | None
    by_length: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Verdicts whose probability lies in ``[low, high)``: how many, their mean, and how often the lean was right."""

    low: float
    high: float
    verdicts: int
    stated: float
    observed: float


def score(group: str, verdicts: Sequence[Verdict]) -> Score:
    """The score of the verdicts of one group."""
    decided = [verdict for verdict in verdicts if verdict.decided]
    lengths = [verdict.right_by_length for verdict in verdicts if verdict.right_by_length is not None]
    return Score(
        group,
        len(verdicts),
        1 - len(decided) / max(1, len(verdicts)),
        sum(verdict.right for verdict in decided) / len(decided) if decided else None,
        sum(lengths) / len(lengths) if lengths else None,
    )


def curve(verdicts: Sequence[Verdict]) -> list[Bin]:
    """The calibration curve over all verdicts, the undetermined ones with the probability of their evidence."""
    bins = []
    for low, high in pairwise(BINS):
        inside = [one for one in verdicts if low <= one.direction.probability < high]
        if inside:
            stated = sum(one.direction.probability for one in inside) / len(inside)
            observed = sum(one.leans_right for one in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), stated, observed))
    return bins


def show_scores(scores: Sequence[Score]) -> str:
    """The scores as a table."""
    heads = ("", "verdicts", "undetermined", "right of decided", "longer is later")
    return table(heads, [(one.group, one.verdicts, one.undetermined, one.right, one.by_length) for one in scores])


def show_curve(bins: Sequence[Bin]) -> str:
    """The calibration curve as a table."""
    heads = ("stated probability", "verdicts", "mean stated", "observed", "off by")
    rows = [
        (f"{one.low:.1f} to {one.high:.1f}", one.verdicts, one.stated, one.observed, one.observed - one.stated)
        for one in bins
    ]
    return table(heads, rows)
