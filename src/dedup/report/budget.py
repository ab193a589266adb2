"""How many pages fit into the space that a report may take, measured on a sample of them before any is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from dedup.model import Span
from dedup.report.document_page import document_page
from dedup.report.edition import Edition
from dedup.report.family_page import family_page
from dedup.report.pair_page import WHOLE_CHARACTERS, longest_shown, pair_page
from dedup.report.plan import PairKey, document_order, pair_order
from dedup.report.rendering import Renderer
from dedup.settings import ReportSettings

MEGABYTE: Final = 1_000_000
SAMPLE: Final = 96
STRETCH: Final = 8
"""Pages of each kind that are made to know their sizes, so many in each stretch of the ranking."""
PAIRS_SHARE: Final = 0.25
"""What pairs get of the space at least, where they need it; they get more where documents leave more."""
LEAST_SHARE: Final = 0.25
"""What pages get of the space at least, however large the results beside them are."""
_FRAME: Final = 5_000
_ROW: Final = 700
"""Rough sizes in bytes of a page without its text and of one match on it; a sample corrects them by one factor."""
_LINE: Final = 1_000
"""Of one line of the overview."""
Key = TypeVar("Key")


def within_budget(made: Edition, renderer: Renderer, beside: int = 0) -> ReportSettings:
    """The settings with limits on pages such that the report keeps to ``max_megabytes``; what asks most of a reader
    stays.

    ``beside``: bytes of the results that stand with the pages. Deterministic: the sample is taken evenly from the pages
    in their order.
    """
    settings, whole = made.settings, made.settings.max_megabytes * MEGABYTE
    documents, pairs = _documents(made), _pairs(made)
    taken = beside + _LINE * sum(min(settings.max_table_rows, n) for n in (len(documents), len(pairs)))
    if taken + 20 * sum(size for _, size in (*documents, *pairs)) < whole:
        return settings  # whatever the factor is, it is not so much
    taken += round(_families(made, renderer))
    space = max(LEAST_SHARE * whole, whole - taken)
    documents = _corrected(documents, lambda document: renderer.document(document_page(made, document)))
    pairs = _corrected(pairs, lambda key: renderer.pair(pair_page(made, key)))
    of_pairs = max(PAIRS_SHARE * space, space - sum(size for _, size in documents))
    n_pairs, taken_by_pairs = _fitting(pairs, of_pairs)
    n_documents, _ = _fitting(documents, space - taken_by_pairs)
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
    return [(key, _shown(made, key) + _FRAME + _ROW * min(limit, len(plan.matches_by_pair[key]))) for key in ranked]


def _shown(made: Edition, key: PairKey) -> float:
    """Bytes of what a page of two texts shows of them."""
    matches = made.plan.matches_by_pair[key]
    sides = [match.left.span for match in matches], [match.right.span for match in matches]
    return sum(_part(made.result.documents[document].text, spans) for document, spans in zip(key, sides, strict=True))


def _part(text: str, spans: Sequence[Span]) -> float:
    shown = len(text) if len(text) <= WHOLE_CHARACTERS else min(len(text), longest_shown(spans))
    return _bytes(text) * shown / max(1, len(text))


def _families(made: Edition, renderer: Renderer) -> float:
    """Bytes of the pages of passage families, as far as a few of them tell."""
    families = [(family, 1.0) for family in made.plan.families]
    sized = _corrected(families, lambda family: renderer.family(family_page(made, family)), STRETCH)
    return sum(size for _, size in sized)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _corrected(
    pages: Sequence[tuple[Key, float]], render: Callable[[Key], str], most: int = SAMPLE
) -> list[tuple[Key, float]]:
    """The pages with sizes corrected by what a sample of each stretch of them takes: the first hold more marks."""
    long = max(STRETCH, -(-len(pages) // (most // STRETCH)))
    return [page for start in range(0, len(pages), long) for page in _as_sampled(pages[start : start + long], render)]


def _as_sampled(pages: Sequence[tuple[Key, float]], render: Callable[[Key], str]) -> list[tuple[Key, float]]:
    sample = pages[:: max(1, len(pages) // STRETCH)]
    rough = sum(size for _, size in sample)
    real = sum(_bytes(render(key)) for key, _ in sample)
    return [(key, size * real / max(1.0, rough)) for key, size in pages]


def _fitting(pages: Sequence[tuple[Key, float]], space: float) -> tuple[int, float]:
    """How many of the pages fit, in their order, and what they take."""
    taken = 0.0
    for number, (_, size) in enumerate(pages):
        if taken + size > space:
            return number, taken
        taken += size
    return len(pages), taken
