"""The values of the first page: figures, tables, clusters, passage families, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Notice, Result, Skipped
from dedup.report.beside import FileBeside
from dedup.report.communities import Communities, communities
from dedup.report.edition import Edition
from dedup.report.histogram import Histogram, histogram
from dedup.report.names import DocumentName
from dedup.report.places import FamilyView, families_by_weight, family_view
from dedup.report.plan import PagePlan
from dedup.report.query import Choice, QueryWords, choices, query_words
from dedup.report.rows import DocumentRow, PairRow, document_row, documents_by_reuse, pair_row, pairs_by_share
from dedup.report.visible import visible


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the limits keep off the pages."""

    documents: int
    pairs: int
    matches: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first page shows."""

    cards: tuple[tuple[str, int], ...]
    histogram: Histogram
    documents: tuple[DocumentRow, ...]
    documents_left_out: int
    document_choices: tuple[Choice, ...]
    pairs: tuple[PairRow, ...]
    pairs_left_out: int
    pair_choices: tuple[Choice, ...]
    query_words: QueryWords
    communities: Communities
    families: tuple[FamilyView, ...]
    families_left_out: int
    skipped: tuple[Skipped, ...]
    skipped_left_out: int
    notices: tuple[Notice, ...]
    document_notices: tuple[tuple[DocumentName, Notice], ...]
    document_notices_left_out: int
    left_out: LeftOut
    files: tuple[FileBeside, ...]


def overview(edition: Edition, beside: tuple[FileBeside, ...] = ()) -> Overview:
    """Gather the first page from the result; ``beside`` are the files of results that stand with it."""
    result, settings = edition.result, edition.settings
    rows = settings.max_table_rows
    found = communities(edition)
    documents = tuple(document_row(edition, document, found.numbers) for document in documents_by_reuse(result)[:rows])
    pairs = tuple(pair_row(edition, pair, found.numbers) for pair in pairs_by_share(result)[:rows])
    families = families_by_weight(result)
    noticed = [(document, notice) for document in result.documents for notice in document.notices]
    return Overview(
        cards=_cards(result),
        histogram=histogram(result),
        documents=documents,
        documents_left_out=len(result.documents) - len(documents),
        document_choices=choices([row.facts for row in documents], edition.words),
        pairs=pairs,
        pairs_left_out=len(result.pairs) - len(pairs),
        pair_choices=choices([row.facts for row in pairs], edition.words),
        query_words=query_words(),
        communities=found,
        families=tuple(
            family_view(edition, family, number) for number, family in enumerate(families[: settings.max_families], 1)
        ),
        families_left_out=max(0, len(families) - settings.max_families),
        skipped=tuple(Skipped(visible(item.path), item.reason, item.detail) for item in result.skipped[:rows]),
        skipped_left_out=max(0, len(result.skipped) - rows),
        notices=result.notices,
        document_notices=tuple((edition.names[document.id], notice) for document, notice in noticed[:rows]),
        document_notices_left_out=max(0, len(noticed) - rows),
        left_out=_left_out(edition.plan),
        files=beside,
    )


def _cards(result: Result) -> tuple[tuple[str, int], ...]:
    return (
        ("documents", result.corpus.documents),
        ("characters", result.corpus.characters),
        ("reused", sum(reuse.characters > 0 for reuse in result.reuse)),
        ("pairs", len(result.pairs)),
        ("matches", len(result.matches)),
        ("clusters", len(result.clusters)),
        ("skipped", len(result.skipped)),
    )


def _left_out(plan: PagePlan) -> LeftOut:
    """Matches count as left out where neither of their pages lists them."""
    unpaged = {
        match.id
        for key, matches in plan.matches_by_pair.items()
        for match in matches
        if match.id in plan.unlisted_on_pairs or key not in plan.pair_pages
    }
    return LeftOut(plan.documents_left_out, plan.pairs_left_out, len(unpaged))
