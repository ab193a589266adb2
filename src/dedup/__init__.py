"""dedup: finds reused passages and says which texts borrow from which.

>>> from dedup import Settings, compare
>>> matches = compare(left_text, right_text, Settings())

The public names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.checking import Checker, check
    from dedup.errors import DedupError
    from dedup.index import Index
    from dedup.model import Document, Match, Result, Span
    from dedup.pipeline import compare, scan
    from dedup.settings import Settings
    from dedup.verdict import Verdict

__all__ = [
    "Checker",
    "DedupError",
    "Document",
    "Index",
    "Match",
    "Result",
    "Settings",
    "Span",
    "Verdict",
    "check",
    "compare",
    "scan",
]

_HOMES = {
    "Checker": "checking",
    "Index": "index",
    "Verdict": "verdict",
    "check": "checking",
    "DedupError": "errors",
    "Document": "model",
    "Match": "model",
    "Result": "model",
    "Settings": "settings",
    "Span": "model",
    "compare": "pipeline",
    "scan": "pipeline",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    return getattr(import_module(f"dedup.{_HOMES[name]}"), name)
