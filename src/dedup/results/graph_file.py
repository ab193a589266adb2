"""The graph of documents and pairs as GraphML, which Gephi, Cytoscape, yEd, igraph and networkx read."""

from __future__ import annotations

from typing import Any

from dedup.expressions import expression
from dedup.model import Document, Pair, Result
from dedup.results.measures import rounded

_NOT_XML = expression("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (section 2.2) has no way to hold; hostile texts put them in titles and names."""


def to_graphml(result: Result) -> str:
    """A directed graph: an edge leads from the source to the borrower.

    Where ``direction`` is ``undetermined`` or ``common`` it leads from left to right and tells nothing of the order.
    """
    import networkx as nx

    graph = nx.DiGraph()
    cluster = {document: cluster.id for cluster in result.clusters for document in cluster.documents}
    for item, reuse in zip(result.documents, result.reuse, strict=True):
        graph.add_node(str(item.id), **_node(item, cluster.get(item.id, -1)), reuse_share=rounded(reuse.share))
    for pair in result.pairs:
        ends = (pair.right, pair.left) if pair.direction.source == "right" else (pair.left, pair.right)
        graph.add_edge(*map(str, ends), **_edge(pair, backwards=ends[0] == pair.right))
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _node(document: Document, cluster: int) -> dict[str, Any]:
    """GraphML has no empty value: what is not known is an empty text, and no cluster is -1."""
    return {
        "label": _xml(document.title or document.path),
        "path": _xml(document.path),
        "format": _xml(document.format),
        "date": _xml(document.date or ""),
        "author": _xml(document.author or ""),
        "characters": document.characters,
        "cluster": cluster,
    }


def _edge(pair: Pair, *, backwards: bool) -> dict[str, Any]:
    of_left, of_right = rounded(pair.containment_of_left), rounded(pair.containment_of_right)
    from_share, to_share = (of_right, of_left) if backwards else (of_left, of_right)
    return {
        "direction": "stated" if pair.direction.source in ("left", "right") else pair.direction.source,
        "probability": rounded(pair.direction.probability),
        "share_of_source": from_share,
        "share_of_target": to_share,
        "weight": max(of_left, of_right),
        "matches": len(pair.matches),
    }


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
