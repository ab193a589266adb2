"""Block quotations: ``>`` in Markdown and mail, and what is set off after words that announce a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import Mention
from dedup.judgement.quoting.paragraphs import indent_of
from dedup.model import Span

_MARKED: Final = re.compile(r">(?!>>)")
_VERBATIM: Final = re.compile(
    r"(?:写道|写到|写着|写过|说过|说道|[曰云]|原文|如下|以下|这样说|这样写|话|引文|记载|"
    r"记述|records?|recorded|reads|wr(?:ites?|ote)|puts? it|says|said|"
    r"words|as follows|following[\w ]{0,30}|passage|quot\w+|states?d?|notes|explains)[^，。！？!?\n：:]{0,12}[：:]$"
)
_BLANK: Final = re.compile(r"\n[ \t\r\u3000]*\n")
_DEEPER: Final = 2
_MOST: Final = 12


def marked_blocks(text: str, paragraphs: Sequence[Span]) -> Iterator[Piece]:
    """Paragraphs in a row that begin with ``>``."""
    run: Span | None = None
    for paragraph in paragraphs:
        if _MARKED.match(text, paragraph.start):
            run = paragraph if run is None else run.merge(paragraph)
        elif run is not None:
            yield Piece(run, ">")
            run = None
    if run is not None:
        yield Piece(run, ">")


def announced_blocks(
    text: str, paragraphs: Sequence[Span], mentions: Sequence[Mention], taken: Sequence[Piece]
) -> Iterator[Piece]:
    """Paragraphs after a cue and a colon, set deeper than it or, after 写道 and the like, between empty lines."""
    cues = {mention.span.end for mention in mentions if mention.form != "line"}
    starts = {piece.span.start for piece in taken}
    for index in range(len(paragraphs) - 1):
        paragraph, following = paragraphs[index], paragraphs[index + 1]
        if text[paragraph.end - 1] not in "：:" or following.start in starts:
            continue
        if not any(place in cues for place in range(max(paragraph.start, paragraph.end - 40), paragraph.end + 1)):
            continue
        block = _indented(text, paragraphs, index)
        if (
            block is None
            and _is_set_apart(text, paragraphs, index)
            and _VERBATIM.search(text, max(0, paragraph.end - 60), paragraph.end)
        ):
            block = following
        if block is not None:
            yield Piece(block, "block")


def _indented(text: str, paragraphs: Sequence[Span], index: int) -> Span | None:
    base = indent_of(text, paragraphs[index].start)
    block: Span | None = None
    for paragraph in paragraphs[index + 1 : index + _MOST]:
        if indent_of(text, paragraph.start) < base + _DEEPER:
            return block
        block = paragraph if block is None else block.merge(paragraph)
    return block if index + _MOST > len(paragraphs) else None


def _is_set_apart(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    """Whether empty lines stand before and after the paragraph that follows."""
    following = paragraphs[index + 1]
    if not _BLANK.search(text, paragraphs[index].end, following.start):
        return False
    return index + 2 >= len(paragraphs) or _BLANK.search(text, following.end, paragraphs[index + 2].start) is not None
