"""Which text of a cluster descends from which: one line of descent for each document, and how sure it is.

The model is a description length. The texts of a cluster are described one after the other, each with the help of a
source: a document of the cluster, or a virtual root that stands for everything outside it. The cheapest description is
a minimum-cost arborescence (``dedup.graph.arborescence``). In nats,

- cost(u → v) = characters of v that u does not explain + −log P(u → v);
- cost(root → v) = characters of v that others explain + −log P(v is the first) + log 10.

Characters of v that cost the same on all its edges cancel out and are left away. Of a passage that u and v share, the
characters that both have count, so many for v as for u: by the symmetry of information, K(u) + K(v|u) = K(v) + K(u|v),
lengths tell who is next to whom and never who was first. That is for the directions of the matches to say. A passage
is explained by u wholly where the direction is undetermined or speaks for u, not at all where it is decided against u,
and in proportion between the two; so a compilation does not explain its sources, they are roots. What both have from
a third text neither explains. −log P is the mean over the passages of a pair, by characters, of what its direction
costs; so a source that is dated later is dear, and not impossible. The root costs a tenth beforehand (log 10): of two
texts that share a passage one has it from the other, unless something says otherwise.

Support is how often an edge holds when the evidence is drawn anew (``dedup.graph.costs.resampled``). Between two texts
it is the probability of their direction: about .5 where nothing is known. A hundred replicas are drawn, fewer where a
cluster has more than 10,000 pairs (``_EDGES``).

An arborescence gives each document one source. Passages that this source does not have, at least a twentieth of what
the document shares, are further descents from whoever explains most of them (``dedup.graph.sources``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dedup.graph.arborescence import arborescences
from dedup.graph.costs import Draw, as_found, chances, costs, endpoints, resampled
from dedup.graph.exchange import exchange_of
from dedup.graph.reasons import reason_for
from dedup.graph.sharing import Integers, Sharing, sharing_of
from dedup.graph.sources import Source, sources_of
from dedup.model import Cluster, Descent, Document, Match, Pair

REPLICAS: Final = 100
LEAST_REPLICAS: Final = 20
_EDGES: Final = 2_000_000
"""Edges of all replicas together: a cluster of more than 20,000 edges gets fewer than 100 replicas, at least 20."""
_EDGES_AT_ONCE: Final = 100_000
_SEED: Final = 1


def with_lineage(
    clusters: Sequence[Cluster], pairs: Sequence[Pair], matches: Sequence[Match], documents: Sequence[Document]
) -> tuple[Cluster, ...]:
    """The clusters, each with its lineage."""
    home = {document: cluster.id for cluster in clusters for document in cluster.documents}
    inside: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.left in home and home[pair.left] == home.get(pair.right):
            inside[home[pair.left]].append(pair)
    return tuple(
        replace(cluster, lineage=lineage_of(cluster, inside[cluster.id], matches, documents)) for cluster in clusters
    )


def lineage_of(
    cluster: Cluster, pairs: Sequence[Pair], matches: Sequence[Match], documents: Sequence[Document]
) -> tuple[Descent, ...]:
    """At least one descent for each document of the cluster, in order of document, its main one first.

    The module says by what model. Pairs with a document outside the cluster are passed over. The same input gives the
    same lineage; of equal trees the one whose sources have the smaller ids is taken.
    """
    members = set(cluster.documents)
    inside = sorted((pair for pair in pairs if {pair.left, pair.right} <= members), key=lambda p: (p.left, p.right))
    if not inside:
        return tuple(
            Descent(document, None, 0.0, 0, "it shares no counted passage with the cluster")
            for document in cluster.documents
        )
    sharing = sharing_of(cluster.documents, inside, matches, documents)
    found = as_found(sharing)
    to_right, to_left = chances(sharing, found)
    exchange = exchange_of(sharing, (to_right[0], to_left[0]))
    sources = sources_of(exchange, _parents(sharing, found)[0])
    supports = _supports(sharing, sources)
    return tuple(
        Descent(
            cluster.documents[source.document],
            None if source.source < 0 else cluster.documents[source.source],
            float(support),
            source.characters,
            reason_for(source),
        )
        for source, support in zip(sources, supports, strict=True)
    )


def _parents(sharing: Sharing, draw: Draw) -> Integers:
    """The source of each document in each replica, ``int64[replicas, documents]``; -1 is the root."""
    price = costs(sharing, draw)
    replicas, edges = price.shape
    source, target = endpoints(sharing)
    size = len(sharing.documents)
    shift = size * np.arange(replicas)[:, None]
    sources = np.where(source == 0, 0, source + shift).ravel()
    chosen = arborescences(1 + replicas * size, sources, (target + shift).ravel(), price.ravel())
    parents: Integers = source[chosen[1:] % edges].reshape(replicas, size) - 1
    return parents


def _supports(sharing: Sharing, sources: Sequence[Source]) -> npt.NDArray[np.float64]:
    """The share of replicas in which each source holds (0 to 1)."""
    edges = 2 * len(sharing.pairs) + len(sharing.documents)
    replicas = max(LEAST_REPLICAS, min(REPLICAS, _EDGES // edges))
    at_once = max(1, _EDGES_AT_ONCE // edges)
    generator = np.random.default_rng(_SEED)
    held = np.zeros(len(sources))
    for first in range(0, replicas, at_once):
        draw = resampled(sharing, min(at_once, replicas - first), generator)
        held += _held(sharing, sources, draw)
    return held / replicas


def _held(sharing: Sharing, sources: Sequence[Source], draw: Draw) -> npt.NDArray[np.float64]:
    """In how many replicas each source holds.

    A further source holds where the text went that way. So does the main one where the tree puts a further source in
    its place: of several originals any may be the largest.
    """
    parents = _parents(sharing, draw)
    to_right, to_left = chances(sharing, draw)
    worth = draw.weight * sharing.shared
    further: dict[int, list[int]] = defaultdict(list)
    for source in sources:
        if not source.main:
            further[source.document].append(source.source)
    held = np.zeros(len(sources))
    for number, source in enumerate(sources):
        in_tree = parents[:, source.document] == source.source
        if source.source >= 0 and (further[source.document] or not source.main):
            chance = to_right if source.source < source.document else to_left
            columns = list(source.matches)
            went = ((2 * (chance[:, columns] > 0.5) - 1) * worth[:, columns]).sum(axis=1) > 0
            replaced = np.isin(parents[:, source.document], further[source.document]) if source.main else True
            in_tree |= went & replaced
        held[number] = in_tree.sum()
    return held
