"""The documents of a cluster as a list in which each stands below the one it descends from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.model import Cluster, Descent
from dedup.report.edition import Edition
from dedup.report.names import DocumentName
from dedup.report.shapes import Group

MAX_DEPTH = 8
"""Steps of descent that are set in further; deeper ones stand below the last."""


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a cluster in its place among those it descends from.

    ``support`` is empty where no lineage is known, ``root`` true where the text comes from none of the others;
    ``further`` are sources of passages that the main one lacks, each with its support.
    """

    name: DocumentName
    depth: int
    root: bool
    source: DocumentName | None
    support: str
    further: tuple[tuple[DocumentName, str], ...]
    share: float


def members(edition: Edition, group: Group, cluster: Cluster) -> Iterator[Member]:
    """Each document below the one it descends from; where that one is not shown, at the top."""
    shown = set(group.documents)
    descents: defaultdict[int, list[Descent]] = defaultdict(list)
    for descent in cluster.lineage:
        if descent.document in shown:
            descents[descent.document].append(descent)
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for document in group.documents:
        main = descents[document][0].source if descents[document] else None
        below[main if main in shown else None].append(document)
    waiting = [(document, 0) for document in reversed(below[None])]
    while waiting:
        document, depth = waiting.pop()
        yield _member(edition, document, depth, descents[document])
        waiting.extend((child, depth + 1) for child in reversed(below[document]))


def _member(edition: Edition, document: int, depth: int, descents: Sequence[Descent]) -> Member:
    names, percent = edition.names, edition.words.percent
    main = descents[0] if descents else None
    return Member(
        name=names[document],
        depth=min(depth, MAX_DEPTH),
        root=main is not None and main.source is None,
        source=None if main is None or main.source is None else names[main.source],
        support="" if main is None else percent(main.support),
        further=tuple((names[item.source], percent(item.support)) for item in descents[1:] if item.source is not None),
        share=edition.result.reuse[document].share,
    )
