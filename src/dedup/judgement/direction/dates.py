"""What dates tell: those of the texts, and the years that they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import Final

from dedup.judgement.direction.view import View, speaking_for
from dedup.judgement.direction.weights import OF_VERSIONS
from dedup.judgement.direction.years import RECENT
from dedup.model import Document, Evidence

# The earlier of two dated texts is the source nine times in ten: dates in files are wrong or late often enough.
_DATED: Final = log(0.9 / 0.1)
# A copy in other text was written at some time too.
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
    """Evidence from the latest year that each text speaks of: it was not written before.

    Between versions years of history tell nothing but that more of them stand in a longer text.
    """
    years = view.left.facts.latest_year, view.right.facts.latest_year
    if not all(years) or years[0] == years[1] or (view.are_versions and min(years) < RECENT):
        return
    left_first = years[0] < years[1]
    later = view.right if left_first else view.left
    detail = f"{later.document.path} speaks of {max(years)}, the other text of no year after {min(years)}"
    log_odds = OF_VERSIONS["latest-year"] if view.are_versions else _LATER_YEAR
    yield speaking_for(left_first, "latest-year", detail, log_odds)
