"""The values of a passage family's page: one passage through all the texts that carry it, told from the earliest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.model import Family, Match, Side
from dedup.report.difference import unified
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.visible import visible

PLACES_SHOWN = 60
EXCERPT_CHARACTERS = 60
LONGEST: Final = {"same": 400, "deleted": 200}
"""Longer runs that a place shares with the first, or lacks, are shown by their ends."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place, ``number`` in order from 1: its wording as pieces (kind, text) told from the first place's.

    The kinds are those of ``unified``, and ``skipped`` with a number of characters in place of a text.
    ``same_as`` is the number of an earlier place with the very same wording, which is not shown again; ``cut``
    characters are not shown. ``changed`` are the characters that are not as in the first.
    """

    number: int
    name: DocumentName
    date: str | None
    start: int
    length: int
    href: str | None
    compare: str | None
    pieces: tuple[tuple[str, str], ...]
    same_as: int | None
    changed: int
    cut: int
    sample: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything the page of a family shows."""

    id: int
    excerpt: str
    places: tuple[PlaceView, ...]
    total: int
    documents: int
    wordings: int
    ordered_by: str
    left_out: int


def family_page(edition: Edition, id: int) -> FamilyPage:
    """Gather one family's page from the result, its places in order, the earliest first."""
    family = edition.result.families[id]
    order = family.order or range(len(family.occurrences))
    places = [family.occurrences[index] for index in order]
    wordings = [_wording(edition, side) for side in places]
    views = tuple(_views(edition, family, places[:PLACES_SHOWN], wordings))
    first = visible(wordings[0])
    return FamilyPage(
        id=id,
        excerpt=first[:EXCERPT_CHARACTERS] + ("…" if len(first) > EXCERPT_CHARACTERS else ""),
        places=views,
        total=len(places),
        documents=len({side.document for side in places}),
        wordings=len(set(map(_words, wordings))),
        ordered_by=family.ordered_by,
        left_out=len(places) - len(views),
    )


def _wording(edition: Edition, side: Side) -> str:
    return side.span.of(edition.result.documents[side.document].text)


def _words(wording: str) -> str:
    """A wording without its white space, in which copies of one text differ for no reason that a reader cares for."""
    return "".join(wording.split())


def _views(edition: Edition, family: Family, places: Sequence[Side], wordings: Sequence[str]) -> Iterable[PlaceView]:
    limit = edition.settings.max_match_characters
    matches = [edition.result.matches[match] for match in family.matches]
    links = {side: _link(edition, side, matches) for side in places}
    with_first = _with(places[0].document, matches)
    seen: dict[str, int] = {}
    for number, (side, wording) in enumerate(zip(places, wordings, strict=False), 1):
        same_as = seen.setdefault(_words(wording), number)
        pieces = () if same_as < number else unified(wordings[0][:limit], wording[:limit])
        match = with_first.get(side.document)
        yield PlaceView(
            number=number,
            name=edition.names[side.document],
            date=edition.result.documents[side.document].date,
            start=side.span.start,
            length=side.span.length,
            href=links[side],
            compare=edition.plan.match_href(match) if match and number > 1 else None,
            pieces=tuple(shortened(pieces)) if number > 1 else pieces,
            same_as=same_as if same_as < number else None,
            changed=sum(len(text) for kind, text in pieces if kind != "same"),
            cut=max(0, len(wording) - limit),
            sample=wording[:600],
        )


def shortened(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pieces with the middle of long runs left out and counted."""
    for kind, text in pieces:
        longest = LONGEST.get(kind, len(text))
        if len(text) <= longest:
            yield kind, text
            continue
        end = longest // 4
        yield kind, text[:end]
        yield "skipped", str(len(text) - 2 * end)
        yield kind, text[-end:]


def _link(edition: Edition, side: Side, matches: Iterable[Match]) -> str | None:
    """The place in the document's full text: that of the first match whose side lies in it."""
    for match in matches:
        if match.left.document == side.document and side.span.contains(match.left.span):
            return edition.plan.place_href(match, side.document)
        if match.right.document == side.document and side.span.contains(match.right.span):
            return edition.plan.place_href(match, side.document, second=match.internal)
    return edition.plan.document_href(side.document)


def _with(document: int, matches: Iterable[Match]) -> Mapping[int, Match]:
    """For each other text its first match of the family with a document."""
    found: dict[int, Match] = {}
    for match in matches:
        if document in (match.left.document, match.right.document) and not match.internal:
            other = match.right.document if match.left.document == document else match.left.document
            found.setdefault(other, match)
    return found
