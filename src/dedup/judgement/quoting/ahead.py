"""What stands after words that announce it: a quotation, the rest of the paragraph, or the paragraphs after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.beside import FEW, directly_after
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.mentions import Mention, weight
from dedup.model import Span

_MOST_PARAGRAPHS: Final = 3
"""An announcement of some paragraphs reaches so many after the first."""
_ANNOUNCES: Final = expression(
    r"如下|(?:以下|下面)(?:几|这|的?论述|的?话|的?文字|的?内容|一[段句])|the following|as follows|these words", re.I
)
_LOOK_BACK: Final = 400


def announces(text: str, span: Span) -> bool:
    """Whether the end of ``span`` says that words follow, as 如下 and ``as follows`` do."""
    return _ANNOUNCES.search(text, max(span.start, span.end - _LOOK_BACK), span.end) is not None


def after_announcement(mention: Mention, layout: Layout) -> Iterator[tuple[Span, Span]]:
    """The quotation after an announcement, or the next sentence with the rest of its paragraph, or the next ones."""
    paragraph = layout.paragraphs[layout.paragraph(mention.span.start)]
    quoted = directly_after(mention.span.end, layout)
    rest = weight(layout.text[mention.span.end : min(paragraph.end, mention.span.end + 40)]) > FEW
    if quoted is not None:
        yield quoted, quoted
    elif rest and layout.text[mention.span.end - 1] in "：:":
        yield Span(mention.span.end, paragraph.end), Span(mention.span.start, paragraph.end)
    elif rest:
        sentence = layout.sentences[layout.sentence(mention.span.end + 1)]
        yield sentence, Span(mention.span.start, paragraph.end)
    else:
        yield from _next_paragraphs(mention, layout, several=True)


def after_colon(mention: Mention, layout: Layout, paragraph: Span) -> Iterator[tuple[Span, Span]]:
    """What a colon opens: the rest of the paragraph, or the next one where nothing is left."""
    core = Span(mention.span.start, paragraph.end)
    if weight(layout.text[mention.span.end : min(paragraph.end, mention.span.end + 40)]) > FEW:
        yield core, core
        return
    yield from _next_paragraphs(mention, layout, several=announces(layout.text, paragraph))


def _next_paragraphs(mention: Mention, layout: Layout, *, several: bool) -> Iterator[tuple[Span, Span]]:
    """The next paragraph; where ``several`` may be announced, a passage that holds it may run on."""
    index = layout.paragraph(mention.span.start) + 1
    if index >= len(layout.paragraphs):
        return
    core = layout.paragraphs[index]
    piece = layout.piece_after(core.start)
    if piece is not None and piece.span.start <= core.start + 2:
        core = core.merge(piece.span)
    last = layout.paragraphs[min(index + _MOST_PARAGRAPHS, len(layout.paragraphs) - 1)]
    yield core, core.merge(last) if several else core
