"""Sentences: what lies between full stops, with a citation mark that follows the stop; a quotation is never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dedup.model import Span

_CLOSING: Final = "[”’」』\"'»›）)\\]】]*"
_NUMBERED: Final = r"[\[［〔]\^?\d{1,3}(?:[-–—~,，、; ]{1,2}\d{1,3}){0,9}[\]］〕]|[¹²³⁰⁴-⁹]{1,3}|[①-⑳㉑-㉟]"
_NAMED: Final = r"[（(][^（()）\n]{0,60}(?:\d{4}|《|[引摘见源页頁]|pp?\.|Source)[^（()）\n]{0,80}[)）]"
# Marks that may follow the stop and still belong to the sentence before it.
TRAILING: Final = rf"(?:<sup>|\^)?(?:[ \u3000]?(?:{_NUMBERED}|{_NAMED}))*(?:</sup>)?"
_NO_STOP: Final = "".join(
    rf"(?<!\b{word})"
    for word in (
        "[A-Z]", "Dr", "Mr", "Ms", "Mrs", "St", "Prof", "vs", "al", "cf", "Cf", "ed", "eds", "trans", "p", "pp",
        "no", "No", "vol", "Vol", "ch", "sec", "Fig", "fig", "ca", "c", "e\\.g", "i\\.e",
    )  # fmt: skip
)
_STOP: Final = re.compile(
    rf"[。！？][。！？…]*{_CLOSING}{TRAILING}"
    rf"|[!?]+{_CLOSING}{TRAILING}(?=\s+(?![a-z])|\Z|[\u2e80-\uffff])"
    rf"|{_NO_STOP}\.{_CLOSING}{TRAILING}(?=\s+(?![a-z])|\Z)"
    rf"|……[”’」』\"]+"
)


def sentences_of(text: str, paragraphs: Sequence[Span], atoms: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of each paragraph, disjoint and in order; ``atoms`` (disjoint, in order) are not cut inside."""
    found: list[Span] = []
    following = 0
    for paragraph in paragraphs:
        start = paragraph.start
        for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
            end = stop.end()
            while following < len(atoms) and atoms[following].end <= stop.start():
                following += 1
            atom = atoms[following] if following < len(atoms) else Span(paragraph.end, paragraph.end)
            if (atom.start < stop.start() and end < atom.end) or end <= start:
                continue
            if stop.start() < atom.start < end:  # a straight mark that opens the next sentence
                end = atom.start
            found.append(Span(start, end))
            start = _skipped(text, end, paragraph.end)
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def _skipped(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
