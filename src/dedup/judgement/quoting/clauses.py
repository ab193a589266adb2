"""The clause that ends at a place: where the subject of a verb of saying stands."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression

_BRACKETS: Final = expression(r"《[^《》\n]{0,50}》|[（(][^（()）\n]{0,60}[)）]")
_DELIMITER: Final = expression(r"[，。；！？：…,;!?:“”\"「」『』【】\n\r\u3000—|>]")


def clause_before(text: str, place: int, reach: int) -> tuple[int, str]:
    """Where the clause that ends at ``place`` begins, at most ``reach`` characters back, and its text.

    What stands in brackets or title marks does not cut a clause.
    """
    floor = max(0, place - reach)
    window = text[floor:place]
    masked = _BRACKETS.sub(lambda match: "〇" * len(match.group()), window)
    cuts = [match.end() for match in _DELIMITER.finditer(masked)]
    start = cuts[-1] if cuts else 0
    return floor + start, window[start:]
