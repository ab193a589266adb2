"""A document's reuse as JSON and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, Final

from dedup.model import Figures, Portion, Reuse, Waterfall

DIGITS: Final = 4
"""Decimal places of every measured number, so that the last bits of an addition never change the file."""

Json = dict[str, Any]


def rounded(value: float) -> float:
    """The value in so many decimal places, and no negative zero."""
    return round(float(value), DIGITS) + 0.0


def written_reuse(reuse: Reuse) -> Json:
    """The reuse without its document's id, which the document itself has."""
    return {
        "characters": reuse.characters,
        "share": rounded(reuse.share),
        "discounted": reuse.discounted,
        "internal": reuse.internal,
        "sources": reuse.sources,
        "matches": reuse.matches,
        "largest_source": reuse.largest_source,
        "largest_source_characters": reuse.largest_source_characters,
        "largest_source_share": rounded(reuse.largest_source_share),
        "waterfall": asdict(reuse.waterfall),
        "figures": {field.name: _written(getattr(reuse.figures, field.name)) for field in fields(Figures)},
    }


def _written(figure: Portion | int | None) -> Json | int | None:
    if isinstance(figure, Portion):
        return {"characters": figure.characters, "share": rounded(figure.share)}
    return figure


def read_reuse(document: int, item: Json) -> Reuse:
    """The reuse of a document; results written before there was a waterfall have none."""
    waterfall = Waterfall(**item.get("waterfall", {}))
    figures = Figures(**{name: _read(value) for name, value in item.get("figures", {}).items()})
    return Reuse(**{**item, "document": document, "waterfall": waterfall, "figures": figures})


def _read(figure: Any) -> Any:
    return Portion(**figure) if isinstance(figure, dict) else figure
