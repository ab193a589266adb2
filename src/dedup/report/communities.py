"""Clusters on the first page: which are drawn, and each as a list of who has its text from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Cluster, Pair, Result
from dedup.report.descent import Member, members
from dedup.report.drawing import MAX_DISCS, draw
from dedup.report.edition import Edition
from dedup.report.shapes import Drawing, Group, Timeline, hue
from dedup.report.timeline import timeline


@dataclass(frozen=True, slots=True)
class ClusterView:
    """One community of documents; ``shown`` of them are drawn and listed."""

    number: int
    hue: int
    documents: int
    pairs: int
    shown: int
    drawn: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """``numbers`` says in which cluster a document is, by the numbers that the page shows (the largest is 1)."""

    numbers: Mapping[int, int]
    clusters: tuple[ClusterView, ...]
    clusters_left_out: int
    documents_left_out: int
    not_drawn: int
    drawing: Drawing | None
    timeline: Timeline | None


def communities(edition: Edition) -> Communities:
    """Gather the clusters, the largest first, and draw as many as the limits allow."""
    result, settings = edition.result, edition.settings
    clusters = sorted(result.clusters, key=lambda cluster: (-len(cluster.documents), cluster.documents))
    numbers = {document: number for number, cluster in enumerate(clusters, 1) for document in cluster.documents}
    inside = _pairs_inside(result, numbers)
    listed = list(enumerate(clusters[: settings.max_graphs], 1))
    groups = [_group(edition, number, cluster, inside[number]) for number, cluster in listed]
    drawn = list(_within(groups, MAX_DISCS))
    views = [
        _view(edition, group, cluster, len(inside[number]), drawn=group in drawn)
        for group, (number, cluster) in zip(groups, listed, strict=True)
    ]
    return Communities(
        numbers=numbers,
        clusters=tuple(views),
        clusters_left_out=len(clusters) - len(listed),
        documents_left_out=sum(view.documents - view.shown for view in views),
        not_drawn=len(groups) - len(drawn),
        drawing=draw(edition, drawn) if drawn else None,
        timeline=timeline(edition, groups) if groups else None,
    )


def _pairs_inside(result: Result, numbers: Mapping[int, int]) -> Mapping[int, list[Pair]]:
    """The pairs of each cluster whose both documents are in it."""
    inside: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in result.pairs:
        number = numbers.get(pair.left)
        if number is not None and number == numbers.get(pair.right):
            inside[number].append(pair)
    return inside


def _group(edition: Edition, number: int, cluster: Cluster, pairs: Sequence[Pair]) -> Group:
    """The documents with most reuse, as far as the limit goes, and the pairs between them."""
    reuse, limit = edition.result.reuse, edition.settings.max_graph_documents
    by_reuse = sorted(cluster.documents, key=lambda document: (-reuse[document].characters, document))
    shown = set(by_reuse[:limit])
    between = tuple(pair for pair in pairs if pair.left in shown and pair.right in shown)
    return Group(number, tuple(sorted(shown)), between)


def _within(groups: Sequence[Group], limit: int) -> Iterator[Group]:
    """The groups that fit, in order, until ``limit`` documents are drawn."""
    room = limit
    for group in groups:
        if len(group.documents) <= room:
            room -= len(group.documents)
            yield group


def _view(edition: Edition, group: Group, cluster: Cluster, pairs: int, *, drawn: bool) -> ClusterView:
    return ClusterView(
        number=group.number,
        hue=hue(group.number),
        documents=len(cluster.documents),
        pairs=pairs,
        shown=len(group.documents),
        drawn=drawn,
        members=tuple(members(edition, group, cluster)),
    )
