"""What a reader should know of the quotations of a document as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.coverage import covered
from dedup.model import Document, Notice, Zone
from dedup.settings import JudgementSettings


def quotation_notices(document: Document, zones: Sequence[Zone], settings: JudgementSettings) -> tuple[Notice, ...]:
    """Notices ``much-quotation``, ``unclosed-quotation`` and ``long-quotation``, with first place and count."""
    return tuple(_notices(document, [zone for zone in zones if zone.kind == "quotation"], settings))


def _notices(document: Document, quotations: Sequence[Zone], settings: JudgementSettings) -> Iterator[Notice]:
    unclosed = [zone for zone in quotations if not zone.excused and _is_unclosed(zone)]
    long = [zone for zone in quotations if not zone.excused and not _is_unclosed(zone)]
    closed = [zone.span for zone in quotations if not _is_unclosed(zone)]
    share = covered(closed) / max(1, document.characters)
    if share > settings.quoted_share:
        message = f"{share:.0%} of the text is quotation, more than quoted_share = {settings.quoted_share:g}"
        yield Notice("much-quotation", message, len(closed), closed[0])
    if unclosed:
        message = "a quotation mark is never closed; what follows it is judged as if not quoted"
        yield Notice("unclosed-quotation", message, len(unclosed), unclosed[0].span)
    if long:
        message = (
            f"a quotation is longer than long_quotation = {settings.long_quotation} characters and excuses nothing"
        )
        yield Notice("long-quotation", message, len(long), long[0].span)


def _is_unclosed(zone: Zone) -> bool:
    return "never closed" in zone.reason
