"""A persistent index: documents, fingerprints and counts in one SQLite file, and drafts checked against it."""

from dedup.index.adding import add, remove, unchanged
from dedup.index.calibrating import calibrated
from dedup.index.matching import EXACT_DOCUMENTS, Matched, Matcher
from dedup.index.store import Index

__all__ = ["EXACT_DOCUMENTS", "Index", "Matched", "Matcher", "add", "calibrated", "remove", "unchanged"]
