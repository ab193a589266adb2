"""Sentences and clauses of plain text, as spans, in Chinese and in spaced scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from dedup.model import Span

Language = Literal["zh", "en"]

_SENTENCE: Final = re.compile(
    r"[^。！？!?.\n]*(?:[.](?!\s|$)[^。！？!?.\n]*)*(?:[。！？!?.]+[”』」）)\"']*|(?=\n)|$)", re.MULTILINE
)
_CLAUSE: Final = re.compile(r"[^，、；：。！？,;:!?.\n]+(?:[.,:](?=\w)[^，、；：。！？,;:!?.\n]+)*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_OPENING: Final = "“「『"
_CLOSING: Final = "”」』"
_LEAST_HAN: Final = 0.3


def language_of(text: str) -> Language:
    """``zh`` where at least 30 % of the letters are Han characters; anything else is treated as spaced (``en``)."""
    letters = len(_LETTER.findall(text))
    return "zh" if letters and len(_HAN.findall(text)) >= _LEAST_HAN * letters else "en"


def sentences(text: str) -> list[Span]:
    """Sentences with their closing marks and without the space around them; a line break ends one too."""
    return [span for match in _SENTENCE.finditer(text) if (span := trimmed(text, Span(*match.span()))).length]


def clauses(text: str) -> list[Span]:
    """What stands between marks, without them; ``3.5`` and ``10,000`` are not cut."""
    found = (trimmed(text, Span(*match.span())) for match in _CLAUSE.finditer(text))
    return [span for span in found if any(character.isalnum() for character in span.of(text))]


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at either end."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def within_letters(text: str, span: Span) -> Span:
    """``span`` from its first to its last letter or digit; empty where it has none."""
    places = [at for at in range(span.start, span.end) if text[at].isalnum()]
    return Span(places[0], places[-1] + 1) if places else Span(span.start, span.start)


def within_quotation(text: str, place: int) -> bool:
    """Whether a quotation that the paragraph opened before ``place`` is still open there."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    opened = sum(before.count(mark) for mark in _OPENING) - sum(before.count(mark) for mark in _CLOSING)
    return opened > 0 or before.count('"') % 2 == 1


def rejoined(text: str, spans: Sequence[Span], parts: Sequence[str]) -> str:
    """``text`` with each of ``spans`` (disjoint, in order) replaced by the part at the same place."""
    written, reached = [], 0
    for span, part in zip(spans, parts, strict=True):
        written += [text[reached : span.start], part]
        reached = span.end
    return "".join([*written, text[reached:]])
