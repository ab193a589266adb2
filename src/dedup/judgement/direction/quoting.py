"""Who quotes or cites a passage took it from somewhere; who is quoted need not say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.judgement.direction.view import speaking_for
from dedup.model import Context, Document, Evidence, Match

_ACKNOWLEDGED: Final = 2.0
_ACKNOWLEDGING: Final[frozenset[Context]] = frozenset(
    {"cited-and-quoted", "missing-citation", "missing-quotation-marks"}
)


def quoting(match: Match, left: Document, right: Document) -> Iterator[Evidence]:
    """Evidence where one side of a match quotes or cites it and the other does not."""
    on_left = match.left_label.context in _ACKNOWLEDGING
    on_right = match.right_label.context in _ACKNOWLEDGING
    if on_left != on_right:
        copy = right if on_right else left
        yield speaking_for(on_right, "quoted", f"{copy.path} quotes or cites the passage", _ACKNOWLEDGED)
