"""The values of the one-page summary of a document: its figures, the steps of its score, its largest sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dedup.model import Document, Portion, Reuse, Waterfall
from dedup.report.document_page import DocumentPage
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.source_rows import SourceRow

SOURCES_SHOWN: Final = 8
_STEPS: Final = ("cited", "bibliography", "own_work", "common")
_FIGURES: Final = ("without_cited", "without_own_work", "single_source", "three_sources", "first_fifth", "runs_of_13")


@dataclass(frozen=True, slots=True)
class Step:
    """One step from all that is found elsewhere to what counts: shares of the text, ``before`` stands to its left."""

    key: str
    characters: int
    share: float
    before: float
    taken: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything the summary shows; ``figures`` are keys of words with their portions."""

    document: Document
    name: DocumentName
    reuse: Reuse
    steps: tuple[Step, ...]
    figures: tuple[tuple[str, Portion], ...]
    sources: tuple[SourceRow, ...]
    sources_left_out: int
    compared: tuple[DocumentName, ...]
    not_compared: int


def summary_page(edition: Edition, page: DocumentPage, compared: tuple[int, ...]) -> Summary:
    """Gather the summary from a document's page; ``compared`` are the documents that stand beside it in the file."""
    figures = page.reuse.figures
    others = [row for row in page.sources if row.name.id != page.document.id]
    return Summary(
        document=page.document,
        name=page.name,
        reuse=page.reuse,
        steps=_steps(page.reuse.waterfall, page.document.characters),
        figures=tuple((f"figure.{name}", getattr(figures, name)) for name in _FIGURES if page.reuse.waterfall.total),
        sources=tuple(others[:SOURCES_SHOWN]),
        sources_left_out=max(0, len(others) - SOURCES_SHOWN),
        compared=tuple(edition.names[other] for other in compared),
        not_compared=len(others) - len(compared),
    )


def _steps(waterfall: Waterfall, characters: int) -> tuple[Step, ...]:
    """The waterfall as bars: each step that takes something hangs where the one before it ends."""
    if not waterfall.total:
        return ()
    whole, left = max(1, characters), waterfall.total
    steps = [Step("step.total", waterfall.total, waterfall.total / whole, 0.0, taken=False)]
    for name in _STEPS:
        taken: int = getattr(waterfall, name)
        left -= taken
        steps.append(Step(f"step.{name}", taken, taken / whole, left / whole, taken=True))
    steps.append(Step("step.remaining", left, left / whole, 0.0, taken=False))
    return tuple(steps)
