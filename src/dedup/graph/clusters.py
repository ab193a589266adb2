"""Clusters: communities of documents that share much, rather than chains of weak links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import networkx as nx

from dedup.model import Cluster, Pair

_LEAST_CONTAINMENT: Final = 0.03
_SEED: Final = 1


def clusters_of(pairs: Sequence[Pair]) -> tuple[Cluster, ...]:
    """Communities of at least two documents, in order of their first one.

    Louvain communities (Blondel et al. 2008) on the graph of pairs, weighted by the larger containment; pairs that
    share less than 3 % of either text do not link.
    """
    graph: nx.Graph = nx.Graph()
    for pair in pairs:
        weight = max(pair.containment_of_left, pair.containment_of_right)
        if weight >= _LEAST_CONTAINMENT:
            graph.add_edge(pair.left, pair.right, weight=weight)
    if graph.number_of_edges() == 0:
        return ()
    communities = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    members = sorted(sorted(community) for community in communities if len(community) > 1)
    return tuple(Cluster(number, tuple(documents)) for number, documents in enumerate(members))
