"""Louvain communities of a weighted graph.

Blondel and others, "Fast unfolding of communities in large networks", Journal of Statistical Mechanics, 2008.

The moves, their order and their arithmetic are those of ``networkx.community.louvain_communities`` with a seed, so that
the communities are the same; they are made here since loading networkx takes longer than most checks of a draft.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

Neighbours = dict[int, dict[int, float]]
"""For each node its neighbours with the weight of the edge to each; an edge stands with both its ends."""

_LEAST_GAIN: Final = 1e-7
"""Of modularity, below which no further level is begun."""


def neighbours_of(edges: Iterable[tuple[int, int, float]]) -> Neighbours:
    """The graph of these edges; of edges between the same two nodes the last counts."""
    graph: Neighbours = {}
    for one, other, weight in edges:
        graph.setdefault(one, {})
        graph.setdefault(other, {})[one] = weight
        graph[one][other] = weight
    return graph


def louvain(graph: Neighbours, seed: int) -> list[set[int]]:
    """The communities of a graph that has an edge."""
    rng = random.Random(seed)  # noqa: S311 - an order of nodes, no secret
    quality = _modularity(graph, [{node} for node in graph])
    graph = {node: {} for node in graph} | neighbours_of(_edges(graph))
    total = sum(_degrees(graph).values()) / 2
    members = {node: {node} for node in graph}
    while True:
        moved = _moved(graph, total, rng)
        partition = [set().union(*(members[node] for node in community)) for community in moved]
        better = _modularity(graph, moved)
        if better - quality <= _LEAST_GAIN or len(moved) == len(graph):
            return partition
        quality = better
        graph = _joined(graph, moved)
        members = dict(enumerate(partition))


def _moved(graph: Neighbours, total: float, rng: random.Random) -> list[set[int]]:
    """Each node in turn goes to the community where it adds most to modularity, until none moves."""
    community = {node: number for number, node in enumerate(graph)}
    inside = [{node} for node in graph]
    degrees = _degrees(graph)
    weights = list(degrees.values())
    order = list(graph)
    rng.shuffle(order)
    moving = True
    while moving:
        moving = False
        for node in order:
            own = community[node]
            weights[own] -= degrees[node]
            best = _best(graph[node], node, own, community, weights, degrees[node], total)
            weights[best] += degrees[node]
            if best != own:
                inside[own].remove(node)
                inside[best].add(node)
                community[node] = best
                moving = True
    return [nodes for nodes in inside if nodes]


def _best(
    neighbours: dict[int, float],
    node: int,
    own: int,
    community: dict[int, int],
    weights: Sequence[float],
    degree: float,
    total: float,
) -> int:
    """The community, of a node's own and its neighbours', in which it adds most; ``weights`` are without it."""
    shared: dict[int, float] = defaultdict(float)
    for other, weight in neighbours.items():
        if other != node:
            shared[community[other]] += weight
    leaving = -shared[own] / total + (weights[own] * degree) / (2 * total**2)
    best, most = own, 0.0
    for number, weight in shared.items():
        gain = leaving + weight / total - (weights[number] * degree) / (2 * total**2)
        if gain > most:
            best, most = number, gain
    return best


def _joined(graph: Neighbours, communities: Sequence[set[int]]) -> Neighbours:
    """The graph of the communities: edges inside one are an edge from it to itself."""
    place = {node: number for number, nodes in enumerate(communities) for node in nodes}
    joined: Neighbours = {number: {} for number in range(len(communities))}
    for one, other, weight in _edges(graph):
        left, right = place[one], place[other]
        joined[left][right] = joined[right][left] = weight + joined[left].get(right, 0)
    return joined


def _modularity(graph: Neighbours, communities: Sequence[set[int]]) -> float:
    degrees = _degrees(graph)
    doubled = sum(degrees.values())
    edges, norm = doubled / 2, 1 / doubled**2
    worth = 0.0
    for nodes in communities:
        inside = sum(weight for _, other, weight in _edges(graph, nodes) if other in nodes)
        outgoing = sum(degrees[node] for node in nodes)
        worth += inside / edges - outgoing * outgoing * norm
    return worth


def _degrees(graph: Neighbours) -> dict[int, float]:
    """Of each node the weights of its edges, one to itself twice."""
    return {node: sum(edges.values()) + edges.get(node, 0) for node, edges in graph.items()}


def _edges(graph: Neighbours, nodes: Iterable[int] | None = None) -> Iterator[tuple[int, int, float]]:
    """Each edge of the graph, or with an end among ``nodes``, once."""
    seen: set[int] = set()
    for node in graph if nodes is None else nodes:
        for other, weight in graph[node].items():
            if other not in seen:
                yield node, other, weight
        seen.add(node)
