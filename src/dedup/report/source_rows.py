"""The texts that share passages with a document, ranked, each with its number on that document's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dedup.coverage import covered
from dedup.model import Label, Match, Pair, Side
from dedup.report.categories import CATEGORIES, side_category
from dedup.report.edition import Edition
from dedup.report.names import DocumentName


@dataclass(frozen=True, slots=True)
class Place:
    """A match as it stands in one document; ``second`` for the later of two places inside that document."""

    match: Match
    side: Side
    label: Label
    second: bool = False

    @property
    def category(self) -> str:
        """How this document uses the passage, or that a person set it aside."""
        return "dismissed" if self.match.dismissal else self.used

    @property
    def used(self) -> str:
        """How this document uses the passage."""
        return side_category(self.match, self.label)

    @property
    def anchor(self) -> str:
        """The name of the place in the document's page."""
        return f"m{self.match.id}r" if self.second else f"m{self.match.id}"

    @property
    def other(self) -> int:
        """The document that shares the passage."""
        match = self.match
        return match.right.document if self.side is match.left else match.left.document

    @property
    def direction(self) -> str:
        """``source`` or ``borrower`` as this document is the one or the other, else ``common`` or ``undetermined``."""
        return seen_from(self.match.direction.source, is_left=self.side is self.match.left)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Another text that shares passages with this one (or this one itself), with its ``number`` on this page.

    ``characters`` and ``share`` are this document's in the pair's counted matches; ``discounted`` those only in others.
    """

    number: int
    name: DocumentName
    href: str | None
    categories: tuple[str, ...]
    characters: int
    share: float
    discounted: int
    matches: int
    direction: str


def places_in(matches: Sequence[Match], document: int) -> list[Place]:
    """The places of a document's matches in it, in order; two of each that lies in it alone."""
    places: list[Place] = []
    for match in matches:
        if match.left.document == document:
            places.append(Place(match, match.left, match.left_label))
        if match.right.document == document:
            places.append(Place(match, match.right, match.right_label, second=match.internal))
    return sorted(places, key=_order)


def _order(place: Place) -> tuple[int, int, int, bool]:
    span = place.side.span
    return span.start, -span.length, place.match.id, place.second


def source_rows(edition: Edition, document: int, places: Sequence[Place]) -> tuple[SourceRow, ...]:
    """One row for each text, most counted characters first; the document itself comes last."""
    shared: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        shared[place.other].append(place)
    rows = [_row(edition, document, other, shared[other]) for other in sorted(shared)]
    rows.sort(key=lambda row: (row.name.id == document, -row.characters, -row.discounted, row.name.id))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def _row(edition: Edition, document: int, other: int, places: Sequence[Place]) -> SourceRow:
    plan = edition.plan
    pair = plan.pair_by_key.get((min(document, other), max(document, other)))
    characters, share = _counted(pair, document)
    categories = {place.category for place in places}
    return SourceRow(
        number=0,
        name=edition.names[other],
        href=plan.pair_href(document, other),
        categories=tuple(category for category in CATEGORIES if category in categories),
        characters=characters,
        share=share,
        discounted=max(0, covered(place.side.span for place in places) - characters),
        matches=len({place.match.id for place in places}),
        direction=_direction(pair, document, places),
    )


def _direction(pair: Pair | None, document: int, places: Sequence[Place]) -> str:
    """The pair's; without one, because nothing in it counts, what all its passages say."""
    if pair is not None:
        return seen_from(pair.direction.source, is_left=pair.left == document)
    said = {place.direction for place in places}
    return said.pop() if len(said) == 1 else "undetermined"


def _counted(pair: Pair | None, document: int) -> tuple[int, float]:
    if pair is None:
        return 0, 0.0
    if pair.left == document:
        return pair.characters_of_left, pair.containment_of_left
    return pair.characters_of_right, pair.containment_of_right


def seen_from(source: str, *, is_left: bool) -> str:
    """A direction between left and right, told from one of them."""
    if source in ("common", "undetermined"):
        return source
    return "source" if (source == "left") == is_left else "borrower"
