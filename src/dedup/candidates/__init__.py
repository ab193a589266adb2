"""From keys to candidate pairs of documents: one SQL text, run by DuckDB here."""

from dedup.candidates.engine import Candidates, find_candidates

__all__ = ["Candidates", "find_candidates"]
