"""What stands beside a mention of a source: the sentence, paragraph or quotation before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import Mention, weight
from dedup.model import Span

FEW: Final = 4
"""Letters of so little weight beside a mention say nothing."""
_FURTHEST: Final = 1500
_BETWEEN: Final = expression(r"[\s：:，,。.、—>]*(?:that\s|的是|道|过|this:|as follows:)?[\s：:，,>]*")
_CHAIN: Final = expression(r"[\s，,、；;和与及]{0,4}(?:and |以及)?")
_COLON: Final = expression(r"[^，,。.；;！？!?\n：:“”\"]{0,14}[：:]")
_NEAR: Final = 12
_REMARK: Final = expression(r"[^\n。！？!?;；]+[,，:：]\s*")
_LONGEST_REMARK: Final = 120
_TAG: Final = expression(r"[^\n。！？!?;；.]{2,60}[。.]\s*")


def is_alone(mention: Mention, layout: Layout) -> bool:
    """Whether nothing else stands in the paragraph."""
    paragraph = layout.paragraphs[layout.paragraph(mention.span.start)]
    if mention.role in ("opening", "announcing") or paragraph.length > mention.span.length + _NEAR:
        return False
    rest = layout.text[paragraph.start : mention.span.start] + layout.text[mention.span.end : paragraph.end]
    return weight(rest) <= FEW


def above(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
    """The paragraph before the mention's own; all of the quotation where that ends one, and the mention's own block."""
    index = layout.paragraph(mention.span.start)
    own = layout.piece_at(mention.span.start)
    if own is not None and own.span.end > mention.span.start:
        yield own.span, own.span
    elif index > 0:
        above = layout.paragraphs[index - 1]
        piece = layout.piece_at(above.end)
        if piece is not None and piece.span.end >= above.end - 2:
            above = above.merge(piece.span)
        yield above, above


def previous(layout: Layout, sentence: Span, index: int) -> Iterator[tuple[Span, Span]]:
    """The quotation right before the sentence, or the sentence before and, if a passage holds it, its paragraph."""
    piece = layout.piece_at(sentence.start - 1) if sentence.start else None
    if piece is not None and not layout.text[piece.span.end : sentence.start].strip(" \t\u3000\r\n。.，,"):
        yield piece.span, piece.span
    elif index > 0:
        previous = layout.sentences[index - 1]
        paragraph = layout.paragraphs[layout.paragraph(previous.start)]
        yield previous, Span(paragraph.start, sentence.end)


def neighbour(layout: Layout, index: int, step: int) -> Span:
    """The next or previous sentence, where it stands in the same paragraph."""
    own = layout.sentences[index]
    if not 0 <= index + step < len(layout.sentences):
        return own
    other = layout.sentences[index + step]
    same = layout.paragraph(own.start) == layout.paragraph(other.start)
    return other if same else own


def quoted_around(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
    """The quotations that end right before the mention and begin right after it."""
    piece = layout.piece_at(mention.span.start)
    if piece is not None and not layout.text[piece.span.end : mention.span.start].strip(" \t\r\n\u3000，,—。"):
        yield piece.span, piece.span
    following = directly_after(mention.span.end, layout)
    if following is None and piece is not None:
        later = layout.piece_after(mention.span.end)
        if later is not None and is_remark(layout.text, Span(piece.span.end, max(piece.span.end, later.span.start))):
            following = later.span
    if following is not None:
        yield following, following


def is_remark(text: str, gap: Span) -> bool:
    """Whether ``gap`` stands between parts of one quotation: ``…,” he said, “…``.

    It ends no sentence, or is a short one, after a comma inside the marks: ``…,” he said. “…``.
    """
    if gap.length > _LONGEST_REMARK:
        return False
    tag = text[max(0, gap.start - 2)] in "，," and _TAG.fullmatch(text, gap.start, gap.end)
    return bool(tag) or _REMARK.fullmatch(text, gap.start, gap.end) is not None


def continued(mention: Mention, layout: Layout, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """The quotation after the sentence that ends with ``…,” said Hale.``: a paragraph of dialogue has one speaker."""
    piece = layout.piece_at(mention.span.start)
    if piece is None or layout.text[piece.span.end : mention.span.start].strip(" \u3000"):
        return
    following = directly_after(sentence.end, layout)
    same = following is not None and layout.paragraph(following.start) == layout.paragraph(mention.span.start)
    if following is not None and same and layout.text[piece.span.end - 2] in ",，?？!！":
        yield following, following


def directly_after(place: int, layout: Layout) -> Span | None:
    """The quotations right after ``place``, one after another, as one span."""
    piece = layout.piece_after(place)
    if piece is None or piece.span.start - place > 40 or not _BETWEEN.fullmatch(layout.text, place, piece.span.start):
        return None
    span = piece.span
    following: Piece | None = layout.piece_after(span.end)
    while (
        following is not None
        and _CHAIN.fullmatch(layout.text, span.end, following.span.start)
        and span.length < _FURTHEST
    ):
        span = span.merge(following.span)
        following = layout.piece_after(span.end)
    return span


def has_colon(mention: Mention, layout: Layout) -> bool:
    """Whether a colon follows the mention, at most a few words behind."""
    end = layout.paragraphs[layout.paragraph(mention.span.start)].end
    return _COLON.match(layout.text, mention.span.end - 1, end) is not None
