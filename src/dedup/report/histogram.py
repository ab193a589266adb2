"""How much of how many documents is found elsewhere: ten bars, the threshold among them, and what it consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dedup.model import Result

BARS = 10
WIDTH = 640.0
HEIGHT = 190.0
TOP = 34.0
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
class Histogram:
    """``none``: documents without reuse. ``threshold`` (0 to 1) is the policy's where ``policy``, else the usual one.

    ``mark`` is where the threshold stands; ``parts`` is empty where nothing is found elsewhere.
    """

    bars: tuple[Bar, ...]
    none: int
    above: int
    threshold: float
    policy: bool
    mark: float
    parts: tuple[Part, ...]


def histogram(result: Result) -> Histogram:
    """Sort the documents into bars by the share that counts as borrowing."""
    shares = [reuse.share for reuse in result.reuse]
    counts = [0] * BARS
    for share in shares:
        if share > 0:
            counts[min(BARS - 1, int(share * BARS + 1e-9))] += 1
    threshold, policy = _threshold(result)
    return Histogram(
        bars=tuple(_bar(number, count, max(1, *counts)) for number, count in enumerate(counts)),
        none=sum(share <= 0 for share in shares),
        above=sum(share > threshold for share in shares),
        threshold=threshold,
        policy=policy,
        mark=round(WIDTH * threshold, 1),
        parts=_parts(result),
    )


def _threshold(result: Result) -> tuple[float, bool]:
    """The share above which a policy complains, where the results record one."""
    recorded = result.settings.get("gate", {}).get("fail_above")
    return (float(recorded), True) if isinstance(recorded, (int, float)) else (USUAL_THRESHOLD, False)


def _bar(number: int, documents: int, most: int) -> Bar:
    step = WIDTH / BARS
    height = max(2.0, (FLOOR - TOP) * documents / most) if documents else 0.0
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
