"""The values of a side-by-side page: two documents (or one twice) and each match between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.model import Document, Match, Pair, Side
from dedup.report.categories import category_of
from dedup.report.difference import Piece, difference
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.wording import DirectionView, direction_view

CONTEXT_CHARACTERS = 40
_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*)+(?=\r?\n)\r?\n")


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a match with a little of what stands around it; ``cut`` characters of it are not shown."""

    before: str
    pieces: tuple[Piece, ...]
    after: str
    start: int
    end: int
    cut: int
    href: str | None


@dataclass(frozen=True, slots=True)
class MatchView:
    """One match side by side, with everything that was said about it."""

    id: int
    number: int
    category: str
    kind: str
    similarity: float
    bits: float
    carriers: int
    reason: str
    direction: DirectionView
    left: SideView
    right: SideView


@dataclass(frozen=True, slots=True)
class PairPage:
    """Everything a side-by-side page shows; ``pair`` is ``None`` where no match between the two is counted."""

    left: DocumentName
    right: DocumentName
    left_text: str
    right_text: str
    internal: bool
    pair: Pair | None
    direction: DirectionView | None
    matches: tuple[MatchView, ...]
    matches_left_out: int


def pair_page(edition: Edition, key: tuple[int, int]) -> PairPage:
    """Gather one pair's page from the result, matches in the left text's order."""
    plan = edition.plan
    left, right = (edition.result.documents[document] for document in key)
    pair = plan.pair_by_key.get(key)
    matches = plan.matches_by_pair[key]
    listed = sorted((match for match in matches if match.id not in plan.unlisted_on_pairs), key=_order)
    views = (_match_view(edition, match, number) for number, match in enumerate(listed, 1))
    return PairPage(
        left=edition.names[left.id],
        right=edition.names[right.id],
        left_text=left.text,
        right_text=right.text,
        internal=key[0] == key[1],
        pair=pair,
        direction=None if pair is None else direction_view(pair.direction, edition.words),
        matches=tuple(views),
        matches_left_out=len(matches) - len(listed),
    )


def _order(match: Match) -> tuple[int, int, int]:
    return match.left.span.start, match.right.span.start, match.id


def _match_view(edition: Edition, match: Match, number: int) -> MatchView:
    plan, limit = edition.plan, edition.settings.max_match_characters
    left = edition.result.documents[match.left.document]
    right = edition.result.documents[match.right.document]
    of_left, of_right = difference(_shown(match.left, left, limit), _shown(match.right, right, limit))
    second = match.internal
    return MatchView(
        id=match.id,
        number=number,
        category=category_of(match),
        kind=match.kind,
        similarity=match.similarity,
        bits=match.bits,
        carriers=match.carriers,
        reason=match.reason,
        direction=direction_view(match.direction, edition.words),
        left=_side_view(match.left, left, of_left, limit, plan.place_href(match, left.id)),
        right=_side_view(match.right, right, of_right, limit, plan.place_href(match, right.id, second=second)),
    )


def _shown(side: Side, document: Document, limit: int) -> str:
    return document.text[side.span.start : min(side.span.end, side.span.start + limit)]


def _side_view(side: Side, document: Document, pieces: tuple[Piece, ...], limit: int, href: str | None) -> SideView:
    start, end = side.span.start, side.span.end
    cut = max(0, side.span.length - limit)
    return SideView(
        before=_before(document.text, start),
        pieces=pieces,
        after="" if cut else _after(document.text, end),
        start=start,
        end=end,
        cut=cut,
        href=href,
    )


def _before(text: str, start: int) -> str:
    first = max(0, start - CONTEXT_CHARACTERS)
    around = _BLANK_LINES.sub("\n", text[first:start].lstrip("\r\n"))
    return f"…{around}" if first and around.strip() else around


def _after(text: str, end: int) -> str:
    last = end + CONTEXT_CHARACTERS
    around = _BLANK_LINES.sub("\n", text[end:last].rstrip())
    return f"{around}…" if last < len(text) and around else around
