"""Citation marks: [3], ［3,5-7］, ³, ③, [^3] and the notes they lead to, (Lund, 2019), （陆远，2019）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.entries import evidence
from dedup.judgement.quoting.mentions import Mention
from dedup.judgement.quoting.parentheses import role_of_parenthesis
from dedup.model import Span

_NUMBERED: Final = expression(
    r"(?:<sup>\s*)?[\[［〔【](?P<label>\^?\d{1,3}|"
    r"\^[\w-]{1,20})(?:\s?[-–—~,，、;；]\s?\d{1,3}){0,12}(?:[:：,，]\s?(?:pp?\.\s?)?(?:第)?\s?\d{1,4}(?:[-–—]\d{1,4})?页?)?[\]］〕】](?:\s*</sup>)?"
    r"|<sup>\s*(?P<raised>\d{1,3})\s*</sup>"
    r"|(?P<small>[¹²³⁰⁴-⁹]{1,3})|(?P<circled>[①-⑳㉑-㉟])"
)
_BEGINNING: Final = expression(r"<sup>|[\[［〔【¹²³⁰⁴-⁹①-⑳㉑-㉟]")
_PARENTHESIS: Final = expression(
    r"[(（](?P<content>[^()（）\n]{2,160}(?:[(（][^()（）\n]{0,40}[)）][^()（）\n]{0,60})?)[)）]"
)
_SQUARE: Final = expression(
    r"[\[［〔](?P<content>[^\[\]［］〔〕\n\d]{2,40}[,，\s]\s?\d{4}[^\[\]［］〔〕\n]{0,40})[\]］〕](?!\()"
)
# MLA: the page alone, right behind the closing mark of a quotation whose author the sentence has named.
_PAGE_AFTER_QUOTE: Final = expression(
    r"[”\"’»]\s?(?P<page>\((?:[1-9]\d{0,2}|1[0-4]\d\d)(?:[-–—]\d{1,4})?\))(?=[.,;:\s])"
)
_LABEL: Final = expression(
    r"(?:[\[［〔](\^?[\w-]{1,20})[\]］〕][:：]?|(\d{1,3})[.、．)]|([①-⑳㉑-㉟])|([¹²³⁰⁴-⁹]{1,3}))\s*"
)
_POINTED_AT: Final = expression(r"(?:文献|参见|[见据在]|\b(?:in|see|of|by|from|and|ref\.?|reference))\s?$", re.I)
_UNIT: Final = expression(r"(?:(?<![A-Za-z])[A-Za-z]{1,3}|\d|平方|立方|[米里²³])$")
_SMALL: Final = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_SOURCE_WORDS: Final = expression(
    r"《|https?://|www\.|\bpp?\.\s*\d|\b[Ss]ee\b [A-Z]|[Ii]bid|\b[Ii]d\.|\b(?:supra|infra)\b|loc\. cit|"
    r"同上|同前|出版社|"
    r"[A-Z]\w+[^.]{0,40}\d{4}|\d{4}年?版|第\s*\d+\s*[页期]|op\. cit|[见引][^，。]{1,20}第"
)


def citation_marks(text: str, paragraphs: Sequence[Span]) -> Iterator[Mention]:
    """The marks in ``text``; a mark whose note names no source is none."""
    starts = frozenset(paragraph.start for paragraph in paragraphs)
    notes = _notes(text, paragraphs)
    for found in _numbered(text):
        if found.start() not in starts and _cites(text, found, notes):
            pointed = _POINTED_AT.search(text, max(0, found.start() - 10), found.start())
            yield Mention(Span(*found.span()), "opening" if pointed else "closing", "mark")
    for found in _SQUARE.finditer(text):
        if role_of_parenthesis(found["content"], "") == "closing":
            yield Mention(Span(*found.span()), "closing", "mark")
    for found in _PAGE_AFTER_QUOTE.finditer(text):
        yield Mention(Span(*found.span("page")), "closing", "mark")
    for found in _PARENTHESIS.finditer(text):
        role = role_of_parenthesis(found["content"], text[max(0, found.start() - 30) : found.start()])
        if role is not None:
            yield Mention(Span(*found.span()), role, "mark")


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """What ``_NUMBERED`` finds, tried only where it can begin."""
    end = 0
    for sign in _BEGINNING.finditer(text):
        found = _NUMBERED.match(text, sign.start()) if sign.start() >= end else None
        if found:
            end = found.end()
            yield found


def _notes(text: str, paragraphs: Sequence[Span]) -> Mapping[str, bool]:
    """Whether the note with a label, at the head of a paragraph, names a source; in any of its places."""
    notes: dict[str, bool] = {}
    for paragraph in paragraphs:
        found = _LABEL.match(text, paragraph.start, paragraph.end)
        if found:
            label = next(group for group in found.groups() if group).translate(_SMALL)
            body = text[found.end() : min(paragraph.end, found.end() + 300)]
            # A numbered paragraph of the text itself is no note, and says nothing about marks.
            is_source = evidence(body) >= 2 or _SOURCE_WORDS.search(body) is not None
            if is_source or found[2] is None:
                notes[label] = notes.get(label, False) or is_source
    return notes


def _cites(text: str, found: re.Match[str], notes: Mapping[str, bool]) -> bool:
    before, after = text[max(0, found.start() - 4) : found.start()], text[found.end() : found.end() + 1]
    if found["label"] and re.search(r"(?:[页頁]|[\]］])\s+$", before):
        return False  # page numbers of a web page
    if found["label"]:
        return after not in ("(", ":") and notes.get(found["label"], True)
    if found["raised"]:
        return notes.get(found["raised"], True)
    if found["small"]:
        return not _UNIT.search(before) and bool(before.strip()) and notes.get(found["small"].translate(_SMALL), True)
    return _is_footnote(before[-1:], after) and notes.get(found["circled"], True)


def _is_footnote(before: str, after: str) -> bool:
    """A circled number after words is a footnote's; before words it counts items of a list."""
    return before not in ("", "\n", " ", "\u3000", "：", ":", "；", ";", "，", ",", "、") and (
        not after.isalnum() or before in '”」』"’'
    )
