"""How far a mention of a source reaches. The rules, in order:

- What is directly after an opening cue, or directly before a closing one, in quotation marks: that quotation.
- A cue with a colon reaches to the end of its paragraph; one that ends its paragraph, over the next paragraph.
- Any other opening cue reaches to the end of its sentence, over all of it where commas set it off; a
  mark at the end of a sentence, over the sentence; a mark in the middle, over what stands before it.
- A line of its own reaches over the paragraph, or the block quotation, before it.

A passage that holds most of that may run one sentence further (``Citation.reach``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.ahead import after_announcement, after_colon, announces
from dedup.judgement.quoting.beside import (
    FEW,
    above,
    continued,
    directly_after,
    has_colon,
    is_alone,
    neighbour,
    previous,
    quoted_around,
)
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.mentions import Mention, weight
from dedup.model import Span

_HALF: Final = 1500
_SAYS: Final = expression(
    "(?:认为|認為|指出|写道|寫道|说|說|说过|說過|说道|說道|坦言|直言|断言|斷言|强调|強調|回忆|回憶|感叹|感嘆|看来|看來|主张|主張)$"
)
_VERB_LONGEST: Final = 4
FARTHEST: Final = 2 * _HALF + 200
"""No reach is longer, in characters."""


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
    if mention.role == "line" or is_alone(mention, layout):
        yield from above(mention, layout)
    elif mention.role == "announcing":
        yield from after_announcement(mention, layout)
    elif mention.role == "following":
        yield from previous(layout, sentence, index)
        yield from _closing(mention, layout, index, 0)
    elif mention.role == "closing" or (mention.role == "around" and after <= FEW and not has_colon(mention, layout)):
        yield from _closing(mention, layout, index, after)
        if mention.role == "around":
            yield from continued(mention, layout, sentence)
    elif mention.role == "around" and not has_colon(mention, layout):
        yield from quoted_around(mention, layout)
        yield sentence, sentence
    else:
        yield from _opening(mention, layout, index, before, after)


def _closing(mention: Mention, layout: Layout, index: int, after: int) -> Iterator[tuple[Span, Span]]:
    sentence = layout.sentences[index]
    if weight(layout.text[max(sentence.start, mention.span.start - 40) : mention.span.start]) <= FEW:
        yield from previous(layout, sentence, index)
    elif after > FEW:
        core = Span(sentence.start, mention.span.end)
        yield core, core
    else:
        yield sentence, sentence.merge(neighbour(layout, index, -1))


def _is_inserted(mention: Mention, layout: Layout) -> bool:
    """Whether commas set off somebody who says on both sides: then he says the whole sentence.

    ``根据`` and ``依照`` between commas do not: they give the ground for what follows alone.
    """
    around = (
        layout.text[mention.span.start - 1 : mention.span.start] + layout.text[mention.span.end : mention.span.end + 1]
    )
    says = _SAYS.search(mention.span.of(layout.text)[-_VERB_LONGEST:]) is not None
    return mention.form == "cue" and says and re.fullmatch("[，,]{2}", around) is not None


def _opening(mention: Mention, layout: Layout, index: int, before: int, after: int) -> Iterator[tuple[Span, Span]]:
    sentence = layout.sentences[index]
    paragraph = layout.paragraphs[layout.paragraph(mention.span.start)]
    quoted = directly_after(mention.span.end, layout)
    piece = layout.piece_at(mention.span.start)
    if piece is not None and not layout.text[piece.span.end : mention.span.start].strip(" \t\u3000，,"):
        yield piece.span, piece.span
    if quoted is not None:
        core = Span(mention.span.start, quoted.end)
        yield core, core
        return
    if has_colon(mention, layout) or announces(layout.text, sentence):
        yield from after_colon(mention, layout, paragraph)
    elif after <= FEW:
        yield from _closing(mention, layout, index, after)
    else:
        core = sentence if _is_inserted(mention, layout) else Span(mention.span.start, sentence.end)
        yield core, Span(core.start, paragraph.end)
    if before <= FEW * 4:
        following = directly_after(sentence.end, layout)
        if following is not None:
            yield following, following
