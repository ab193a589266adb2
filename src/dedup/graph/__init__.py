"""Documents and passages as graphs: families of one passage, pairs, clusters with their lineage, and reuse."""

from dedup.graph.clusters import clusters_of
from dedup.graph.directions import pair_direction
from dedup.graph.families import families_of
from dedup.graph.lineage import lineage_of, with_lineage
from dedup.graph.pairs import pairs_of
from dedup.graph.passages import ordered
from dedup.graph.reuse import reuse_of
from dedup.graph.runs import runs_of

__all__ = [
    "clusters_of",
    "families_of",
    "lineage_of",
    "ordered",
    "pair_direction",
    "pairs_of",
    "reuse_of",
    "runs_of",
    "with_lineage",
]
