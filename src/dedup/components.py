"""What hangs together: connected components of a graph given by its edges, by networkx where it takes a search."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> Sequence[AbstractSet[Node]]:
    """The components of the graph with these edges, and with these nodes besides; in no order that means anything."""
    nodes, edges = list(nodes), list(edges)
    if (found := stars(nodes, edges)) is not None:
        return found
    import networkx as nx  # a tenth of a short check, which often has stars alone

    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return list(nx.connected_components(graph))


def stars(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> Sequence[AbstractSet[Node]] | None:
    """The components where every one is a star: a node, and what is joined with it and nothing else. Else ``None``.

    So it is where one draft is compared with texts that are not compared with each other. A node all of whose
    neighbours have no other neighbour is with them a component; stars are all there is if these hold every node.
    """
    neighbours: dict[Node, set[Node]] = {node: set() for node in nodes}
    for one, other in edges:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    for node, beside in neighbours.items():
        beside.discard(node)
    middles = (node for node, beside in neighbours.items() if all(len(neighbours[other]) == 1 for other in beside))
    found = list(dict.fromkeys(frozenset((node, *neighbours[node])) for node in middles))
    return found if sum(map(len, found)) == len(neighbours) else None
