"""From keys to candidate pairs of documents: one SQL text, run by DuckDB here, and its twin for few rows."""

from dedup.candidates.engine import find_candidates
from dedup.candidates.pairs import Candidates

__all__ = ["Candidates", "find_candidates"]
