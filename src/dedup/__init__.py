"""dedup: finds reused passages and says which texts borrow from which.

>>> import dedup
>>> verdict = dedup.check("draft.docx", "published")

The public names are loaded when first used, so that importing the package costs nothing. docs/python.md tells of each.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.api import Added, add, check, compare, document, read_results, scan, write_report, write_results
    from dedup.checking import Checker
    from dedup.configuration import settings_from
    from dedup.errors import (
        ConfigurationError,
        DedupError,
        IndexFileError,
        InputError,
        OutputError,
        UsageError,
    )
    from dedup.index import Index
    from dedup.model import Direction, Document, Match, Result, Side, Skipped, Span
    from dedup.progress import Progress
    from dedup.settings import Settings
    from dedup.verdict import DraftVerdict, Firing, Verdict

__all__ = [
    "Added",
    "Checker",
    "ConfigurationError",
    "DedupError",
    "Direction",
    "Document",
    "DraftVerdict",
    "Firing",
    "Index",
    "IndexFileError",
    "InputError",
    "Match",
    "OutputError",
    "Progress",
    "Result",
    "Settings",
    "Side",
    "Skipped",
    "Span",
    "UsageError",
    "Verdict",
    "add",
    "check",
    "compare",
    "document",
    "read_results",
    "scan",
    "settings_from",
    "write_report",
    "write_results",
]

_NAMES = {
    "api": (
        "Added",
        "add",
        "check",
        "compare",
        "document",
        "read_results",
        "scan",
        "write_report",
        "write_results",
    ),
    "checking": ("Checker",),
    "configuration": ("settings_from",),
    "errors": ("ConfigurationError", "DedupError", "IndexFileError", "InputError", "OutputError", "UsageError"),
    "index": ("Index",),
    "model": ("Direction", "Document", "Match", "Result", "Side", "Skipped", "Span"),
    "progress": ("Progress",),
    "settings": ("Settings",),
    "verdict": ("DraftVerdict", "Firing", "Verdict"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    return getattr(import_module(f"dedup.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
