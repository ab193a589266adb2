"""What dates tell: those of the texts, and the years that they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import Final

from dedup.judgement.direction.view import View, speaking_for
from dedup.judgement.direction.years import RECENT
from dedup.model import Document, Evidence

# The earlier of two dated texts is the source nine times in ten: dates in files are wrong or late often enough.
_DATED: Final = log(0.9 / 0.1)
# Of two versions the one that speaks of later years is the later one, if both speak of the last decades; years of
# history hardly tell, since more of them stand in a longer text (fitted beside lengths: ``revision``). A copy in other
# text was written at some time too.
_LATER_RECENT_YEAR_OF_VERSIONS: Final = 1.85
_LATER_YEAR_OF_VERSIONS: Final = 0.25
_LATER_YEAR: Final = 0.7


def dated(left: Document, right: Document) -> Iterator[Evidence]:
    """Evidence from the dates of two documents.

    Dates may be cut to a year or a month: ``2024`` and ``2024-05`` do not tell which is earlier.
    """
    if not left.date or not right.date:
        return
    known = min(len(left.date), len(right.date))
    if left.date[:known] == right.date[:known]:
        return
    left_first = left.date[:known] < right.date[:known]
    early, late = (left.date, right.date) if left_first else (right.date, left.date)
    yield speaking_for(left_first, "date", f"{early} < {late}", _DATED)


def latest_years(view: View) -> Iterator[Evidence]:
    """Evidence from the latest year that each text speaks of: it was not written before."""
    years = view.left.facts.latest_year, view.right.facts.latest_year
    if not all(years) or years[0] == years[1]:
        return
    left_first = years[0] < years[1]
    later = view.right if left_first else view.left
    detail = f"{later.document.path} speaks of {max(years)}, the other text of no year after {min(years)}"
    yield speaking_for(left_first, "latest-year", detail, _of_years(view, min(years)))


def _of_years(view: View, earlier: int) -> float:
    if not view.are_versions:
        return _LATER_YEAR
    return _LATER_RECENT_YEAR_OF_VERSIONS if earlier >= RECENT else _LATER_YEAR_OF_VERSIONS
