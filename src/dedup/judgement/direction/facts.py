"""What the evidence needs to know of a document whichever text it is compared with: found out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dedup.judgement.direction.citations import Citations, citations_of
from dedup.judgement.direction.items import Count, counts_of
from dedup.judgement.direction.manner import Manner, manner_of
from dedup.judgement.direction.years import latest_year
from dedup.model import Document, Span
from dedup.text import Folded


@dataclass(frozen=True, slots=True)
class Facts:
    """``latest_year``: 0 where there is none; ``items``: numbered items by style."""

    latest_year: int
    items: Mapping[str, Count]
    citations: Citations
    manner: Manner


def facts_of(document: Document, folded: Folded) -> Facts:
    """The facts of one document."""
    text = document.text
    manner = manner_of(text, folded, Span(0, len(text)), (0, folded.codes.size))
    return Facts(latest_year(text), counts_of(text), citations_of(text), manner)
