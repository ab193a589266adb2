"""What folding had to repair, said to the reader: it is often the trace of somebody hiding a copy."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.model import Notice, Span
from dedup.text.folding import Folded


def repair_notices(text: str, folded: Folded) -> Iterator[Notice]:
    """Notices of hidden characters, look-alike letters and repeated marks in ``text``."""
    if folded.hidden.size:
        first = int(folded.hidden[0])
        yield Notice(
            "hidden-characters",
            f"invisible characters stand inside words, the first is U+{ord(text[first]):04X}",
            int(folded.hidden.size),
            Span(first, first + 1),
        )
    if folded.lookalikes.size:
        first = int(folded.lookalikes[0])
        yield Notice(
            "look-alike-letters",
            f"letters of another script stand inside Latin words, the first is U+{ord(text[first]):04X}",
            int(folded.lookalikes.size),
            Span(first, first + 1),
        )
    if folded.marks.size:
        start, end = (int(place) for place in folded.marks[0])
        yield Notice(
            "repeated-mark",
            f"a mark is repeated inside sentences: {text[start:end]}",
            len(folded.marks),
            Span(start, end),
        )
