"""What ``import dedup`` offers: the stages with paths or texts, one or many, and defaults for all else."""

from dedup.api.checking import check
from dedup.api.indexing import Added, add
from dedup.api.results import read_results, write_report, write_results
from dedup.api.scanning import compare, scan
from dedup.api.texts import document

__all__ = [
    "Added",
    "add",
    "check",
    "compare",
    "document",
    "read_results",
    "scan",
    "write_report",
    "write_results",
]
