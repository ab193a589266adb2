"""Own work: two documents that one hand or one group made, as far as a manifest or their files say so."""

from __future__ import annotations

from dedup.judgement.names import names_of, plain
from dedup.model import Document


def same_hand(left: Document, right: Document) -> str:
    """Why what the two documents share is nobody's borrowing: one ``group`` or one author; else an empty text."""
    if plain(left.group or "") and plain(left.group or "") == plain(right.group or ""):
        return f"own work: both texts belong to the group {left.group}"
    of_left, of_right = names_of(left.author), names_of(right.author)
    shared = [written for name, written in of_left.items() if name in of_right]
    return f"own work: both texts are by {shared[0]}" if shared else ""
