"""How far a mention of a source reaches. The rules, in order:

- What is directly after an opening cue, or directly before a closing one, in quotation marks: that quotation.
- A cue with a colon reaches to the end of its paragraph; one that ends its paragraph, over the next paragraph.
- Any other opening cue reaches to the end of its sentence; a mark at the end of a sentence, over the sentence; a mark
  in the middle, over what stands before it.
- A line of its own reaches over the paragraph, or the block quotation, before it.

A passage that holds most of that may run one sentence further (``Citation.reach``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import Mention, weight
from dedup.model import Span

_HALF: Final = 1500
FARTHEST: Final = 2 * _HALF + 200
"""No reach is longer, in characters."""
_FEW: Final = 4
_NEAR: Final = 12
_BETWEEN: Final = re.compile(r"[\s：:，,。.、—>]*(?:that\s|的是|道|过|this:|as follows:)?[\s：:，,>]*")
_CHAIN: Final = re.compile(r"[\s，,、；;和与及]{0,4}(?:and |以及)?")
_COLON: Final = re.compile(r"[^，,。.；;！？!?\n：:“”\"]{0,14}[：:]")
_ANNOUNCES: Final = re.compile(r"如下|以下|下面|the following|as follows|these words", re.I)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source is named for ``core``, and for all of ``reach`` where a passage holds most of the core."""

    mention: Span
    core: Span
    reach: Span
    words: str


def citations_of(mention: Mention, layout: Layout) -> Iterator[Citation]:
    """What ``mention`` names a source for; nothing where there are no words it could speak of."""
    words = mention.words(layout.text)
    for core, reach in _reaches(mention, layout):
        if core.end > core.start:
            yield Citation(mention.span, _near(core, mention.span), _near(reach, mention.span), words)


def _near(span: Span, mention: Span) -> Span:
    start = max(span.start, mention.start - _HALF)
    return Span(start, max(start, min(span.end, mention.start + 200 + _HALF)))


def _reaches(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
    index = layout.sentence(mention.span.start)
    sentence = layout.sentences[index]
    before = weight(layout.text[max(sentence.start, mention.span.start - 40) : mention.span.start])
    after = weight(layout.text[mention.span.end : min(sentence.end, mention.span.end + 40)])
    if mention.role == "line" or _alone(mention, layout):
        yield from _above(mention, layout)
    elif mention.role == "following":
        yield from _closing(mention, layout, index, 0)
    elif mention.role == "closing" or (mention.role == "around" and after <= _FEW and not _colon(mention, layout)):
        yield from _closing(mention, layout, index, after)
    elif mention.role == "around" and not _colon(mention, layout):
        yield from _quoted_around(mention, layout)
        yield sentence, sentence
    else:
        yield from _opening(mention, layout, index, before, after)


def _alone(mention: Mention, layout: Layout) -> bool:
    """Whether nothing else stands in the paragraph."""
    paragraph = layout.paragraphs[layout.paragraph(mention.span.start)]
    if mention.role == "opening" or paragraph.length > mention.span.length + _NEAR:
        return False
    rest = layout.text[paragraph.start : mention.span.start] + layout.text[mention.span.end : paragraph.end]
    return weight(rest) <= _FEW


def _above(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
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


def _previous(layout: Layout, sentence: Span, index: int) -> Iterator[tuple[Span, Span]]:
    """The quotation right before the sentence, or the sentence before and, if a passage holds it, its paragraph."""
    piece = layout.piece_at(sentence.start - 1) if sentence.start else None
    if piece is not None and not layout.text[piece.span.end : sentence.start].strip(" \t\u3000\r\n。.，,"):
        yield piece.span, piece.span
    elif index > 0:
        previous = layout.sentences[index - 1]
        paragraph = layout.paragraphs[layout.paragraph(previous.start)]
        yield previous, Span(paragraph.start, sentence.end)


def _closing(mention: Mention, layout: Layout, index: int, after: int) -> Iterator[tuple[Span, Span]]:
    sentence = layout.sentences[index]
    if weight(layout.text[max(sentence.start, mention.span.start - 40) : mention.span.start]) <= _FEW:
        yield from _previous(layout, sentence, index)
    elif after > _FEW:
        core = Span(sentence.start, mention.span.end)
        yield core, core
    else:
        yield sentence, sentence.merge(_neighbour(layout, index, -1))


def _neighbour(layout: Layout, index: int, step: int) -> Span:
    """The next or previous sentence, where it stands in the same paragraph."""
    own = layout.sentences[index]
    if not 0 <= index + step < len(layout.sentences):
        return own
    other = layout.sentences[index + step]
    same = layout.paragraph(own.start) == layout.paragraph(other.start)
    return other if same else own


def _quoted_around(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
    """The quotations that end right before the mention and begin right after it."""
    piece = layout.piece_at(mention.span.start)
    if piece is not None and not layout.text[piece.span.end : mention.span.start].strip(" \t\r\n\u3000，,—。"):
        yield piece.span, piece.span
    following = _directly_after(mention.span.end, layout)
    if following is not None:
        yield following, following


def _directly_after(place: int, layout: Layout) -> Span | None:
    """The quotations right after ``place``, one after another, as one span."""
    piece = layout.piece_after(place)
    if piece is None or piece.span.start - place > 40 or not _BETWEEN.fullmatch(layout.text, place, piece.span.start):
        return None
    span = piece.span
    following: Piece | None = layout.piece_after(span.end)
    while (
        following is not None and _CHAIN.fullmatch(layout.text, span.end, following.span.start) and span.length < _HALF
    ):
        span = span.merge(following.span)
        following = layout.piece_after(span.end)
    return span


def _opening(mention: Mention, layout: Layout, index: int, before: int, after: int) -> Iterator[tuple[Span, Span]]:
    sentence = layout.sentences[index]
    paragraph = layout.paragraphs[layout.paragraph(mention.span.start)]
    quoted = _directly_after(mention.span.end, layout)
    piece = layout.piece_at(mention.span.start)
    if piece is not None and not layout.text[piece.span.end : mention.span.start].strip(" \t\u3000，,"):
        yield piece.span, piece.span
    if quoted is not None:
        core = Span(mention.span.start, quoted.end)
        yield core, core
        return
    if _colon(mention, layout) or _ANNOUNCES.search(sentence.of(layout.text)[-400:]):
        yield from _announced(mention, layout, paragraph)
    elif after <= _FEW:
        yield from _closing(mention, layout, index, after)
    else:
        core = Span(mention.span.start, sentence.end)
        yield core, core.merge(_neighbour(layout, index, 1))
    if before <= _FEW * 4:
        following = _directly_after(sentence.end, layout)
        if following is not None:
            yield following, following


def _colon(mention: Mention, layout: Layout) -> bool:
    """Whether a colon follows the mention, at most a few words behind."""
    end = layout.paragraphs[layout.paragraph(mention.span.start)].end
    return _COLON.match(layout.text, mention.span.end - 1, end) is not None


def _announced(mention: Mention, layout: Layout, paragraph: Span) -> Iterator[tuple[Span, Span]]:
    """What a colon opens: the rest of the paragraph, or the next one where nothing is left."""
    core = Span(mention.span.start, paragraph.end)
    if weight(layout.text[mention.span.end : min(paragraph.end, mention.span.end + 40)]) > _FEW:
        yield core, core
        return
    index = layout.paragraph(mention.span.start) + 1
    if index < len(layout.paragraphs):
        following = layout.paragraphs[index]
        piece = layout.piece_after(following.start)
        if piece is not None and piece.span.start <= following.start + 2:
            following = following.merge(piece.span)
        yield following, following
