"""Result to and from versioned JSON (schema ``dedup.results/1``)."""

from dedup.results.reading import SCHEMA, read_results
from dedup.results.table import to_csv
from dedup.results.texts import TEXTS_NAME
from dedup.results.writing import to_json, write_results

__all__ = ["SCHEMA", "TEXTS_NAME", "read_results", "to_csv", "to_json", "write_results"]
