"""``--fail-above``: which documents hold more reused text than a policy allows."""

from __future__ import annotations

import typer

from dedup.cli.words import percent, printable
from dedup.coverage import covered
from dedup.model import DISCOUNTED, Result


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
    """A line for each document whose reuse, without what a person set aside, is above ``limit``, the highest first."""
    shares = _shares(result)
    above = sorted((-share, document) for document, share in shares.items() if share > limit)
    return [
        f"{printable(result.documents[document].path)}: {percent(-share)} is reused, above the {percent(limit)} allowed"
        for share, document in above
    ]


def _shares(result: Result) -> dict[int, float]:
    """By document what remains of the waterfall, of the texts with a dismissed match counted without it."""
    from dedup.graph.waterfall import places_of, without

    set_aside = [match for match in result.matches if match.dismissal]
    shares = {reuse.document: reuse.share for reuse in result.reuse}
    if set_aside:
        places = places_of((match for match in result.matches if not match.dismissal), len(result.documents))
        for number in {side.document for match in set_aside for side in (match.left, match.right)}:
            document = result.documents[number]
            left = without(places[number], document.zones, DISCOUNTED)
            shares[number] = covered(left) / max(1, document.characters)
    return shares
