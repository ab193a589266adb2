"""What a colour, a line and a sign on the pages mean: the category of a reused passage."""

from __future__ import annotations

from dedup.model import Match

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
}
"""The sign before a source's number, so that a category never rests on colour alone."""

RANKS = {category: rank for rank, category in enumerate(CATEGORIES)}
KINDS = ("verbatim", "edited", "rewritten")


def category_of(match: Match) -> str:
    """The context of a match, or ``internal`` where a text repeats itself."""
    if match.internal and match.context == "uncited":
        return "internal"
    return match.context
