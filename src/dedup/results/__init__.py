"""Result to and from versioned JSON (schema ``dedup.results/1``)."""

from dedup.results.reading import SCHEMA, read_results
from dedup.results.writing import to_csv, to_json, write_results

__all__ = ["SCHEMA", "read_results", "to_csv", "to_json", "write_results"]
