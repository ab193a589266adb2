"""Result to and from versioned JSON (schema ``dedup.results/1``), and its tables and graph for other programs."""

from dedup.results.graph_file import to_graphml
from dedup.results.parquet import write_parquet
from dedup.results.reading import SCHEMA, read_results
from dedup.results.rounding import as_stored
from dedup.results.table import DOCUMENTS, MATCHES, PAIRS, TABLES, Table, to_csv
from dedup.results.texts import TEXTS_NAME
from dedup.results.writing import to_json, write_json, write_results

__all__ = [
    "DOCUMENTS",
    "MATCHES",
    "PAIRS",
    "SCHEMA",
    "TABLES",
    "TEXTS_NAME",
    "Table",
    "as_stored",
    "read_results",
    "to_csv",
    "to_graphml",
    "to_json",
    "write_json",
    "write_parquet",
    "write_results",
]
