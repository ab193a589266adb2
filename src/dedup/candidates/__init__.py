"""From keys to candidate pairs of documents: one SQL text, run by DuckDB here, and its twin for few rows."""

from dedup.candidates.engine import find_candidates
from dedup.candidates.pairs import Candidates, compares_every_pair, with_every_pair

__all__ = ["Candidates", "compares_every_pair", "find_candidates", "with_every_pair"]
