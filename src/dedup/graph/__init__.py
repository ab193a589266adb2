"""Documents and passages as graphs: families of one passage, pairs, clusters, and what of each document is reused."""

from dedup.graph.clusters import clusters_of
from dedup.graph.families import families_of
from dedup.graph.pairs import pairs_of
from dedup.graph.reuse import reuse_of

__all__ = ["clusters_of", "families_of", "pairs_of", "reuse_of"]
