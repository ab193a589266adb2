"""What is planted where: the truth of one planted folder."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Span


@dataclass(frozen=True, slots=True)
class Case:
    """One passage of ``source`` reused in ``copy``; both are numbers of texts, and the same for reuse inside a text.

    ``copied`` are the places in the copy that come from this source (several where two sources are mixed), from letter
    to letter. ``planted`` is all that was planted with it, ``taken`` the passage in the source.
    """

    kind: str
    copy: int
    source: int
    copied: tuple[Span, ...]
    planted: Span
    taken: Span

    @property
    def inside(self) -> bool:
        """Whether the text repeats itself."""
        return self.copy == self.source


@dataclass(frozen=True, slots=True)
class Planted:
    """Texts with their truth. ``inserted``: for each text the places in the base text where something was put in,
    with how many characters, in order. ``clean`` texts took and gave nothing; those of them in ``sloganed`` share set
    phrases.
    """

    texts: tuple[str, ...]
    cases: tuple[Case, ...]
    inserted: tuple[tuple[tuple[int, int], ...], ...]
    clean: frozenset[int]
    sloganed: frozenset[int]

    def moved(self, text: int, span: Span) -> Span:
        """Where a span of the base text is now; what was put inside it is inside it."""
        start, end = span.start, span.end
        for place, length in self.inserted[text]:
            start += length if place <= span.start else 0
            end += length if place < span.end else 0
        return Span(start, end)
