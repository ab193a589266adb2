"""The values of a side-by-side page: two texts (or one twice) and each match between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.coverage import covered
from dedup.dismissals import shown
from dedup.model import Direction, Document, Label, Match, Pair, Side, Span
from dedup.report.categories import RANKS, category_of, side_category
from dedup.report.difference import Piece, difference
from dedup.report.edition import Edition
from dedup.report.evidence import EvidenceRow, evidence_rows, source_words
from dedup.report.excerpts import excerpts
from dedup.report.names import DocumentName
from dedup.report.segments import Mark, Segment, cut
from dedup.report.wording import direction_view, dismissal_words

WHOLE_CHARACTERS = 4000
"""A text of so many characters at most stands on the page as a whole, of a longer one what surrounds the matches."""


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a match: its pieces, its label, and how many characters of it are not shown."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    cut: int
    category: str
    label: Label
    href: str | None


@dataclass(frozen=True, slots=True)
class MatchView:
    """One match with everything that was said about it; ``moved`` sentences stand elsewhere on the other side.

    ``key`` is what ``dedup dismiss`` calls it, ``dismissed`` why it was set aside; empty where it was not.
    """

    id: int
    number: int
    category: str
    kind: str
    similarity: float
    bits: float
    carriers: int
    reason: str
    said: str
    evidence: tuple[EvidenceRow, ...]
    left: SideView
    right: SideView
    moved: int
    family: str | None
    key: str
    dismissed: str


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two texts: its segments are numbered by match, ``shown`` are the stretches that stand on the page.

    ``characters`` are those in any match of the page, counted or not.
    """

    document: Document
    name: DocumentName
    segments: tuple[Segment, ...]
    shown: tuple[Span, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """Everything a side-by-side page shows; ``pair`` is ``None`` where no match between the two is counted."""

    left: Column
    right: Column
    internal: bool
    pair: Pair | None
    sign: str
    said: str
    evidence: tuple[EvidenceRow, ...]
    matches: tuple[MatchView, ...]
    matches_left_out: int


def pair_page(edition: Edition, key: tuple[int, int]) -> PairPage:
    """Gather one pair's page from the result, matches in the left text's order."""
    plan = edition.plan
    pair = plan.pair_by_key.get(key)
    matches = plan.matches_by_pair[key]
    listed = sorted((match for match in matches if match.id not in plan.unlisted_on_pairs), key=_order)
    stated = pair.direction if pair else matches[0].direction if len(matches) == 1 else Direction()
    views = tuple(_match_view(edition, match, number) for number, match in enumerate(listed, 1))
    return PairPage(
        left=_column(edition, key[0], views, [view.left for view in views]),
        right=_column(edition, key[1], views, [view.right for view in views]),
        internal=key[0] == key[1],
        pair=pair,
        sign=direction_view(stated, edition.words).sign,
        said=source_words(stated, edition.words),
        evidence=evidence_rows(stated, edition.words),
        matches=views,
        matches_left_out=len(matches) - len(listed),
    )


def _order(match: Match) -> tuple[int, int, int]:
    return match.left.span.start, match.right.span.start, match.id


def _match_view(edition: Edition, match: Match, number: int) -> MatchView:
    plan, limit = edition.plan, edition.settings.max_match_characters
    left = edition.result.documents[match.left.document]
    right = edition.result.documents[match.right.document]
    pieces = _pieces(edition, match, limit)
    hrefs = plan.place_href(match, left.id), plan.place_href(match, right.id, second=match.internal)
    return MatchView(
        id=match.id,
        number=number,
        category=category_of(match),
        kind=match.kind,
        similarity=match.similarity,
        bits=match.bits,
        carriers=match.carriers,
        reason=match.reason,
        said=source_words(match.direction, edition.words),
        evidence=evidence_rows(match.direction, edition.words),
        left=_side_view(match, match.left, match.left_label, pieces[0], hrefs[0]),
        right=_side_view(match, match.right, match.right_label, pieces[1], hrefs[1]),
        moved=len({piece.move for piece in pieces[0] if piece.move}),
        family=plan.family_of(match),
        key=shown(match.key),
        dismissed=dismissal_words(match.dismissal, edition.words) if match.dismissal else "",
    )


def _pieces(edition: Edition, match: Match, limit: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides and where they differ, which nobody can say where one of the texts is not there."""
    sides = (match.left, match.right)
    texts = [edition.result.documents[side.document] for side in sides]
    left, right = (_shown(side, document, limit) for side, document in zip(sides, texts, strict=True))
    if any(document.withheld for document in texts):
        return (Piece(left),), (Piece(right),)
    return difference(left, right)


def _shown(side: Side, document: Document, limit: int) -> str:
    return document.text[side.span.start : min(side.span.end, side.span.start + limit)]


def _side_view(match: Match, side: Side, label: Label, pieces: tuple[Piece, ...], href: str | None) -> SideView:
    return SideView(
        start=side.span.start,
        end=side.span.end,
        pieces=pieces,
        cut=side.span.length - sum(len(piece.text) for piece in pieces),
        category=side_category(match, label),
        label=label,
        href=href,
    )


def _column(edition: Edition, document: int, matches: Sequence[MatchView], sides: Sequence[SideView]) -> Column:
    itself = edition.result.documents[document]
    marks = [_mark(match, side) for match, side in zip(matches, sides, strict=True)]
    spans = [Span(mark.start, mark.end) for mark in marks]
    return Column(
        document=itself,
        name=edition.names[document],
        segments=cut(marks),
        shown=excerpts(itself.characters, spans, limit=longest_shown(spans))
        if itself.characters > WHOLE_CHARACTERS
        else (),
        characters=covered(Span(side.start, side.end) for side in sides),
    )


def longest_shown(spans: Sequence[Span]) -> int:
    """How many characters of a long text with matches at ``spans`` stand on its page at most."""
    return max(WHOLE_CHARACTERS, sum(span.length for span in spans) + 1000 * len(spans))


def _mark(match: MatchView, side: SideView) -> Mark:
    """What is shown of a side; a category of the match as a whole, so that both sides bear the same colour."""
    end = max(side.start, side.end - side.cut)
    return Mark(side.start, end, RANKS[match.category], match.kind, match.number, f"m{match.id}")
