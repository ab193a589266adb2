# mypy: allow-untyped-defs, allow-untyped-calls
"""Minimum-cost arborescences by Chu-Liu and Edmonds, of many graphs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dedup.compiled import compiled

ROOT: Final = 0
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Level:
    """Before one contraction: the component of each node, and the cheapest edge into each component."""

    component_of: Integers
    cheapest: Integers


def arborescences(nodes: int, source: Integers, target: Integers, cost: Integers) -> Integers:
    """For each node but the root (node 0) the edge by which it is reached in an arborescence of minimum cost.

    ``int64[nodes]`` indices into the edges; that of the root is -1. Every node must have one edge from the root,
    no edge may lead to it. Graphs that share nothing but the root are solved independently of each other: a hundred
    replicas of a cluster are one call. Costs are whole numbers, so that sums are exact; of equal edges the one that
    stands first is taken. Edmonds (1967), all cycles of a round contracted together, and nodes that reach the root
    left alone from then on.
    """
    levels: list[_Level] = []
    component_of = label = np.arange(nodes)
    known, settled = np.full(nodes, -1, dtype=np.int64), np.zeros(nodes, dtype=bool)
    edges, reduction = _worth_trying(nodes, source, target, cost), np.zeros(nodes, dtype=np.int64)
    while True:
        cheapest, least = known, np.full(len(known), np.iinfo(np.int64).max)
        kept = _between(*edges, reduction, label, settled, least, cheapest)
        edges, reduction = tuple(column[:kept] for column in edges), least
        before = np.zeros(len(cheapest), dtype=np.int64)
        before[1:] = component_of[source[cheapest[1:]]]
        label, settled = _contracted(before)
        levels.append(_Level(component_of, cheapest))
        if settled.all():
            return _expanded(levels, target)
        component_of = label[component_of]
        known, settled = _carried(cheapest, label, settled)


def _worth_trying(nodes: int, source: Integers, target: Integers, cost: Integers) -> tuple[Integers, ...]:
    """Number, source, target and cost of the edges that cost no more than the root's edge to the same node.

    That edge could always take their place.
    """
    from_root = np.flatnonzero(source == ROOT)
    most = np.zeros(nodes, dtype=np.int64)
    most[target[from_root]] = cost[from_root]
    kept = np.flatnonzero(cost <= most[target])
    return kept, source[kept], target[kept], cost[kept]


@compiled
def _between(number, source, target, cost, reduction, label, settled, least, cheapest):
    """Keep, in place, the edges between components under their new ``label``; how many they are.

    Costs lose the ``reduction`` of the component that the edge led to before. Edges into what is ``settled`` go.
    ``least`` and ``cheapest`` (the cost of an edge, its number) are set for each component with an edge.
    """
    kept = 0
    for at in range(number.size):
        old = target[at]
        from_component, to_component = label[source[at]], label[old]
        if from_component == to_component or settled[to_component]:
            continue
        price = cost[at] - reduction[old]
        number[kept], source[kept], target[kept], cost[kept] = number[at], from_component, to_component, price
        kept += 1
        if price < least[to_component]:
            least[to_component] = price
            cheapest[to_component] = number[at]
    return kept


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
