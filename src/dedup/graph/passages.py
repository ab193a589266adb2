"""One passage through its documents: which place came first, by dates as far as they go, then by lineage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dedup.graph.directions import DECIDED
from dedup.model import Cluster, Document, Family, Ordering

_AFTER_ALL_DATES: Final = "~"


@dataclass(frozen=True, slots=True)
class _Rank:
    """When a document came to be: ``date`` as far as known or inferred, then how far it is from its root."""

    date: str
    depth: int


def ordered(
    families: Sequence[Family],
    documents: Sequence[Document],
    clusters: Sequence[Cluster],
    *,
    decided: float = DECIDED,
) -> tuple[Family, ...]:
    """The families, each with its places in order of time.

    Of two dates the length that both have is compared: ``2024`` and ``2024-05`` tell nothing. A document without a
    date, or with a shorter one, follows its source; lineage counts where its support is at least ``decided``. An
    undated original comes before the first dated text that descends from it, any other undated one after all dates.
    """
    source_of = _sources(clusters, decided)
    ranks = _ranks(documents, source_of)
    return tuple(_in_order(family, documents, source_of, ranks) for family in families)


def _sources(clusters: Iterable[Cluster], decided: float) -> dict[int, int]:
    """The main source of each document that has one beyond doubt."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    for descent in (descent for cluster in clusters for descent in cluster.lineage):
        if descent.document not in seen and descent.source is not None and descent.support >= decided:
            found[descent.document] = descent.source
        seen.add(descent.document)
    return found


def _ranks(documents: Sequence[Document], source_of: Mapping[int, int]) -> dict[int, _Rank]:
    """The rank of every document, sources before those that descend from them."""
    lines = {document.id: _line(document.id, source_of) for document in documents}
    first = _first_dates(documents, lines)
    ranks: dict[int, _Rank] = {}
    for number in sorted(lines, key=lambda number: (len(lines[number]), number)):
        own = documents[number].date or ""
        source = ranks[source_of[number]].date if number in source_of else first.get(number, _AFTER_ALL_DATES)
        ranks[number] = _Rank(source if source.startswith(own) or not own else own, len(lines[number]))
    return ranks


def _line(document: int, source_of: Mapping[int, int]) -> list[int]:
    """The document's source, that one's source, and so on to the root."""
    line: list[int] = []
    while document in source_of:
        document = source_of[document]
        line.append(document)
    return line


def _first_dates(documents: Sequence[Document], lines: Mapping[int, Sequence[int]]) -> dict[int, str]:
    """For each root the earliest date of what descends from it."""
    found: dict[int, str] = {}
    for document in documents:
        line = lines[document.id]
        if line and document.date:
            found[line[-1]] = min(document.date, found.get(line[-1], document.date))
    return found


def _in_order(
    family: Family, documents: Sequence[Document], source_of: Mapping[int, int], ranks: Mapping[int, _Rank]
) -> Family:
    carriers = [side.document for side in family.occurrences]
    basis = _basis(set(carriers), documents, source_of)
    order = list(range(len(carriers)))
    if basis != "none":
        order.sort(key=lambda at: (ranks[carriers[at]].date, ranks[carriers[at]].depth, at))
    return replace(family, order=tuple(order), ordered_by=basis)


def _basis(carriers: set[int], documents: Sequence[Document], source_of: Mapping[int, int]) -> Ordering:
    dates = sorted({date for document in carriers if (date := documents[document].date)})
    if any(one[: len(other)] != other[: len(one)] for one, other in pairwise(dates)):
        return "date"
    if any(source in carriers for document in carriers for source in _line(document, source_of)):
        return "lineage"
    return "none"
