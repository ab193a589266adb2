"""Reference lists: under a heading, or known by the form of their entries; and notes that are entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.entries import evidence, is_entry, is_labelled
from dedup.judgement.quoting.listed import is_bibtex, is_caption, is_row, may_be_entry
from dedup.judgement.quoting.mentions import plain_text, shown
from dedup.judgement.quoting.reference_headings import LONGEST, is_reference_heading, reference_lead
from dedup.model import Span, Zone

_SIGN: Final = expression("1[789]|20|\\[[MJDNCER]|[》页]")
_CONTINUED_MOST: Final = 160
_LONGEST: Final = 500


def reference_lists(text: str, paragraphs: Sequence[Span], headings: Sequence[Span]) -> tuple[Zone, ...]:
    """The reference lists and single entries of ``text``, disjoint and in order."""
    starts = frozenset(heading.start for heading in headings)
    return tuple(_lists(text, paragraphs, starts))


def _lists(text: str, paragraphs: Sequence[Span], headings: frozenset[int]) -> Iterator[Zone]:
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        content = (
            paragraph.of(text)
            if paragraph.length < 4 * _CONTINUED_MOST
            else text[paragraph.start : paragraph.start + LONGEST]
        )
        plain = plain_text(content)
        if paragraph.length <= LONGEST and is_reference_heading(plain):
            end = _end_of_list(text, paragraphs, index + 1, headings)
            if end > index + 1:
                yield _zone(
                    Span(paragraph.start, paragraphs[end - 1].end), f"reference list under the heading {shown(content)}"
                )
            index = max(end, index + 1)
            continue
        lead = reference_lead(plain)
        if lead and evidence(paragraph.of(text)[len(lead) :][:500]) >= 2:
            yield _zone(paragraph, f"references after the words {shown(lead)}")
        elif _may_open(plain) and is_entry(content):
            end = _end_of_run(text, paragraphs, index + 1)
            at_end = end >= len(paragraphs) - 1
            if end - index > 1 or is_labelled(content) or at_end:
                what = "run of reference entries" if end - index > 1 else "reference entry"
                yield _zone(Span(paragraph.start, paragraphs[end - 1].end), f"{what}, beginning {shown(content)}")
            index = max(end, index + 1)
            continue
        index += 1


def _may_open(content: str) -> bool:
    """Most paragraphs are prose and need no closer look: an entry has a year, or a title and a page."""
    return _SIGN.search(content) is not None


def _zone(span: Span, reason: str) -> Zone:
    return Zone("bibliography", span, reason, cited=True)


def _end_of_list(text: str, paragraphs: Sequence[Span], index: int, headings: frozenset[int]) -> int:
    """The first paragraph that is no entry; one short one between entries is the rest of the entry before it."""
    first = index
    while index < len(paragraphs):
        if paragraphs[index].start in headings or text[paragraphs[index].start] == "#":
            break
        if _is_listed(text, paragraphs[index]):
            index += 1
        elif _heads(text, paragraphs, index) or (index > first and _continues(text, paragraphs, index)):
            index += 2
        else:
            break
    return index


def _end_of_run(text: str, paragraphs: Sequence[Span], index: int) -> int:
    while index < len(paragraphs) and paragraphs[index].length <= _LONGEST and _is_next(paragraphs[index].of(text)):
        index += 1
    return index


def _is_next(paragraph: str) -> bool:
    return is_entry(paragraph) or is_bibtex(paragraph)


def _is_listed(text: str, paragraph: Span) -> bool:
    return paragraph.length <= _LONGEST and (is_row(paragraph.of(text)) or may_be_entry(paragraph.of(text)))


def _heads(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    """Whether this is the name of an archive or of a kind of source, with its entries below."""
    if paragraphs[index].length > LONGEST or index + 1 >= len(paragraphs):
        return False
    return is_caption(paragraphs[index].of(text)) and _is_listed(text, paragraphs[index + 1])


def _continues(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    if paragraphs[index].length > _CONTINUED_MOST or index + 1 >= len(paragraphs):
        return False
    return is_labelled(paragraphs[index + 1].of(text)[:20]) and _is_listed(text, paragraphs[index + 1])
