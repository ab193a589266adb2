"""Why a document is said to descend from another, or from none, in a sentence."""

from __future__ import annotations

from dedup.graph.directions import DECIDED
from dedup.graph.sources import Source


def reason_for(source: Source) -> str:
    """The reason for a source, with what passed and what the directions say."""
    if source.source < 0:
        return _of_root(source)
    share = f"{source.characters} of the {source.reused} characters it shares"
    if not source.main:
        share += " stand in this text and not in its main source"
    else:
        share += " stand in this text"
    return f"{share}; {_of_direction(source.chance)}"


def _of_direction(chance: float) -> str:
    if chance >= DECIDED:
        return f"the direction has a probability of {chance:.2f}"
    if abs(chance - 0.5) < 0.005:
        return "nothing tells which of the two was first"
    return f"the direction is uncertain (probability {chance:.2f})"


def _of_root(source: Source) -> str:
    if source.characters == source.reused:
        return "no text of the cluster is its source: the others have what they share from it, or all from elsewhere"
    explained = source.reused - source.characters
    return f"most of what it shares comes from no text of the cluster; {explained} characters come from others"
