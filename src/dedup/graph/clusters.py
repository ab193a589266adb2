"""Clusters: communities of documents that share much, rather than chains of weak links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from dedup.components import stars
from dedup.model import Cluster, Pair

_LEAST_CONTAINMENT: Final = 0.03
_SEED: Final = 1


def clusters_of(pairs: Sequence[Pair]) -> tuple[Cluster, ...]:
    """Communities of at least two documents, in order of their first one.

    Louvain communities (Blondel et al. 2008) on the graph of pairs, weighted by the larger containment; pairs that
    share less than 3 % of either text do not link.
    """
    weights = {(pair.left, pair.right): max(pair.containment_of_left, pair.containment_of_right) for pair in pairs}
    links = {pair: weight for pair, weight in weights.items() if weight >= _LEAST_CONTAINMENT}
    members = sorted(sorted(community) for community in communities(links) if len(community) > 1)
    return tuple(Cluster(number, tuple(documents)) for number, documents in enumerate(members))


def communities(links: Mapping[tuple[int, int], float]) -> Iterable[Collection[int]]:
    """Networkx's communities of the graph with these links, each with its weight above 0.

    Where the graph consists of stars they are the stars, and networkx is not loaded. With w the weight of an outer
    node's link and m that of all, the node gains w/m - w S/(2 m^2) by joining the middle, S < 2 m being the degrees
    there: always more than 0, which is what staying away from its only neighbour gives. So at the latest when all
    have been asked twice they are together, and the middle then has nowhere else to go.
    """
    if (found := stars((), links)) is not None:
        return found
    import networkx as nx

    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from((left, right, weight) for (left, right), weight in links.items())
    return nx.community.louvain_communities(graph, weight="weight", seed=_SEED)  # type: ignore[no-any-return]
