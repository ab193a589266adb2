"""What dates tell: those of the texts, and the years that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from typing import Final

from dedup.judgement.direction.view import View, speaking_for
from dedup.model import Document, Evidence

# The earlier of two dated texts is the source nine times in ten: dates in files are wrong or late often enough.
_DATED: Final = log(0.9 / 0.1)
# Of two versions the one that speaks of later years is the later one for .90 of pairs where both speak of the last
# decades, for .67 where they speak of history (Wikipedia, benchmarks/direction). A copy in other text is less bound.
_RECENT: Final = 1990
_LATER_YEAR: Final = 0.7
_LATER_RECENT_YEAR_OF_VERSIONS: Final = 2.0
_YEAR: Final = re.compile(
    r"(?<![\d,.])(1[5-9]\d\d|20[0-4]\d)(?![\d]|[,.]\d)|([一二][〇○零九][〇○零一二三四五六七八九]{2})年"
)
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")


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
    years = latest_year(view.left.document.text), latest_year(view.right.document.text)
    if not all(years) or years[0] == years[1]:
        return
    left_first = years[0] < years[1]
    later = view.right if left_first else view.left
    detail = f"{later.document.path} speaks of {max(years)}, the other text of no year after {min(years)}"
    telling = view.are_versions and min(years) >= _RECENT
    log_odds = _LATER_RECENT_YEAR_OF_VERSIONS if telling else _LATER_YEAR
    yield speaking_for(left_first, "latest-year", detail, log_odds)


def latest_year(text: str) -> int:
    """The latest year from 1500 to 2049 that a text speaks of, 0 where it speaks of none."""
    found = (match[1] or match[2].translate(_HAN_DIGITS) for match in _YEAR.finditer(text))
    return max((int(year) for year in found if int(year) < 2050), default=0)
