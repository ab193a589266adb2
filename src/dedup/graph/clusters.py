"""Clusters: communities of documents that share much, rather than chains of weak links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dedup.graph.communities import louvain, neighbours_of
from dedup.model import Cluster, Pair

_LEAST_CONTAINMENT: Final = 0.03
_SEED: Final = 1


def clusters_of(pairs: Sequence[Pair]) -> tuple[Cluster, ...]:
    """Communities of at least two documents, in order of their first one.

    Louvain communities (Blondel et al. 2008) on the graph of pairs, weighted by the larger containment; pairs that
    share less than 3 % of either text do not link.
    """
    weighted = ((pair.left, pair.right, max(pair.containment_of_left, pair.containment_of_right)) for pair in pairs)
    graph = neighbours_of(edge for edge in weighted if edge[2] >= _LEAST_CONTAINMENT)
    communities = louvain(graph, _SEED) if graph else []
    members = sorted(sorted(community) for community in communities if len(community) > 1)
    return tuple(Cluster(number, tuple(documents)) for number, documents in enumerate(members))
