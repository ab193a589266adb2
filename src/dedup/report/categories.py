"""What a colour, a line and a sign on the pages mean: the category of a reused passage."""

from __future__ import annotations

from typing import Final

from dedup.graph.waterfall import context_here
from dedup.model import Label, Match

CATEGORIES = (
    "uncited",
    "missing-citation",
    "missing-quotation-marks",
    "own-work",
    "internal",
    "cited-and-quoted",
    "bibliography",
    "common",
    "boilerplate",
    "dismissed",
)
"""From the one that asks most of the reader to the one that asks least; where spans overlap the first wins."""

SYMBOLS = {
    "uncited": "",
    "missing-citation": "?",
    "missing-quotation-marks": "“",
    "own-work": "=",
    "internal": "↻",
    "cited-and-quoted": "”",
    "bibliography": "§",
    "common": "~",
    "boilerplate": "≡",
    "dismissed": "×",
}
"""The sign before a source's number, so that a category never rests on colour alone."""

RANKS = {category: rank for rank, category in enumerate(CATEGORIES)}
KINDS = ("verbatim", "edited", "rewritten")


def category_of(match: Match) -> str:
    """The context of a match, ``internal`` where a text repeats itself, ``dismissed`` where a person set it aside."""
    if match.dismissal:
        return "dismissed"
    if match.internal and match.context == "uncited":
        return "internal"
    return match.context


STEPS: Final = ("remaining", "cited", "bibliography", "own_work", "common")
"""The steps of the waterfall; a passage of the first counts as borrowing, one of another falls at that step."""

_STEP_OF: Final = {"cited-and-quoted": 1, "bibliography": 2, "own-work": 3, "boilerplate": 4, "common": 4}


def side_category(match: Match, label: Label) -> str:
    """The category of one side of a match, dismissed or not: how that text uses the passage, as it is counted."""
    context = context_here(match, label)
    return "internal" if match.internal and context == "uncited" else context


def step_of(context: str) -> int:
    """The step, an index into ``STEPS``, at which a passage of this context or category falls; 0 where it counts."""
    return _STEP_OF.get(context, 0)
