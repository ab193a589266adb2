"""How many pages fit into the space that a report may take, measured on a sample of them before any is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from dedup.report.document_page import document_page
from dedup.report.edition import Edition
from dedup.report.pair_page import pair_page
from dedup.report.plan import PairKey, document_order, pair_order
from dedup.report.rendering import Renderer
from dedup.settings import ReportSettings

MEGABYTE: Final = 1_000_000
SAMPLE: Final = 32
PAIRS_SHARE: Final = 0.25
"""What pairs may take of the space at most; documents get the rest."""
_FRAME: Final = 5_000
_ROW: Final = 700
"""Rough sizes in bytes of a page without its text and of one match on it; a sample corrects them by one factor."""
Key = TypeVar("Key")


def within_budget(made: Edition, renderer: Renderer) -> ReportSettings:
    """The settings with limits on pages such that they take about ``max_megabytes``; what asks most of a reader stays.

    Deterministic: the sample is taken evenly from the pages in their order.
    """
    settings, space = made.settings, made.settings.max_megabytes * MEGABYTE
    documents, pairs = _documents(made), _pairs(made)
    if sum(size for _, size in (*documents, *pairs)) < space / 20:
        return settings  # whatever the factor is, it is not so much
    pairs = _corrected(pairs, lambda key: renderer.pair(pair_page(made, key)))
    documents = _corrected(documents, lambda document: renderer.document(document_page(made, document)))
    n_pairs, taken = _fitting(pairs, space * PAIRS_SHARE)
    n_documents, _ = _fitting(documents, space - taken)
    return replace(settings, max_document_pages=n_documents, max_pair_pages=n_pairs)


def _documents(made: Edition) -> list[tuple[int, float]]:
    """The documents that are to have a page, most reuse first, with the rough size of each."""
    plan, limit = made.plan, made.settings.max_matches_a_page
    ranked = sorted(plan.documents, key=lambda document: document_order(made.result, document))
    return [
        (
            document,
            _bytes(made.result.documents[document].text)
            + _FRAME
            + _ROW * min(limit, len(plan.matches_by_document[document])),
        )
        for document in ranked
    ]


def _pairs(made: Edition) -> list[tuple[PairKey, float]]:
    plan, limit = made.plan, made.settings.max_matches_a_page
    ranked = sorted(plan.pairs, key=lambda key: pair_order(key, plan.pair_by_key, plan.matches_by_pair[key]))
    return [(key, _texts(made, key) + _FRAME + _ROW * min(limit, len(plan.matches_by_pair[key]))) for key in ranked]


def _texts(made: Edition, documents: PairKey) -> int:
    return sum(_bytes(made.result.documents[document].text) for document in documents)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _corrected(pages: Sequence[tuple[Key, float]], render: Callable[[Key], str]) -> list[tuple[Key, float]]:
    step = max(1, len(pages) // SAMPLE)
    sample = pages[::step]
    rough = sum(size for _, size in sample)
    real = sum(_bytes(render(key)) for key, _ in sample)
    return [(key, size * real / rough) for key, size in pages] if rough else []


def _fitting(pages: Sequence[tuple[Key, float]], space: float) -> tuple[int, float]:
    """How many of the pages fit, in their order, and what they take."""
    taken = 0.0
    for number, (_, size) in enumerate(pages):
        if taken + size > space:
            return number, taken
        taken += size
    return len(pages), taken
