"""Citation numbers such as [3], and whether they lead to a reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dedup.expressions import expression
from dedup.model import Span

_CITATION: Final = expression(r"[\[［〔]([1-9]\d{0,2})[\]］〕]")
_REFERENCE: Final = expression(r"^\W{0,3}([1-9]\d{0,2})\W", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Citations:
    """How often each mark, ``[3]``, stands in a text, and where the last line begins that has its number, ``3``."""

    times: Mapping[str, int]
    last_line: Mapping[str, int]

    def inside(self, text: str, span: Span) -> Iterator[tuple[str, str, bool]]:
        """The marks in a span of the text with their numbers and whether they lead anywhere.

        One does where the mark stands in the text twice, or its number begins a line after the span.
        """
        if not self.times:
            return
        for found in _CITATION.finditer(text, span.start, span.end):
            mark, number = found[0], found[1]
            yield mark, number, self.times[mark] > 1 or self.last_line.get(number, -1) >= span.end


def citations_of(text: str) -> Citations:
    """The citations of a text."""
    times = Counter(found[0] for found in _CITATION.finditer(text))
    lines = _REFERENCE.finditer(text) if times else ()
    return Citations(times, {found[1]: found.start() for found in lines})
