"""Matches that a person set aside with a reason: a text file beside the drafts that names passages by their content."""

from dedup.dismissals.editing import append, remove
from dedup.dismissals.entries import Dismissals, Entry
from dedup.dismissals.finding import FILE_NAME, dismissals_of
from dedup.dismissals.keys import SHOWN_DIGITS, keyed, shown
from dedup.dismissals.parsing import read_dismissals

__all__ = [
    "FILE_NAME",
    "SHOWN_DIGITS",
    "Dismissals",
    "Entry",
    "append",
    "dismissals_of",
    "keyed",
    "read_dismissals",
    "remove",
    "shown",
]
