"""Which stretches in quotation marks quote a passage, and which are a term, irony or a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.beside import is_remark
from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import weight
from dedup.model import Span

# Six Han characters or twelve letters: shorter ones are words and names, whatever the marks are for.
_LEAST_WEIGHT: Final = 12
_SAMPLE: Final = 120
_TITLE_BEFORE: Final = expression(
    r"(?:题为|題為|名为|名為|题目是|標題為|标题为|主题为|主题是|主題為|命名为|取名|"
    r"(?<=[\s(])(?:entitled|titled|called|named|headed))[：:]?\s?$"
)
_TITLE_AFTER: Final = expression(r"(?:为题|為題|为主题|為主題|一文|一课|专题|活动|展览|的通知|工程|项目|主题)")


def is_passage(text: str, piece: Piece) -> bool:
    """Whether ``piece`` is long enough to quote a passage and is not announced as a title."""
    inner = text[piece.span.start + 1 : min(piece.span.end - 1, piece.span.start + _SAMPLE)]
    if weight(inner) < _LEAST_WEIGHT:
        return False
    before = text[max(0, piece.span.start - 12) : piece.span.start]
    return not _TITLE_BEFORE.search(before) and not _TITLE_AFTER.match(text, piece.span.end)


def passages_in(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces that quote a passage, and the short ones that a remark parts from one: ``“No,” he said, “…”``."""
    whole = [is_passage(text, piece) for piece in pieces]
    kept = list(whole)
    for index, (left, right) in enumerate(pairwise(pieces)):
        if whole[index] != whole[index + 1] and left.closed and right.closed and text[left.span.end - 2] in ",，":
            gap = Span(left.span.end, max(left.span.end, right.span.start))
            parted = is_remark(text, gap)
            kept[index], kept[index + 1] = kept[index] or parted, kept[index + 1] or parted
    yield from (piece for piece, is_kept in zip(pieces, kept, strict=True) if is_kept)
