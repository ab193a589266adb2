"""``--fail-above``: which documents hold more reused text than a policy allows."""

from __future__ import annotations

import typer

from dedup.cli.words import percent, printable
from dedup.model import Result


def parse_share(text: str) -> float:
    """A share from ``0.3`` or ``30%``."""
    number, is_percentage = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        share = float(number) / (100 if is_percentage else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise typer.BadParameter(f"{text!r} is not a share: write a number from 0 to 1, such as 0.3, or 30%")
    return share


def documents_above(result: Result, limit: float) -> list[str]:
    """A line for each document whose reuse is above ``limit``, the highest first."""
    above = [reuse for reuse in result.reuse if reuse.share > limit]
    above.sort(key=lambda reuse: (-reuse.share, reuse.document))
    return [
        f"{printable(result.documents[reuse.document].path)}: {percent(reuse.share)} is reused, "
        f"above the {percent(limit)} allowed"
        for reuse in above
    ]
