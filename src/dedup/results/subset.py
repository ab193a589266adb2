"""Some documents of a result and what concerns only them, numbered anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dedup.model import Cluster, Family, Match, Pair, Result, Reuse, Side


def around(result: Result, drafts: Collection[int]) -> tuple[Result, dict[int, int]]:
    """The part of a result that concerns the drafts: their matches, the clusters and families that they are in, and all
    documents of these; and the new number of each document that is kept.
    """
    own = set(drafts)
    matches = [each for each in result.matches if own & {each.left.document, each.right.document}]
    clusters = [each for each in result.clusters if own & set(each.documents)]
    families = [each for each in result.families if own & {side.document for side in each.occurrences}]
    named = {side.document for each in matches for side in (each.left, each.right)}
    named |= {number for each in clusters for number in each.documents}
    named |= {side.document for each in families for side in each.occurrences}
    place = {number: rank for rank, number in enumerate(sorted(own | named))}
    return _subset(result, matches, clusters, families, place), place


def _subset(
    result: Result,
    matches: Sequence[Match],
    clusters: Sequence[Cluster],
    families: Sequence[Family],
    place: dict[int, int],
) -> Result:
    kept = sorted(place)
    numbers = {match.id: rank for rank, match in enumerate(matches)}
    pairs = [each for each in result.pairs if set(each.matches) <= numbers.keys()]
    return replace(
        result,
        documents=tuple(replace(result.documents[number], id=place[number]) for number in kept),
        reuse=tuple(_reuse(result.reuse[number], place) for number in kept),
        matches=tuple(_match(match, numbers, place) for match in matches),
        pairs=tuple(_pair(each, numbers, place) for each in pairs),
        clusters=tuple(_cluster(each, rank, place) for rank, each in enumerate(clusters)),
        families=tuple(_family(each, rank, numbers, place) for rank, each in enumerate(families)),
    )


def _side(side: Side, place: dict[int, int]) -> Side:
    return Side(place[side.document], side.span)


def _match(match: Match, numbers: dict[int, int], place: dict[int, int]) -> Match:
    return replace(match, id=numbers[match.id], left=_side(match.left, place), right=_side(match.right, place))


def _pair(pair: Pair, numbers: dict[int, int], place: dict[int, int]) -> Pair:
    matches = tuple(numbers[match] for match in pair.matches)
    return replace(pair, left=place[pair.left], right=place[pair.right], matches=matches)


def _cluster(cluster: Cluster, rank: int, place: dict[int, int]) -> Cluster:
    lineage = tuple(
        replace(each, document=place[each.document], source=None if each.source is None else place[each.source])
        for each in cluster.lineage
    )
    return Cluster(rank, tuple(place[number] for number in cluster.documents), lineage)


def _family(family: Family, rank: int, numbers: dict[int, int], place: dict[int, int]) -> Family:
    return replace(
        family,
        id=rank,
        occurrences=tuple(_side(side, place) for side in family.occurrences),
        matches=tuple(numbers[match] for match in family.matches if match in numbers),
    )


def _reuse(reuse: Reuse, place: dict[int, int]) -> Reuse:
    """The figures of a draft are whole; an old text may have sources that are left out."""
    largest = None if reuse.largest_source is None else place.get(reuse.largest_source)
    of_all = reuse.figures.largest_document
    figures = replace(reuse.figures, largest_document=None if of_all is None else place.get(of_all))
    return replace(reuse, document=place[reuse.document], largest_source=largest, figures=figures)
