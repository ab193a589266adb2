"""The evidence for a direction as rows that a reader can weigh."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dedup.model import Direction, Evidence
from dedup.report.details import told
from dedup.report.visible import visible
from dedup.report.wording import Wording

_STRONG: Final = 2.5  # odds of 12 to 1
_CLEAR: Final = 1.0  # odds of 2.7 to 1
_MOST_ODDS: Final = 999


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One reason: its kind and detail in words, which text (``left``, ``right`` or neither) it says is the source.

    ``strength`` is strongly, clearly, weakly or not at all; ``odds`` says how strongly in figures.
    """

    kind: str
    detail: str
    speaks_for: str
    strength: str
    odds: str


def source_words(direction: Direction, words: Wording) -> str:
    """Which of the texts A (the left) and B is the source, and how sure that is."""
    said = words(f"ab.{direction.source}")
    if direction.source == "undetermined":
        return said
    return words("direction.sure", direction=said, probability=words.percent(direction.probability))


def evidence_rows(direction: Direction, words: Wording) -> tuple[EvidenceRow, ...]:
    """The reasons of a direction, the weightiest first."""
    ordered = sorted(direction.evidence, key=lambda item: -abs(item.log_odds))
    return tuple(_rows(ordered, words))


def _rows(evidence: list[Evidence], words: Wording) -> Iterator[EvidenceRow]:
    for item in evidence:
        left, weight = item.log_odds > 0, abs(item.log_odds)
        side = "none" if not weight else "left" if left else "right"
        yield EvidenceRow(
            kind=words.name("evidence", item.kind),
            detail=visible(told(item.detail, words.language)),
            speaks_for=side,
            strength="none" if not weight else _strength(weight),
            odds=_odds(weight) if weight else "",
        )


def _strength(weight: float) -> str:
    if weight >= _STRONG:
        return "strongly"
    return "clearly" if weight >= _CLEAR else "weakly"


def _odds(weight: float) -> str:
    """``9 : 1``; the first number has one decimal place where it is small."""
    odds = math.exp(min(weight, math.log(_MOST_ODDS)))
    return f"{odds:.0f} : 1" if odds >= 10 else f"{odds:.1f} : 1"
