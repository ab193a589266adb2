"""Components and communities are networkx's, whether it was asked or the graph was one of stars."""

from __future__ import annotations

import networkx as nx
from hypothesis import assume, given
from hypothesis import strategies as st

from dedup.components import components, stars
from dedup.graph.clusters import communities

nodes = st.integers(0, 12)
weights = st.sampled_from([0.03, 0.25, 0.5, 1.0]) | st.floats(0.03, 1.0)


@st.composite
def starry(draw: st.DrawFn) -> dict[tuple[int, int], float]:
    """Links of up to four stars in any order, the middle of each at either end, with their weights."""
    count = draw(st.integers(0, 40))
    numbers = draw(st.permutations(range(count + 4)))
    middles, outer = numbers[:4], numbers[4:]
    links = {}
    for node in outer:
        middle = middles[draw(st.integers(0, 3))]
        links[(min(node, middle), max(node, middle))] = draw(weights)
    return links


def plainly(links: dict[tuple[int, int], float]) -> list[list[int]]:
    """The communities as networkx has them, in order."""
    graph: nx.Graph = nx.Graph()
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in links.items())
    return sorted(map(sorted, nx.community.louvain_communities(graph, seed=1)))


@given(st.lists(nodes), st.lists(st.tuples(nodes, nodes), max_size=14))
def test_components_are_those_of_networkx(alone: list[int], edges: list[tuple[int, int]]) -> None:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(alone)
    graph.add_edges_from(edges)
    expected = sorted(map(sorted, nx.connected_components(graph)))
    assert sorted(map(sorted, components(alone, edges))) == expected
    found = stars(alone, edges)
    assert found is None or sorted(map(sorted, found)) == expected


@given(starry())
def test_communities_of_stars_are_those_of_networkx(links: dict[tuple[int, int], float]) -> None:
    assert stars((), links) is not None
    assert sorted(map(sorted, communities(links))) == plainly(links)


@given(st.dictionaries(st.tuples(nodes, nodes).filter(lambda pair: pair[0] < pair[1]), weights, max_size=40))
def test_other_communities_are_those_of_networkx(links: dict[tuple[int, int], float]) -> None:
    assume(stars((), links) is None)
    assert sorted(map(sorted, communities(links))) == plainly(links)


def test_what_is_no_star_is_told() -> None:
    assert stars([7], [(0, 1), (0, 2), (3, 4), (5, 5)]) == [{7}, {0, 1, 2}, {3, 4}, {5}]
    assert stars((), [(0, 1), (1, 2), (2, 3)]) is None
    assert stars((), [(0, 1), (1, 2), (2, 0)]) is None
    assert stars((), ()) == []
