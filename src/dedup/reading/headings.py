"""Heading lines in text that marks them with ``#``, and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.expressions import expression
from dedup.model import Span

_HEADING = expression(r" {0,3}#{1,6}[ \t]+(\S[^\r\n]*)")
_CLOSING = expression(r"(?:[ \t]+#+)?[ \t]*$")
_FENCE = expression(r"^ {0,3}(```|~~~)", re.M)
_SENTENCE_END = "。！？；，、：…．.!?;,:"
_LONGEST_TITLE = 40
# A bullet, or a label with its value, opens page furniture rather than an essay.
_NO_TITLE = expression(
    r"[•·*\-–—>|#=\d]|(?:作者|时间|時間|日期|来源|來源|当前位置|目录|author|by|date|from)\s*[:：]", re.I
)


def heading_spans(text: str) -> tuple[Span, ...]:
    """The text of each ``#`` heading, without the marks; lines inside code fences are none."""
    fenced = _fenced(text)
    return tuple(span for span in _heading_lines(text) if not any(start <= span.start < end for start, end in fenced))


def _heading_lines(text: str) -> Iterator[Span]:
    """By ``str.find``: a regular expression over every line would cost more than reading the file."""
    mark = text.find("#")
    while mark >= 0:
        line = text.rfind("\n", 0, mark) + 1
        found = _HEADING.match(text, line) if mark - line <= 3 else None
        if found:
            content = _CLOSING.sub("", found[1])
            if content:
                yield Span(found.start(1), found.start(1) + len(content))
        following = text.find("\n", mark)
        mark = text.find("#", following) if following >= 0 else -1


def _fenced(text: str) -> list[tuple[int, int]]:
    if "```" not in text and "~~~" not in text:
        return []
    ranges: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1] == opened[1]:
            ranges.append((opened.start(), fence.end()))
            opened = None
    if opened is not None:
        ranges.append((opened.start(), len(text)))
    return ranges


def first_line_title(text: str) -> str | None:
    """The first line that is not blank, where it is short and does not end as a sentence does."""
    line = next((line.strip() for line in text[:2000].splitlines() if line.strip()), "")
    is_short = 0 < len(line) <= _LONGEST_TITLE
    return line if is_short and line[-1] not in _SENTENCE_END and not _NO_TITLE.match(line) else None
