"""Paragraphs: a line each, but for texts whose lines are wrapped at a width, where the lines of one are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.model import Span

_LINE: Final = expression(r"[^\r\n\f\v\u2028\u2029]+")
_BREAK: Final = expression(r"\r\n|[\r\n\f\v\u2028\u2029]")
_BLANK: Final = " \t\u3000\xa0\ufeff\u200b"
# What opens a line of its own however the lines around it are wrapped.
_OPENING: Final = expression(r"[>#*•·|]|[-–—]|\d{1,3}[.)、．]|[\[［〔(（]\^?\d{1,3}[\]］〕)）]|[①-⑳]")
_ENDING: Final = frozenset('.!?:;。！？：；”」』"')
_NARROWEST: Final = 36
_WIDEST: Final = 130
_RAGGED: Final = 26


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text`` without the blanks around them, disjoint and in order; blank ones are left out."""
    return tuple(span for block in _blocks(text) for span in _paragraphs_of_block(text, block))


def indent_of(text: str, place: int) -> int:
    """Columns of white space before ``place`` on its line; a full-width space counts two, a tab four."""
    start = place
    while start > 0 and place - start < _WIDEST and text[start - 1] in _BLANK:
        start -= 1
    return sum({"\t": 4, "\u3000": 2}.get(character, 1) for character in text[start:place])


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines with no empty line between them, without the blanks around each."""
    block: list[Span] = []
    previous = 0
    for found in _LINE.finditer(text):
        line = found.group()
        content = line.strip(_BLANK)
        if not content:
            continue
        start = found.start() + len(line) - len(line.lstrip(_BLANK))
        if block and (_opens(content) or _is_apart(text, previous, start)):
            yield block
            block = []
        previous = start + len(content)
        block.append(Span(start, previous))
    if block:
        yield block


def _opens(line: str) -> bool:
    return _OPENING.match(line) is not None


def _is_apart(text: str, end: int, start: int) -> bool:
    return sum(1 for _ in _BREAK.finditer(text, end, start)) > 1


def _paragraphs_of_block(text: str, block: Sequence[Span]) -> Iterable[Span]:
    if not _is_wrapped(text, block):
        return block
    indents = [indent_of(text, line.start) for line in block]
    hanging, least = indents[1] > indents[0], min(indents)
    joined = [block[0]]
    for line, indent in zip(block[1:], indents[1:], strict=True):
        if (indent <= indents[0]) if hanging else (indent > least):
            joined.append(line)
        else:
            joined[-1] = joined[-1].merge(line)
    return joined


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Whether all lines but the last are about as wide as a page, and not each a sentence of its own."""
    if len(block) < 2:
        return False
    narrowest, widest, ended = _WIDEST, 0, 0
    for line in block[:-1]:
        width = _width(line.of(text)) if line.length <= _WIDEST else _WIDEST + 1
        narrowest, widest = min(narrowest, width), max(widest, width)
        ended += text[line.end - 1] in _ENDING
        if narrowest < _NARROWEST or widest > _WIDEST or widest - narrowest > _RAGGED:
            return False
    return 2 * ended < len(block) - 1 + (len(block) > 2) and block[-1].length <= widest + _RAGGED


def _width(line: str) -> int:
    return len(line) if line.isascii() else sum(2 if character >= "\u2e80" else 1 for character in line)
