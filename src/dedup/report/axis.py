"""Years along a drawing, from dates of which only a part may be known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 1080.0
LEFT = 84.0
RIGHT = 150.0
MAX_TICKS = 9
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_STEPS = (1 / 12, 1 / 4, 1 / 2, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    label: str


def year_of(date: str | None) -> float | None:
    """A date as a year with its fraction: ``2024-07`` is about 2024.54, the middle of that month."""
    found = _DATE.fullmatch(date or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return None if year is None else year + 0.5
    if not 1 <= month <= 12:
        return None
    return round(year + (month - 1) / 12 + (15 if day is None else min(day, 31) - 1) / 372, 4)


@dataclass(frozen=True, slots=True)
class Axis:
    """From a first to a last year."""

    first: float
    last: float

    def x(self, year: float) -> float:
        """Where a year stands."""
        span = self.last - self.first
        share = 0.5 if span < 1e-6 else (year - self.first) / span
        return round(LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def ticks(self) -> Iterator[Tick]:
        """Round dates, at most ``MAX_TICKS``; months where the axis is short."""
        step = next((step for step in _STEPS if (self.last - self.first) / step <= MAX_TICKS - 1), _STEPS[-1])
        number = -int(-self.first // step)
        while number * step <= self.last + 1e-6:
            year = number * step
            yield Tick(self.x(year), _tick_label(year, step))
            number += 1


def _tick_label(year: float, step: float) -> str:
    whole, month = divmod(round(year * 12), 12)
    return f"{whole}" if step >= 1 else f"{whole}-{month + 1:02d}"
