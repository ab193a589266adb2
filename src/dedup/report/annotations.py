"""What stands at a place of a document besides reuse: zones that are not its author's own words, and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedup.graph.waterfall import excuse_of
from dedup.model import Document, Notice, Span, Zone
from dedup.report.categories import step_of
from dedup.report.segments import Segment


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone with its ``number`` on the page; ``step`` of the waterfall takes what stands in it, 0 for none.

    ``cited``: a source is named at it.
    """

    number: int
    span: Span
    kind: str
    cited: bool
    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice with its ``number`` on the page and its place in the text, ``None`` where it has none."""

    number: int
    notice: Notice
    at: int | None


def zone_views(document: Document, segments: Sequence[Segment]) -> tuple[ZoneView, ...]:
    """Zones that excuse what stands in them, and others where reuse lies in them: there a reader asks why not."""
    zones = [zone for zone in document.zones if zone.span.length]
    reused = _touched([zone.span for zone in zones], segments)
    kept = [zone for zone, touched in zip(zones, reused, strict=True) if touched or step_of(excuse_of(zone))]
    return tuple(_zone(number, zone) for number, zone in enumerate(kept, 1))


def _zone(number: int, zone: Zone) -> ZoneView:
    return ZoneView(number, zone.span, zone.kind, zone.cited, step_of(excuse_of(zone)), zone.reason)


def _touched(spans: Sequence[Span], segments: Sequence[Segment]) -> list[bool]:
    """Which of the spans (in order of their start) meet a segment."""
    touched: list[bool] = []
    first = 0
    for span in spans:
        while first < len(segments) and segments[first].end <= span.start:
            first += 1
        touched.append(first < len(segments) and segments[first].start < span.end)
    return touched


def notice_views(notices: Iterable[Notice]) -> tuple[NoticeView, ...]:
    """All notices of a document, numbered in their order."""
    return tuple(
        NoticeView(number, notice, notice.span.start if notice.span else None)
        for number, notice in enumerate(notices, 1)
    )
