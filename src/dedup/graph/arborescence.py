"""Minimum-cost arborescences by Chu-Liu and Edmonds, of many graphs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

ROOT: Final = 0
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Level:
    """Before one contraction: the component of each node, and the cheapest edge into each component."""

    component_of: Integers
    cheapest: Integers


@dataclass(frozen=True, slots=True)
class _Edges:
    """Edges by their number, between components, with what they cost more than the cheapest into theirs."""

    number: Integers
    source: Integers
    target: Integers
    cost: Integers


def arborescences(nodes: int, source: Integers, target: Integers, cost: Integers) -> Integers:
    """For each node but the root (node 0) the edge by which it is reached in an arborescence of minimum cost.

    ``int64[nodes]`` indices into the edges; that of the root is -1. Every node must have one edge from the root,
    no edge may lead to it. Graphs that share nothing but the root are solved independently of each other: a hundred
    replicas of a cluster are one call. Costs are whole numbers, so that sums are exact; of equal edges the one that
    stands first is taken. Edmonds (1967), all cycles of a round contracted together, and nodes that reach the root
    left alone from then on.
    """
    levels: list[_Level] = []
    component_of = np.arange(nodes)
    known, settled = np.full(nodes, -1, dtype=np.int64), np.zeros(nodes, dtype=bool)
    edges = _worth_trying(_Edges(np.arange(len(source)), source, target, cost), nodes)
    while True:
        edges, cheapest = _reduced(edges, known)
        before = np.zeros(len(known), dtype=np.int64)
        before[1:] = component_of[source[cheapest[1:]]]
        label, settled = _contracted(before)
        levels.append(_Level(component_of, cheapest))
        if settled.all():
            return _expanded(levels, target)
        component_of = label[component_of]
        known, settled = _carried(cheapest, label, settled)
        edges = _between(edges, label, settled)


def _worth_trying(edges: _Edges, nodes: int) -> _Edges:
    """The edges that cost no more than the root's edge to the same node, which could always take their place."""
    from_root = np.flatnonzero(edges.source == ROOT)
    most = np.zeros(nodes, dtype=np.int64)
    most[edges.target[from_root]] = edges.cost[from_root]
    kept = np.flatnonzero(edges.cost <= most[edges.target])
    return _Edges(kept, edges.source[kept], edges.target[kept], edges.cost[kept])


def _reduced(edges: _Edges, known: Integers) -> tuple[_Edges, Integers]:
    """The edges less the cost of the cheapest into each component, and that edge (the first of equals)."""
    least = np.full(len(known), np.iinfo(np.int64).max)
    np.minimum.at(least, edges.target, edges.cost)
    cost = edges.cost - least[edges.target]
    best = np.flatnonzero(cost == 0)[::-1]
    cheapest = known.copy()
    cheapest[edges.target[best]] = edges.number[best]
    return _Edges(edges.number, edges.source, edges.target, cost), cheapest


def _between(edges: _Edges, label: Integers, settled: npt.NDArray[np.bool_]) -> _Edges:
    """The edges under the new numbers, without those inside a component or into one that reaches the root."""
    source, target = label[edges.source], label[edges.target]
    kept = np.flatnonzero((source != target) & ~settled[target])
    return _Edges(edges.number[kept], source[kept], target[kept], edges.cost[kept])


def _contracted(before: Integers) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """New component numbers, a cycle of ``before`` becoming one, and which components reach the root.

    Pointers are doubled until each has gone round every cycle, so that they all stand on cycles.
    """
    far, least = before.copy(), np.arange(len(before))
    for _ in range(len(before).bit_length()):
        least = np.minimum(least, least[far])
        far = far[far]
    on_cycle = np.zeros(len(before), dtype=bool)
    on_cycle[far] = True
    first = np.where(on_cycle, least, np.arange(len(before)))
    numbers = np.cumsum(first == np.arange(len(before))) - 1
    return numbers[first], far == ROOT


def _carried(
    cheapest: Integers, label: Integers, settled: npt.NDArray[np.bool_]
) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """The edges and the state of components that reach the root, under their new numbers."""
    count = int(label.max()) + 1
    known = np.full(count, -1, dtype=np.int64)
    known[label[settled]] = cheapest[settled]
    state = np.zeros(count, dtype=bool)
    state[label[settled]] = True
    return known, state


def _expanded(levels: list[_Level], target: Integers) -> Integers:
    """Open the contractions, the last first: the edge into a cycle takes the place of the one it goes round by."""
    chosen = levels[-1].cheapest.copy()
    for level in reversed(levels[:-1]):
        entering = chosen[1:]
        chosen = level.cheapest.copy()
        chosen[level.component_of[target[entering]]] = entering
    chosen[ROOT] = -1
    return chosen
