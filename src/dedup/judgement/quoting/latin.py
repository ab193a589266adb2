"""Where a text is written in letters with words between spaces: there the cues of European languages are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.model import Span

# Two words, of which one may be a name, so that terms and abbreviations in Chinese are passed over.
_WORDS: Final = expression(
    r"\b[A-Za-zÀ-ÿĀ-ſА-я][\w’'.-]{0,40},? [“‘\"«]?[A-Za-zÀ-ÿĀ-ſА-я]|[A-Za-zÀ-ÿА-я]{3}[^\w\s\u2e80-\uffff]"
)


def latin_stretches(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The runs of paragraphs of ``text`` that hold words of a European language, disjoint and in order."""
    runs: list[Span] = []
    last = -2
    for index, paragraph in enumerate(paragraphs):
        if _WORDS.search(text, paragraph.start, paragraph.end):
            if last == index - 1:
                runs[-1] = runs[-1].merge(paragraph)
            else:
                runs.append(paragraph)
            last = index
    return tuple(runs)


def found_in(pattern: re.Pattern[str], text: str, spans: Sequence[Span]) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds in each of ``spans``."""
    for span in spans:
        yield from pattern.finditer(text, span.start, span.end)
