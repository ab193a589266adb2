"""How much of how many documents is found elsewhere: ten bars, the threshold among them, and what it consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dedup.model import Result

BARS = 10
WIDTH = 640.0
HEIGHT = 190.0
FIRST_LINE = 11
LINE = 14
FLOOR = 160.0
USUAL_THRESHOLD = 0.3
_GAP = 6.0
_PARTS: Final = ("remaining", "cited", "bibliography", "own_work", "common")
_CATEGORIES: Final = ("uncited", "cited-and-quoted", "bibliography", "own-work", "common")


@dataclass(frozen=True, slots=True)
class Bar:
    """Documents with a share of reuse from ``low`` to below ``high`` (percent; the last bar holds 100 too)."""

    low: int
    high: int
    documents: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of all documents that fall at one step of the waterfall; ``x`` and ``width`` in percent of all."""

    step: str
    category: str
    characters: int
    share: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A ``share`` (0 to 1) at ``x``, ``above`` which so many documents are.

    ``kind``: ``policy`` or ``review`` as the results record one, ``usual`` where they record none. ``y`` is where its
    words stand: each of two has a line for itself.
    """

    kind: str
    share: float
    above: int
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """``none``: documents without reuse. ``thresholds`` are marked, the highest last, from which bars are darker.

    ``parts`` is empty where nothing is found elsewhere.
    """

    bars: tuple[Bar, ...]
    none: int
    thresholds: tuple[Threshold, ...]
    parts: tuple[Part, ...]

    @property
    def limit(self) -> float:
        """The highest threshold, 0 to 1."""
        return self.thresholds[-1].share


def histogram(result: Result) -> Histogram:
    """Sort the documents into bars by the share that counts as borrowing."""
    shares = [reuse.share for reuse in result.reuse]
    counts = [0] * BARS
    for share in shares:
        if share > 0:
            counts[min(BARS - 1, int(share * BARS + 1e-9))] += 1
    marked = _recorded(result) or [("usual", USUAL_THRESHOLD)]
    top = FIRST_LINE + LINE * len(marked) + 9.0
    return Histogram(
        bars=tuple(_bar(number, count, max(1, *counts), top) for number, count in enumerate(counts)),
        none=sum(share <= 0 for share in shares),
        thresholds=tuple(
            Threshold(
                kind, share, sum(one > share for one in shares), round(WIDTH * share, 1), FIRST_LINE + LINE * line
            )
            for line, (kind, share) in enumerate(marked)
        ),
        parts=_parts(result),
    )


def _recorded(result: Result) -> list[tuple[str, float]]:
    """The shares above which somebody was to look, or a scan or check to fail, as far as the results record them."""
    gate = result.settings.get("gate", {})
    found = [(kind, gate.get(key)) for kind, key in (("review", "review_above"), ("policy", "fail_above"))]
    shares = [(kind, float(share)) for kind, share in found if isinstance(share, (int, float)) and 0 <= share <= 1]
    return sorted(shares, key=lambda item: item[1])


def _bar(number: int, documents: int, most: int, top: float) -> Bar:
    step = WIDTH / BARS
    height = max(2.0, (FLOOR - top) * documents / most) if documents else 0.0
    low, high = 100 * number // BARS, 100 * (number + 1) // BARS
    x, width = round(number * step + _GAP / 2, 1), round(step - _GAP, 1)
    return Bar(low, high, documents, x, round(FLOOR - height, 1), width, round(height, 1))


def _parts(result: Result) -> tuple[Part, ...]:
    total = sum(reuse.waterfall.total for reuse in result.reuse)
    parts: list[Part] = []
    x = 0.0
    for step, category in zip(_PARTS, _CATEGORIES, strict=True):
        characters = sum(getattr(reuse.waterfall, step) for reuse in result.reuse)
        if characters:
            share = characters / total
            parts.append(Part(step, category, characters, share, round(100 * x, 2), round(100 * share, 2)))
            x += share
    return tuple(parts)
