"""Furniture that something longer has pushed from the edge of a page, which is known by the rest of its furniture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dedup.judgement.boilerplate import Boilerplate
from dedup.model import Family
from dedup.settings import JudgementSettings


def with_displaced(
    found: Sequence[Boilerplate], families: Sequence[Family], settings: JudgementSettings
) -> tuple[Boilerplate, ...]:
    """The boilerplate of each family, with its places elsewhere in documents that are pages of the same kind.

    A document is one where another piece of boilerplate is in place that it has in common with all but one of the
    fewest documents that make furniture. A text that took over one piece alone is none.
    """
    carriers = [frozenset(place.document for place in each.places) for each in found]
    pieces: dict[int, list[int]] = defaultdict(list)
    for number, documents in enumerate(carriers):
        for document in sorted(documents):
            pieces[document].append(number)

    def is_page(document: int, number: int) -> bool:
        others = (carriers[other] for other in pieces.get(document, ()) if other != number)
        return any(len(other & carriers[number]) >= settings.boilerplate_documents - 1 for other in others)

    def added(number: int) -> Boilerplate:
        here = found[number]
        elsewhere = {side for side in families[number].occurrences if is_page(side.document, number)}
        return replace(here, places=here.places | elsewhere) if here.places else here

    return tuple(added(number) for number in range(len(found)))
