"""The score of one document as rows: the steps of the waterfall, then the figures that editors ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.model import FIGURES, Document, Figures, Portion, Reuse, Waterfall
from dedup.report.names import DocumentName

_STEPS: Final = ("cited", "bibliography", "own_work", "common")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line: the key of its words, the sign before its number, and the document it is about where there is one."""

    key: str
    sign: str
    characters: int
    share: float
    name: DocumentName | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The waterfall from the total to what remains, and the figures."""

    steps: tuple[ScoreRow, ...]
    figures: tuple[ScoreRow, ...]


def score(document: Document, reuse: Reuse, names: Sequence[DocumentName]) -> Score | None:
    """The score of a document; ``None`` where nothing of it stands in another."""
    if not reuse.waterfall.total:
        return None
    return Score(tuple(_steps(reuse.waterfall, max(1, document.characters))), tuple(_figures(reuse.figures, names)))


def _steps(steps: Waterfall, characters: int) -> Iterator[ScoreRow]:
    yield ScoreRow("step.total", "", steps.total, steps.total / characters)
    for step in _STEPS:
        taken = getattr(steps, step)
        yield ScoreRow(f"step.{step}", "−", taken, taken / characters)
    yield ScoreRow("step.remaining", "=", steps.remaining, steps.remaining / characters)


def _figures(figures: Figures, names: Sequence[DocumentName]) -> Iterator[ScoreRow]:
    for figure in FIGURES:
        portion: Portion = getattr(figures, figure)
        largest = figures.largest_document if figure == "single_source" else None
        name = None if largest is None else names[largest]
        yield ScoreRow(f"figure.{figure}", "", portion.characters, portion.share, name)
