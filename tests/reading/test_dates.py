"""Dates as files write them, cut to what is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.reading.dates import normalise_date


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2024-05-14", "2024-05-14"),
        ("2024-05-14T23:59:59+08:00", "2024-05-14"),
        ("2024-5-4", "2024-05-04"),
        ("2024/05/14 10:00", "2024-05-14"),
        ("2024.5", "2024-05"),
        ("2024", "2024"),
        ("2024年5月14日", "2024-05-14"),
        ("2024 年 5 月", "2024-05"),
        ("20240514", "2024-05-14"),
        ("D:20240514093000+08'00'", "2024-05-14"),
        ("D:202405", "2024-05"),
        ("14 May 2024", "2024-05-14"),
        ("Tue, 14 May 2024 08:00:00 GMT", "2024-05-14"),
        ("May 14th, 2024", "2024-05-14"),
        ("September 2023", "2023-09"),
        ("05/14/2024", "2024-05-14"),
        ("14/05/2024", "2024-05-14"),
        ("14.05.2024", "2024-05-14"),
        ("03/04/2024", "2024"),
        ("2024-02-31", None),
        ("2024-13-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("1601-01-01", None),
        ("yesterday", None),
        ("12345678901234", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(written: str | None, known: str | None) -> None:
    assert normalise_date(written) == known


@given(st.dates(min_value=date(1971, 1, 2), max_value=date(2199, 12, 31)).filter(lambda day: str(day) != "1980-01-01"))
def test_every_day_survives_the_ways_it_is_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %B %Y", "%B %d, %Y", "D:%Y%m%d120000Z"):
        assert normalise_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    normalise_date(text)
