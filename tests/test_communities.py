"""Communities and components are those of networkx, which is the slow plain twin of both."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from dedup.components import components
from dedup.graph.communities import louvain, neighbours_of

nodes = st.integers(0, 30)
weights = st.sampled_from([0.03, 0.25, 0.5, 1.0]) | st.floats(0.03, 1.0)
edges = st.tuples(nodes, nodes, weights).filter(lambda edge: edge[0] != edge[1])


@given(st.lists(edges, min_size=1, max_size=120), st.integers(1, 3))
def test_communities_are_those_of_networkx(linked: list[tuple[int, int, float]], seed: int) -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from(linked)
    assert louvain(neighbours_of(linked), seed) == nx.community.louvain_communities(graph, seed=seed)


def test_two_groups_with_one_weak_link_are_two_communities() -> None:
    dense = [
        (one, other, 0.9) for group in ((0, 1, 2, 3), (4, 5, 6)) for one in group for other in group if one < other
    ]
    assert louvain(neighbours_of([*dense, (3, 4, 0.05)]), 1) == [{0, 1, 2, 3}, {4, 5, 6}]


@given(st.lists(nodes, unique=True), st.lists(st.tuples(nodes, nodes)))
def test_components_are_those_of_networkx(alone: list[int], linked: list[tuple[int, int]]) -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(alone)
    graph.add_edges_from(linked)
    found = components(alone, linked)
    assert sorted(map(sorted, found)) == sorted(map(sorted, nx.connected_components(graph)))
    assert sum(map(len, found)) == len(graph)
