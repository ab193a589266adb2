"""Sentences: what lies between full stops, with a citation mark that follows the stop; a quotation is never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dedup.expressions import expression
from dedup.model import Span

_CLOSING: Final = r"[”’」』\"'»›）)\]】]*"
_NUMBERED: Final = r"[\[［〔]\^?\d{1,3}(?:[-–—~,，、; ]{1,2}\d{1,3}){0,9}[\]］〕]|[¹²³⁰⁴-⁹]{1,3}|[①-⑳㉑-㉟]"
_NAMED: Final = r"[（(][^（()）\n]{0,60}(?:\d{4}|《|[引摘见源页頁]|pp?\.|Source)[^（()）\n]{0,80}[)）]"
# Marks that may follow the stop and still belong to the sentence before it.
TRAILING: Final = rf"(?:<sup>|\^)?(?:[ \u3000]?(?:{_NUMBERED}|{_NAMED}))*(?:</sup>)?"
_STOP: Final = expression(r"[。！？!?.…]+")
_TAIL: Final = expression(_CLOSING + TRAILING)
_NEXT: Final = expression(r"\s+(?![a-z])|\Z|[\u2e80-\uffff]")
_ABBREVIATION: Final = expression(
    r"\b(?:[A-Z]|Dr|Mr|Ms|Mrs|St|Prof|vs|al|cf|Cf|eds?|trans|pp?|[Nn]o|[Vv]ol|ch|sec|[Ff]ig|ca?|e\.g|i\.e)$"
)


def sentences_of(text: str, paragraphs: Sequence[Span], atoms: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of each paragraph, disjoint and in order; ``atoms`` (disjoint, in order) are not cut inside."""
    found: list[Span] = []
    following = 0
    for paragraph in paragraphs:
        start = paragraph.start
        for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
            end = _end_of_stop(text, stop, paragraph.end)
            while following < len(atoms) and atoms[following].end <= stop.start():
                following += 1
            atom = atoms[following] if following < len(atoms) else Span(paragraph.end, paragraph.end)
            if end <= start or (atom.start < stop.start() and end < atom.end):
                continue
            if stop.start() < atom.start < end:  # a straight mark that opens the next sentence
                end = atom.start
            found.append(Span(start, end))
            start = _skipped(text, end, paragraph.end)
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def _end_of_stop(text: str, stop: re.Match[str], limit: int) -> int:
    """Where the sentence that ``stop`` ends is over, its closing marks and citation included; 0 where none ends."""
    found = _TAIL.match(text, stop.end(), limit)
    end = found.end() if found else stop.end()
    mark = text[stop.end() - 1]
    if mark == "…":
        return end if text[stop.end() : stop.end() + 1] in ("”", "’", "」", "』", '"') else 0
    if mark in "。！？":
        return end
    if mark == "." and _ABBREVIATION.search(text, max(0, stop.start() - 6), stop.start()):
        return 0
    following = _NEXT.match(text, end, limit)
    return end if following and (mark != "." or not text[end : end + 1] >= "\u2e80") else 0


def _skipped(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
