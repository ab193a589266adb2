"""Lineage: planted descents are found again, compilations show all their sources, and nothing unknown looks certain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.graph import lineage_of, with_lineage
from dedup.graph.arborescence import arborescences
from dedup.model import Cluster, Descent
from descents import Line, Planted, main_sources, planted, started
from factories import document
from strategies import a_moderate_number

Edge = tuple[int, int, int]


def lineage(found: Planted) -> tuple[Descent, ...]:
    return lineage_of(found.cluster, found.pairs, found.matches, found.documents)


def parents(line: Line) -> dict[int, int | None]:
    return {number: next(iter(found), None) for number, found in enumerate(line.parents)}


def chain(length: int, seed: int = 1, *, dates: Sequence[str] = ()) -> Line:
    line = started(seed)
    line.original(*"abcdef", date=dates[0] if dates else None)
    for number in range(1, length):
        line.copy(number - 1, date=dates[number] if dates else None)
    return line


def tree(size: int, seed: int) -> Line:
    line = started(seed)
    line.original(*"abcdef")
    for number in range(1, size):
        line.copy(line.random.randrange(number))
    return line


def edges_of(nodes: int, extra: Sequence[Edge], roots: Sequence[int]) -> list[Edge]:
    between = {(source, target): cost for source, target, cost in extra if source != target}
    return [(0, node, roots[node - 1]) for node in range(1, nodes)] + [(*pair, cost) for pair, cost in between.items()]


@st.composite
def graphs(draw: st.DrawFn, most: int) -> tuple[int, list[Edge]]:
    nodes = draw(st.integers(2, most))
    node, cost = st.integers(1, nodes - 1), st.integers(-3, 12)
    extra = draw(st.lists(st.tuples(node, node, cost), max_size=3 * nodes))
    return nodes, edges_of(nodes, extra, draw(st.lists(cost, min_size=nodes - 1, max_size=nodes - 1)))


def solved(nodes: int, edges: Sequence[Edge]) -> list[Edge]:
    source, target, cost = np.array(edges, dtype=np.int64).T
    return [edges[number] for number in arborescences(nodes, source, target, cost)[1:]]


def cheapest(nodes: int, edges: Sequence[Edge]) -> int:
    """The least cost among all arborescences, tried one by one."""
    into = [[edge for edge in edges if edge[1] == node] for node in range(1, nodes)]
    return min(sum(edge[2] for edge in choice) for choice in product(*into) if is_arborescence(nodes, choice))


def is_arborescence(nodes: int, edges: Sequence[Edge]) -> bool:
    source_of = {target: source for source, target, _ in edges}
    for node in range(1, nodes):
        seen = {node}
        while (node := source_of[node]) != 0:
            if node in seen:
                return False
            seen.add(node)
    return True


@a_moderate_number
@given(graphs(5))
def test_no_arborescence_is_cheaper(graph: tuple[int, list[Edge]]) -> None:
    nodes, edges = graph
    chosen = solved(nodes, edges)
    assert [edge[1] for edge in chosen] == list(range(1, nodes))
    assert is_arborescence(nodes, chosen)
    assert sum(edge[2] for edge in chosen) == cheapest(nodes, edges)


@a_moderate_number
@given(graphs(14))
def test_networkx_finds_the_same_cost(graph: tuple[int, list[Edge]]) -> None:
    nodes, edges = graph
    drawn: nx.DiGraph = nx.DiGraph()
    drawn.add_weighted_edges_from(edges)
    best = nx.minimum_spanning_arborescence(drawn)
    assert sum(edge[2] for edge in solved(nodes, edges)) == best.size(weight="weight")


@a_moderate_number
@given(st.lists(graphs(6), min_size=2, max_size=4))
def test_many_graphs_at_once_are_solved_as_one_by_one(several: list[tuple[int, list[Edge]]]) -> None:
    together: list[Edge] = []
    expected: list[Edge] = []
    shift = 0
    for nodes, edges in several:
        moved = [(source and source + shift, target + shift, cost) for source, target, cost in edges]
        together += moved
        expected += [moved[edges.index(edge)] for edge in solved(nodes, edges)]
        shift += nodes - 1
    assert solved(shift + 1, together) == expected


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_tree_is_found_again(seed: int) -> None:
    line = tree(24, seed).shuffled()
    found = lineage(planted(line, strength=1.5, noise=0.5))
    assert main_sources(found) == parents(line)
    assert np.mean([descent.support for descent in found]) > 0.8


def test_a_chain_of_sixteen_is_found_again() -> None:
    line = chain(16).shuffled()
    found = lineage(planted(line, strength=2.0))
    assert main_sources(found) == parents(line)
    assert len(found) == 16
    assert min(descent.support for descent in found) >= 0.8


def test_dates_alone_put_a_chain_in_order() -> None:
    line = chain(16, dates=[f"{2000 + year}" for year in range(16)]).shuffled()
    assert main_sources(lineage(planted(line, strength=0.0))) == parents(line)


@pytest.mark.parametrize("seed", range(3))
def test_without_evidence_no_order_looks_certain(seed: int) -> None:
    found = lineage(planted(chain(6, seed).shuffled(), strength=0.0))
    assert max(descent.support for descent in found) <= 0.7
    (root,) = [descent for descent in found if descent.source is None]
    assert root.support < 0.5
    assert "nothing tells" in root.reason


@pytest.mark.parametrize(("strength", "least", "most"), [(0.0, 0.38, 0.62), (0.3, 0.58, 0.8), (1.5, 0.93, 1.0)])
def test_the_support_of_two_texts_is_the_probability_of_their_direction(
    strength: float, least: float, most: float
) -> None:
    root, copy = lineage(planted(chain(2), strength=strength))
    assert (root.source, copy.source) == (None, 0)
    assert root.support == copy.support
    assert least <= copy.support <= most


def compilation() -> Line:
    line = started(3)
    for names in (("a1", "a2", "a3"), ("b1", "b2"), ("c1", "c2")):
        line.original(*names)
    line.copy(line.copy(0, 1, 2))
    return line


@pytest.mark.parametrize("strength", [0.7, 2.0])
def test_a_compilation_shows_its_three_sources(strength: float) -> None:
    found = lineage(planted(compilation(), strength=strength))
    assert [(descent.source, descent.characters) for descent in found if descent.document == 3] == [
        (0, 360),
        (1, 240),
        (2, 240),
    ]
    assert main_sources(found) == {0: None, 1: None, 2: None, 3: 0, 4: 3}
    assert min(descent.support for descent in found if descent.document == 3) >= 0.5


def test_a_copy_of_a_compilation_has_the_compilation_alone_as_its_source() -> None:
    found = lineage(planted(compilation(), strength=2.0))
    assert [(descent.source, descent.characters) for descent in found if descent.document == 4] == [(3, 840)]


def test_an_excerpt_of_an_original_does_not_become_the_source_of_what_it_lacks() -> None:
    line = started(5)
    line.original(*"abcd")
    line.copy(0, passages="ab")
    line.copy(0)
    assert main_sources(lineage(planted(line, strength=2.0))) == {0: None, 1: 0, 2: 0}


def test_what_two_texts_have_from_a_third_makes_neither_the_source() -> None:
    found = lineage(planted(chain(2), strength=0.0, third={(0, 1): 0.95}))
    assert [descent.source for descent in found] == [None, None]
    assert min(descent.support for descent in found) > 0.85


def test_a_text_dated_after_another_that_shares_its_passage_is_not_the_first() -> None:
    line = started(2)
    line.original(*"abc", date="2001")
    line.copy(line.copy(0), date="2010")
    last, _, first = (0, 1, 2)
    found = main_sources(lineage(planted(line.reordered([2, 1, 0]), strength=0.0)))
    assert found[last] is not None
    assert found[last] != first


def test_strong_passages_outweigh_a_date() -> None:
    line = chain(2, dates=["2020", "2010"])
    assert main_sources(lineage(planted(line, strength=0.2))) == {0: 1, 1: None}
    assert main_sources(lineage(planted(line, strength=2.0))) == {0: None, 1: 0}


def test_a_later_text_is_seldom_the_source_of_an_earlier() -> None:
    found = lineage(planted(chain(2, dates=["2020", "2010"]), strength=0.0))
    assert [descent.source for descent in found] == [1, None]
    assert all(0.82 <= descent.support <= 0.97 for descent in found)


def test_two_texts_that_borrow_from_each_other_are_each_a_source() -> None:
    line = started(8)
    line.original("a", "b", "c")
    line.original("d", "e")
    line.texts[0] |= {name: line.texts[1][name] for name in "de"}
    line.texts[1] |= {name: line.texts[0][name] for name in "abc"}
    stated = {"a": 3.0, "b": 3.0, "c": 3.0, "d": -3.0, "e": -3.0}
    found = lineage(planted(line, strength=0.0, stated=stated))
    assert [(step.document, step.source, step.characters) for step in found] == [
        (0, None, 360),
        (0, 1, 240),
        (1, 0, 360),
    ]
    assert found[1].support > 0.8


@pytest.mark.parametrize(("edits", "least", "most"), [(0.01, 0.5, 0.9), (0.3, 0.97, 1.0)])
def test_a_few_characters_do_not_tell_beyond_doubt_which_copy_was_copied(
    edits: float, least: float, most: float
) -> None:
    line = started(4)
    line.original("a")
    line.copy(0, edits=edits)
    line.copy(0, edits=0.1)
    copy = lineage(planted(line, strength=5.0))[2]
    assert (copy.document, copy.source) == (2, 0)
    assert least <= copy.support <= most


def test_the_order_in_which_pairs_come_does_not_matter() -> None:
    found = planted(tree(12, 4).shuffled(), strength=0.5, noise=0.5)
    backwards = lineage_of(found.cluster, found.pairs[::-1], found.matches, found.documents)
    assert backwards == lineage(found)


def test_every_document_has_a_descent_and_clusters_keep_theirs_apart() -> None:
    found = planted(tree(9, 6), strength=1.0)
    halves = (Cluster(0, (0, 1, 2, 3)), Cluster(1, (4, 5, 6, 7, 8)))
    for cluster in with_lineage(halves, found.pairs, found.matches, found.documents):
        assert sorted({descent.document for descent in cluster.lineage}) == list(cluster.documents)
        assert all(descent.source is None or descent.source in cluster.documents for descent in cluster.lineage)
        assert all(0 <= descent.support <= 1 and descent.reason for descent in cluster.lineage)


def test_documents_that_share_nothing_counted_have_no_source() -> None:
    texts = [document(number, "水" * 50) for number in range(2)]
    assert [descent.source for descent in lineage_of(Cluster(0, (0, 1)), (), (), texts)] == [None, None]
