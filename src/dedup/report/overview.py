"""The values of the first page: figures, tables, clusters, passage families, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Cluster, Family, Match, Notice, Pair, Result, Reuse, Skipped
from dedup.report.drawing import Drawing, draw
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.plan import PagePlan
from dedup.report.visible import visible
from dedup.report.wording import DirectionView, direction_view

EXCERPT_CHARACTERS = 120
PLACES_LISTED = 40


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the documents' table."""

    name: DocumentName
    characters: int
    reuse: Reuse
    largest_source: DocumentName | None
    largest_href: str | None


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of the pairs' table; ``longest`` in characters of the left text."""

    left: DocumentName
    right: DocumentName
    pair: Pair
    longest: int
    direction: DirectionView
    href: str | None


@dataclass(frozen=True, slots=True)
class DescentView:
    """One line of a cluster's lineage; ``source`` is ``None`` for a text with no source in the cluster."""

    source: DocumentName | None
    document: DocumentName
    support: str


@dataclass(frozen=True, slots=True)
class ClusterView:
    """One community of documents, drawn as far as the limits go."""

    number: int
    documents: int
    pairs: int
    shown: int
    members: tuple[DocumentName, ...]
    drawing: Drawing
    descents: tuple[DescentView, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One passage with the places that carry it, each with an address in the full text."""

    number: int
    excerpt: str
    characters: int
    places: int
    documents: int
    carriers: tuple[tuple[DocumentName, str | None], ...]


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
    documents: tuple[DocumentRow, ...]
    documents_left_out: int
    pairs: tuple[PairRow, ...]
    pairs_left_out: int
    clusters: tuple[ClusterView, ...]
    clusters_left_out: int
    families: tuple[FamilyView, ...]
    families_left_out: int
    skipped: tuple[Skipped, ...]
    skipped_left_out: int
    notices: tuple[Notice, ...]
    document_notices: tuple[tuple[DocumentName, Notice], ...]
    document_notices_left_out: int
    left_out: LeftOut


def overview(edition: Edition) -> Overview:
    """Gather the first page from the result."""
    result, settings = edition.result, edition.settings
    rows = settings.max_table_rows
    documents, pairs = _documents_by_reuse(result), _pairs_by_share(result)
    clusters, families = _clusters_by_size(result), _families_by_weight(result)
    noticed = [(document, notice) for document in result.documents for notice in document.notices]
    return Overview(
        cards=_cards(result),
        documents=tuple(_document_row(edition, document) for document in documents[:rows]),
        documents_left_out=max(0, len(documents) - rows),
        pairs=tuple(_pair_row(edition, pair) for pair in pairs[:rows]),
        pairs_left_out=max(0, len(pairs) - rows),
        clusters=tuple(_clusters(edition, clusters[: settings.max_graphs])),
        clusters_left_out=max(0, len(clusters) - settings.max_graphs),
        families=tuple(
            _family(edition, family, number) for number, family in enumerate(families[: settings.max_families], 1)
        ),
        families_left_out=max(0, len(families) - settings.max_families),
        skipped=tuple(Skipped(visible(item.path), item.reason, visible(item.detail)) for item in result.skipped[:rows]),
        skipped_left_out=max(0, len(result.skipped) - rows),
        notices=result.notices,
        document_notices=tuple((edition.names[document.id], notice) for document, notice in noticed[:rows]),
        document_notices_left_out=max(0, len(noticed) - rows),
        left_out=_left_out(edition.plan),
    )


def _cards(result: Result) -> tuple[tuple[str, int], ...]:
    return (
        ("documents", result.corpus.documents),
        ("characters", result.corpus.characters),
        ("reused", sum(reuse.characters > 0 for reuse in result.reuse)),
        ("pairs", len(result.pairs)),
        ("matches", len(result.matches)),
        ("skipped", len(result.skipped)),
    )


def _documents_by_reuse(result: Result) -> list[int]:
    def weight(document: int) -> tuple[float, int, int, int]:
        reuse = result.reuse[document]
        return -reuse.share, -reuse.characters, -(reuse.internal + reuse.discounted), document

    return sorted(range(len(result.documents)), key=weight)


def _document_row(edition: Edition, document: int) -> DocumentRow:
    result = edition.result
    reuse = result.reuse[document]
    largest = reuse.largest_source
    return DocumentRow(
        name=edition.names[document],
        characters=result.documents[document].characters,
        reuse=reuse,
        largest_source=None if largest is None else edition.names[largest],
        largest_href=None if largest is None else edition.plan.pair_href(document, largest),
    )


def _pairs_by_share(result: Result) -> list[Pair]:
    def weight(pair: Pair) -> tuple[float, int, int, int]:
        share = max(pair.containment_of_left, pair.containment_of_right)
        return -share, -(pair.characters_of_left + pair.characters_of_right), pair.left, pair.right

    return sorted(result.pairs, key=weight)


def _pair_row(edition: Edition, pair: Pair) -> PairRow:
    matches = [edition.result.matches[match] for match in pair.matches]
    return PairRow(
        left=edition.names[pair.left],
        right=edition.names[pair.right],
        pair=pair,
        longest=max((match.left.span.length for match in matches), default=0),
        direction=direction_view(pair.direction, edition.words),
        href=edition.plan.pair_href(pair.left, pair.right),
    )


def _clusters_by_size(result: Result) -> list[Cluster]:
    return sorted(result.clusters, key=lambda cluster: (-len(cluster.documents), cluster.documents))


def _clusters(edition: Edition, clusters: list[Cluster]) -> Iterator[ClusterView]:
    result, limit = edition.result, edition.settings.max_graph_documents
    home = {document: number for number, cluster in enumerate(clusters) for document in cluster.documents}
    inside: dict[int, list[Pair]] = {number: [] for number in range(len(clusters))}
    for pair in result.pairs:
        number = home.get(pair.left)
        if number is not None and number == home.get(pair.right):
            inside[number].append(pair)
    for number, cluster in enumerate(clusters):
        by_reuse = sorted(cluster.documents, key=lambda document: (-result.reuse[document].characters, document))
        shown = sorted(by_reuse[:limit])
        drawn = [pair for pair in inside[number] if pair.left in shown and pair.right in shown]
        yield ClusterView(
            number=number + 1,
            documents=len(cluster.documents),
            pairs=len(inside[number]),
            shown=len(shown),
            members=tuple(edition.names[document] for document in shown),
            drawing=draw(edition, shown, drawn),
            descents=tuple(_descents(edition, cluster, set(shown))),
        )


def _descents(edition: Edition, cluster: Cluster, shown: set[int]) -> Iterator[DescentView]:
    for descent in cluster.lineage:
        if descent.document in shown:
            source = None if descent.source is None else edition.names[descent.source]
            yield DescentView(source, edition.names[descent.document], edition.words.percent(descent.support))


def _families_by_weight(result: Result) -> list[Family]:
    """Families of three places and more; what fills most characters in most places first."""
    wide = [family for family in result.families if len(family.occurrences) >= 3]
    return sorted(wide, key=lambda family: (-sum(side.span.length for side in family.occurrences), family.id))


def _family(edition: Edition, family: Family, number: int) -> FamilyView:
    result = edition.result
    first = family.occurrences[0]
    text = result.documents[first.document].text
    start, end = first.span.start, first.span.end
    excerpt = visible(text[start : min(end, start + EXCERPT_CHARACTERS)])
    matches: dict[int, Match] = {}
    for match in (result.matches[match] for match in family.matches):
        matches.setdefault(match.left.document, match)
        matches.setdefault(match.right.document, match)
    carriers = tuple(
        (edition.names[side.document], _place(edition.plan, matches, side.document))
        for side in family.occurrences[:PLACES_LISTED]
    )
    return FamilyView(
        number=number,
        excerpt=excerpt + ("…" if end - start > EXCERPT_CHARACTERS else ""),
        characters=first.span.length,
        places=len(family.occurrences),
        documents=len({side.document for side in family.occurrences}),
        carriers=carriers,
    )


def _place(plan: PagePlan, matches: dict[int, Match], document: int) -> str | None:
    match = matches.get(document)
    return plan.document_href(document) if match is None else plan.place_href(match, document)


def _left_out(plan: PagePlan) -> LeftOut:
    """Matches count as left out where neither of their pages lists them."""
    unpaged = {
        match.id
        for key, matches in plan.matches_by_pair.items()
        for match in matches
        if match.id in plan.unlisted_on_pairs or key not in plan.pair_pages
    }
    return LeftOut(plan.documents_left_out, plan.pairs_left_out, len(unpaged))
