"""How one side of a match uses its passage: quoted or not, with its source named or not, or in a reference list.

A passage is quoted, cited or in a reference list where that holds for 0.8 of its letters. A source is named for what
its mention reaches (``quoting.reach``): the quotation beside it, else its sentence; one sentence further, and after a
colon the rest of the paragraph, where the passage holds at least half of what the mention speaks of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from dedup.coverage import union
from dedup.judgement.quoting.beside import is_remark
from dedup.judgement.quoting.mentions import letters
from dedup.judgement.quoting.reach import Citation
from dedup.judgement.quoting.reading import Reading, read_sources
from dedup.model import Document, Label, Span, Zone

_NEARLY_ALL: Final = 0.8
_HALF: Final = 0.5
_LOOK_BACK: Final = 100
_MOST_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class SourceIndex:
    """The zones and citations of one document, ready to be asked about spans.

    ``quotations`` and ``references`` are each disjoint and in order; ``citations`` are in order of their reach, and
    ``furthest[i]`` is the greatest end of the first ``i + 1`` reaches.
    """

    quotations: Sequence[Zone]
    references: Sequence[Zone]
    citations: Sequence[Citation]
    furthest: Sequence[int]

    def citations_at(self, span: Span) -> Iterator[Citation]:
        """Those whose reach overlaps ``span``; of those that begin before it the last hundred."""
        inside = bisect_left(self.citations, span.start, key=_beginning)
        for index in range(max(bisect_right(self.furthest, span.start), inside - _LOOK_BACK), len(self.citations)):
            citation = self.citations[index]
            if citation.reach.start >= span.end:
                return
            if citation.reach.end > span.start:
                yield citation


def source_index(document: Document, zones: Sequence[Zone], reading: Reading | None = None) -> SourceIndex:
    """An index of ``document`` and its ``zones`` (``zones_of``).

    Without the ``reading`` that the zones come from it costs about as much as finding the zones.
    """
    citations = (reading or read_sources(document)).citations
    return SourceIndex(
        quotations=tuple(zone for zone in zones if zone.kind == "quotation"),
        references=tuple(zone for zone in zones if zone.kind == "bibliography"),
        citations=citations,
        furthest=tuple(accumulate((citation.reach.end for citation in citations), max)),
    )


def _beginning(citation: Citation) -> int:
    return citation.reach.start


def acknowledged(span: Span, document: Document, index: SourceIndex) -> Label:
    """The label of the passage at ``span``, with a sentence that quotes the mark or cue found."""
    total = letters(span.of(document.text))
    references = list(_overlapping(index.references, span))
    if _share(references, span, document, total) >= _NEARLY_ALL:
        return Label("bibliography", references[0].reason)
    quotations = list(_overlapping(index.quotations, span))
    excused = [zone for zone in quotations if zone.excused]
    remarks = list(_remarks(excused, document.text))
    citations = list(index.citations_at(span))
    named = [_spoken_of(citation, span) for citation in citations]
    named += [zone.span for zone in quotations if zone.cited and zone.excused]
    named += [zone.span for zone in remarks if zone.cited]
    quoted = _share([*excused, *remarks], span, document, total)
    cited = _share(named, span, document, total)
    if quoted >= _NEARLY_ALL:
        return _quoted(excused, cited)
    return _unquoted(span, citations, quotations, quoted, cited)


def _spoken_of(citation: Citation, span: Span) -> Span:
    """A passage that holds most of what a mention speaks of is covered one sentence further."""
    held = citation.core.overlap(span) >= _HALF * citation.core.length
    return citation.reach if held else citation.core


def _overlapping(zones: Sequence[Zone], span: Span) -> Iterator[Zone]:
    first = max(0, bisect_left(zones, span.start, key=lambda zone: zone.span.start) - 1)
    for index in range(first, len(zones)):
        if zones[index].span.start >= span.end:
            return
        if zones[index].span.overlap(span):
            yield zones[index]


def _remarks(quotations: Sequence[Zone], text: str) -> Iterator[Zone]:
    """What stands between two parts of one quotation, as if it were a part too."""
    for left, right in pairwise(quotations):
        gap = Span(left.span.end, max(left.span.end, right.span.start))
        if is_remark(text, gap):
            yield replace(left, span=gap, cited=left.cited or right.cited)


def _share(parts: Sequence[Zone] | Sequence[Span], span: Span, document: Document, total: int) -> float:
    """The share (0 to 1) of the letters at ``span`` that lie in one of ``parts``."""
    spans = [part.span if isinstance(part, Zone) else part for part in parts]
    inside = [Span(max(one.start, span.start), min(one.end, span.end)) for one in spans if one.overlap(span)]
    if not inside or not total:
        return 0.0
    return sum(letters(one.of(document.text)) for one in union(inside)) / total


def _quoted(quotations: Sequence[Zone], cited: float) -> Label:
    if cited >= _NEARLY_ALL:
        best = next((zone for zone in quotations if zone.cited), quotations[0])
        return Label("cited-and-quoted", best.reason)
    best = next((zone for zone in quotations if not zone.cited), quotations[0])
    return Label("missing-citation", best.reason)


def _parts(span: Span, quotations: Sequence[Zone]) -> str:
    """Which characters of the passage, counted from 1, are quoted: where it is two passages that became one match."""
    inside = [Span(max(0, zone.span.start - span.start), zone.span.end - span.start) for zone in quotations]
    named = [f"{part.start + 1}–{min(part.end, span.length)}" for part in inside[:_MOST_PARTS]]
    return f" (characters {', '.join(named)}{', …' if len(inside) > _MOST_PARTS else ''})"


def _unquoted(
    span: Span, citations: Sequence[Citation], quotations: Sequence[Zone], quoted: float, cited: float
) -> Label:
    fault = next((f"; {zone.reason}" for zone in quotations if not zone.excused), "")
    if not fault and quoted:
        fault = f"; quotation marks stand around {quoted:.0%} of it{_parts(span, quotations)}"
    if cited >= _NEARLY_ALL and citations:
        best = max(citations, key=lambda citation: _spoken_of(citation, span).overlap(span))
        return Label("missing-quotation-marks", f"{best.words}, but not set as a quotation{fault}")
    part = f", a source is named for {cited:.0%} of it" if cited else ", no source named at it"
    return Label("uncited", f"not set as a quotation{part}{fault}")
