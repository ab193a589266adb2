"""Dates as files write them, normalised to ISO 8601 and cut to what is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dedup.expressions import expression

_YEAR = r"(1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"

# Zero dates of file systems and office programs: they mean that nobody set the date.
_EPOCHS = frozenset({"1601-01-01", "1899-12-30", "1899-12-31", "1904-01-01", "1970-01-01", "1980-01-01"})

_ISO = expression(rf"{_YEAR}(?:[-/.]([0-9]{{1,2}})(?:[-/.]([0-9]{{1,2}}))?)?(?![0-9])")
_CHINESE = expression(rf"{_YEAR}\s*年(?:\s*([0-9]{{1,2}})\s*月(?:\s*([0-9]{{1,2}})\s*日)?)?")
_COMPACT = expression(rf"(?:D:)?\s*{_YEAR}([0-9]{{2}})(?:([0-9]{{2}}))?(?:[0-9]{{2}})*(?=$|[^0-9])")
_DAY_FIRST = expression(rf"(?:[a-z]+,?\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME},?\s+{_YEAR}(?![0-9])", re.I)
_MONTH_FIRST = expression(
    rf"(?:[a-z]+,?\s+)?{_MONTH_NAME}\s+(?:([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+)?{_YEAR}(?![0-9])", re.I
)
_SLASHED = expression(rf"([0-9]{{1,2}})[/.]([0-9]{{1,2}})[/.]{_YEAR}(?![0-9])")


def normalise_date(value: str | None) -> str | None:
    """``value`` as ``2024``, ``2024-05`` or ``2024-05-14``; ``None`` where it is no date or a zero date.

    The day is the one written, whatever the time zone. ``03/04/2024`` leaves month and day open, so only the year
    is kept.
    """
    written = (value or "").strip()[:100]
    for pattern, cut in _FORMS:
        found = pattern.match(written)
        if found:
            known = cut(found)
            if known is not None:
                return None if known in _EPOCHS else known
    return None


def _year_first(found: re.Match[str]) -> str | None:
    return _cut(found[1], found[2], found[3])


def _day_first(found: re.Match[str]) -> str | None:
    return _cut(found[3], _month(found[2]), found[1])


def _month_first(found: re.Match[str]) -> str | None:
    return _cut(found[3], _month(found[1]), found[2])


def _slashed(found: re.Match[str]) -> str | None:
    first, second = int(found[1]), int(found[2])
    if first == second or second > 12:
        return _cut(found[3], found[1], found[2])
    if first > 12:
        return _cut(found[3], found[2], found[1])
    return found[3]


def _month(name: str) -> str:
    return str(_MONTHS.index(name.lower()) + 1)


def _cut(year: str, month: str | None, day: str | None) -> str | None:
    """The longest leading part that is a real date; 2024-02-31 is none at all."""
    if month is None or int(month) == 0:
        return year
    if day is None or int(day) == 0:
        return f"{year}-{int(month):02}" if int(month) <= 12 else None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_CHINESE, _year_first),
    (_ISO, _year_first),
    (_COMPACT, _year_first),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_SLASHED, _slashed),
)
