"""From evidence to a direction: log-odds add up, and where they do not reach far enough nothing is stated."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

from dedup.model import Direction, Evidence

DATE: Final = "date"
_MOST: Final = 4.6  # nobody is surer than 99 %: the source may be a text that is not here
_CONTRADICTED: Final = 1.0


def concluded(evidence: Sequence[Evidence], decided: float) -> Direction:
    """The direction that all the evidence speaks for, with its probability (logistic function of the summed log-odds).

    Undetermined below ``decided`` (0.5 to 1), and where the texts contradict their dates.
    """
    total = sum(item.log_odds for item in evidence)
    total = max(-_MOST, min(_MOST, total))
    probability = 1 / (1 + exp(-abs(total)))
    if total == 0 or probability < decided or contradicts_dates(evidence):
        return Direction("undetermined", probability, tuple(evidence))
    return Direction("left" if total > 0 else "right", probability, tuple(evidence))


def contradicts_dates(evidence: Sequence[Evidence], passages: float = 0.0) -> bool:
    """Whether the texts, with log-odds of their ``passages``, speak against their dates, and not faintly: then neither
    settles anything."""
    of_dates = sum(item.log_odds for item in evidence if item.kind == DATE)
    of_texts = passages + sum(item.log_odds for item in evidence if item.kind != DATE)
    return of_dates * of_texts < 0 and abs(of_texts) >= _CONTRADICTED
