"""What hangs together: connected components of a graph given by its edges."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """The components, each with its nodes, in the order in which ``nodes`` and then ``edges`` name them first."""
    neighbours: dict[Node, list[Node]] = {node: [] for node in nodes}
    for one, other in edges:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    found: list[list[Node]] = []
    seen: set[Node] = set()
    for start in neighbours:
        if start not in seen:
            seen.add(start)
            component = [start]
            for node in component:  # grows meanwhile
                fresh = [other for other in dict.fromkeys(neighbours[node]) if other not in seen]
                seen.update(fresh)
                component += fresh
            found.append(component)
    return found
