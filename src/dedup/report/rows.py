"""The lines of the overview's two tables, and the facts about each that the filter can ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Direction, Pair, Result, Reuse
from dedup.report.categories import CATEGORIES, category_of
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.shapes import share_of
from dedup.report.visible import visible
from dedup.report.wording import DirectionView, direction_view

Fact = str | float | Sequence[str] | Sequence[int]
Facts = Mapping[str, Fact]
Numbers = Mapping[int, int]
"""The cluster's number of each document that is in one."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the documents' table; ``cluster`` is ``None`` for a document in none."""

    name: DocumentName
    characters: int
    discounted_share: float
    reuse: Reuse
    largest_source: DocumentName | None
    largest_href: str | None
    cluster: int | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of the pairs' table; ``longest`` in characters of the left text."""

    left: DocumentName
    right: DocumentName
    pair: Pair
    longest: int
    direction: DirectionView
    href: str | None
    facts: Facts


def documents_by_reuse(result: Result) -> list[int]:
    """All documents, those with most reuse first."""

    def weight(document: int) -> tuple[float, int, int, int]:
        reuse = result.reuse[document]
        return -reuse.share, -reuse.characters, -(reuse.internal + reuse.discounted), document

    return sorted(range(len(result.documents)), key=weight)


def document_row(edition: Edition, document: int, clusters: Numbers) -> DocumentRow:
    """One document's line."""
    result = edition.result
    reuse, characters = result.reuse[document], result.documents[document].characters
    largest = reuse.largest_source
    return DocumentRow(
        name=edition.names[document],
        characters=characters,
        discounted_share=min(1 - reuse.share, reuse.discounted / max(1, characters)),
        reuse=reuse,
        largest_source=None if largest is None else edition.names[largest],
        largest_href=None if largest is None else edition.plan.pair_href(document, largest),
        cluster=clusters.get(document),
        facts=_document_facts(edition, document, clusters),
    )


def _document_facts(edition: Edition, document: int, clusters: Numbers) -> Facts:
    item, reuse = edition.result.documents[document], edition.result.reuse[document]
    matches = edition.plan.matches_by_document.get(document, ())
    categories = {category_of(match) for match in matches}
    sides = {
        _side(match.direction, match.left.document == document)
        for match in matches
        if not match.internal and category_of(match) in ("uncited", "missing-citation", "missing-quotation-marks")
    }
    return _known(
        share=reuse.share,
        characters=item.characters,
        sources=reuse.sources,
        matches=len(matches),
        internal=reuse.internal,
        discounted=reuse.discounted,
        cluster=clusters.get(document, 0),
        format=[visible(item.format).lower()],
        context=[category for category in CATEGORIES if category in categories],
        direction=sorted(sides),
        date=item.date or "",
        author=visible(item.author or "").lower(),
        group=visible(item.group or "").lower(),
    )


def _side(direction: Direction, left: bool) -> str:
    """What a direction says of one side: it is the ``source``, the ``borrower``, or neither is said."""
    if direction.source in ("left", "right"):
        return "source" if (direction.source == "left") == left else "borrower"
    return direction.source


def _known(**facts: Fact) -> Facts:
    """Only what there is something to say about, to keep the page small."""
    return {key: value for key, value in facts.items() if value}


def pairs_by_share(result: Result) -> list[Pair]:
    """All pairs, those that share most first."""

    def weight(pair: Pair) -> tuple[float, int, int, int]:
        return -share_of(pair), -(pair.characters_of_left + pair.characters_of_right), pair.left, pair.right

    return sorted(result.pairs, key=weight)


def pair_row(edition: Edition, pair: Pair, clusters: Numbers) -> PairRow:
    """One pair's line."""
    matches = [edition.result.matches[match] for match in pair.matches]
    longest = max((match.left.span.length for match in matches), default=0)
    both = edition.result.documents[pair.left], edition.result.documents[pair.right]
    categories, kinds = {category_of(match) for match in matches}, {match.kind for match in matches}
    facts = _known(
        share=share_of(pair),
        left=pair.containment_of_left,
        right=pair.containment_of_right,
        matches=len(matches),
        longest=longest,
        cluster=sorted({clusters[item.id] for item in both if item.id in clusters}),
        format=sorted({visible(item.format).lower() for item in both}),
        context=[category for category in CATEGORIES if category in categories],
        kind=sorted(kinds),
        direction=[pair.direction.source],
    )
    return PairRow(
        left=edition.names[pair.left],
        right=edition.names[pair.right],
        pair=pair,
        longest=longest,
        direction=direction_view(pair.direction, edition.words),
        href=edition.plan.pair_href(pair.left, pair.right),
        facts=facts,
    )
