"""The small signs in a running text: numbers of sources, zones, notices, pages, and the tags of marked stretches."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as escape_attribute

from dedup.model import Span
from dedup.report.annotations import NoticeView, ZoneView
from dedup.report.categories import CATEGORIES, SYMBOLS
from dedup.report.details import told
from dedup.report.segments import Mark, Segment
from dedup.report.visible import escape, visible
from dedup.report.wording import Wording

CHIPS_SHOWN = 4
_ZONE_COUNTS = {0: "zone.counts", 1: "zone.cited", 2: "zone.excused_bibliography", 4: "zone.excused_common"}
_ZONE_SIGNS = {"quotation": "”", "bibliography": "§", "common": "~"}


class Signs:
    """Signs in one language; what a sign means stands beside it, in view when it is pointed at or focused."""

    def __init__(self, words: Wording) -> None:
        """Keep the words."""
        self.words = words

    def page(self, number: int) -> str:
        """The start of a page of a PDF."""
        return f'<span class="pg">{escape(self.words("page"))} {number}</span>'

    def gap(self, gap: Span) -> str:
        """How many characters are left out."""
        return escape(self.words("gap", count=self.words.number(gap.length)))

    def zone(self, zone: ZoneView) -> str:
        """The beginning of a zone with its kind, whether it counts, and the reason."""
        count = _ZONE_COUNTS[zone.step]
        kind = self.words.name("zone", zone.kind)
        said = f"<b>{escape(kind)}</b> {escape(self.words(count))} {_reason(zone.reason, self.words)}"
        step = f" step-{zone.step}" if zone.step else ""
        return f'<button type="button" class="sign zn{step}" id="z{zone.number}">{_tip(_ZONE_SIGNS[zone.kind], said)}'

    def notice(self, view: NoticeView) -> str:
        """A notice at its place."""
        name = self.words.name("notice", view.notice.code)
        said = f"<b>{escape(name)}</b> {_reason(view.notice.message, self.words)}"
        if view.notice.count > 1:
            said += f" {escape(self.words('notice_times', count=self.words.number(view.notice.count)))}"
        return f'<button type="button" class="sign nt" id="notice{view.number}">{_tip("!", said)}'


def _tip(sign: str, said: str) -> str:
    return f'<span aria-hidden="true">{sign}</span><span class="tip">{said}</span></button>'


def _reason(reason: str, words: Wording) -> str:
    return f'<span class="said">{escape(visible(told(reason, words.language)))}</span>'


def tags(start: int, segment: Segment | None, *, heading: bool = False, zone: bool = False) -> tuple[str, str]:
    """What opens and what closes a stretch that begins at ``start``, the key to what a browser counts of it."""
    opening, closing = ('<b class="h">', "</b>") if heading else ("", "")
    if zone:
        opening, closing = opening + '<span class="zone">', "</span>" + closing
    if segment is None:
        return opening, closing
    layers = "".join(f" l{at}-{category}" for at, category in enumerate(segment.layers[1:], 2))
    mark = f'<mark class="{segment.category} {segment.kind}{layers}" data-a="{start}">'
    return opening + mark, "</mark>" + closing


def chips(marks: Iterable[Mark]) -> str:
    """The numbers of the sources that begin here, each a link to the passage side by side."""
    made = [_chip(mark) for mark in marks if mark.anchor is not None]
    if not made:
        return ""
    shown, more = made[:CHIPS_SHOWN], made[CHIPS_SHOWN:]
    rest = f' <span class="more" data-n="+{len(more)}">{" ".join(more)}</span>' if more else ""
    return f'<sup class="n">{" ".join(shown)}{rest}</sup>'


def _chip(mark: Mark) -> str:
    category = CATEGORIES[mark.rank]
    href = f"../{mark.href}" if mark.href else f"#s{mark.number}"
    words = f"{SYMBOLS[category]}{mark.number}"
    return f'<a class="{category}" id="{mark.anchor}" href="{escape_attribute(href)}">{words}</a>'
