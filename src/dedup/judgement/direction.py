"""Who borrowed from whom, as far as known dates say; otherwise undetermined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log
from typing import Final

from dedup.model import Direction, Document, Evidence, Match

# The earlier of two dated texts is the source nine times in ten: dates in files are wrong or late often enough.
_DATED: Final = 0.9
_LOG_ODDS: Final = log(_DATED / (1 - _DATED))


def direct(matches: Sequence[Match], documents: Sequence[Document]) -> tuple[Match, ...]:
    """The matches with their directions; repetition inside a document has none."""
    return tuple(
        match
        if match.internal
        else replace(match, direction=by_dates(documents[match.left.document], documents[match.right.document]))
        for match in matches
    )


def by_dates(left: Document, right: Document) -> Direction:
    """The direction that the dates of two documents speak for, with the dates as evidence.

    Dates may be cut to a year or a month: ``2024`` and ``2024-05`` do not tell which is earlier.
    """
    if not left.date or not right.date:
        return Direction()
    first, second = left.date, right.date
    known = min(len(first), len(second))
    if first[:known] == second[:known]:
        return Direction()
    left_first = first[:known] < second[:known]
    detail = f"{first} < {second}" if left_first else f"{second} < {first}"
    evidence = Evidence("date", detail, _LOG_ODDS if left_first else -_LOG_ODDS)
    return Direction("left" if left_first else "right", _DATED, (evidence,))
