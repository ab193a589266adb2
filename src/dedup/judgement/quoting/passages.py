"""Which stretches in quotation marks quote a passage, and which are a term, irony or a title."""

from __future__ import annotations

import re
from typing import Final

from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import weight

# Six Han characters or twelve letters: shorter ones are words and names, whatever the marks are for.
_LEAST_WEIGHT: Final = 12
_SAMPLE: Final = 120
_TITLE_BEFORE: Final = re.compile(
    r"(?:题为|題為|名为|名為|题目是|標題為|标题为|主题为|主题是|主題為|命名为|取名|"
    r"(?<=[\s(])(?:entitled|titled|called|named|headed))[：:]?\s?$"
)
_TITLE_AFTER: Final = re.compile(r"(?:为题|為題|为主题|為主題|一文|一课|专题|活动|展览|的通知|工程|项目|主题)")


def is_passage(text: str, piece: Piece) -> bool:
    """Whether ``piece`` is long enough to quote a passage and is not announced as a title."""
    inner = text[piece.span.start + 1 : min(piece.span.end - 1, piece.span.start + _SAMPLE)]
    if weight(inner) < _LEAST_WEIGHT:
        return False
    before = text[max(0, piece.span.start - 12) : piece.span.start]
    return not _TITLE_BEFORE.search(before) and not _TITLE_AFTER.match(text, piece.span.end)
