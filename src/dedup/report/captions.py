"""What a drawing says of a document and of a pair, in a line each."""

from __future__ import annotations

from dedup.model import Pair
from dedup.report.edition import Edition
from dedup.report.wording import direction_view


def disc_title(edition: Edition, document: int) -> str:
    """A document's whole name, length and share of reuse."""
    name, words, result = edition.names[document], edition.words, edition.result
    share = f"{words('share')} {words.percent(result.reuse[document].share)}"
    size = words("characters_count", count=words.number(result.documents[document].characters))
    return f"{name.title} — {size}, {share}"


def link_title(edition: Edition, pair: Pair) -> str:
    """Both names with the sign of the direction between them, both shares, and the direction in words."""
    words = edition.words
    left, right = edition.names[pair.left].title, edition.names[pair.right].title
    view = direction_view(pair.direction, words)
    shares = f"{words.percent(pair.containment_of_left)} / {words.percent(pair.containment_of_right)}"
    return f"{left} {view.sign} {right} — {shares}, {view.words}"
