"""Why a document is said to descend from another, or from none, in a sentence."""

from __future__ import annotations

from dedup.graph.directions import DECIDED
from dedup.graph.sources import Source


def reason_for(source: Source) -> str:
    """The reason for a source, with what passed and what the directions say."""
    if source.source < 0:
        return _of_root(source)
    beyond = "" if source.main else " beyond what others explain"
    share = f"{source.characters} of the {source.reused} characters it shares stand in the source{beyond}"
    return f"{share}; {_of_direction(source.chance)}"


def _of_direction(chance: float) -> str:
    if chance >= DECIDED:
        return f"the direction has a probability of {chance:.2f}"
    if abs(chance - 0.5) < 0.005:
        return "nothing tells which of the two was first"
    return f"the direction is uncertain (probability {chance:.2f})"


def _of_root(source: Source) -> str:
    if not source.reused:
        return "it shares no counted passage with the cluster"
    if source.chance >= DECIDED:
        reason = "no text of the cluster is its source: the others have what they share from it, or all from elsewhere"
    elif abs(source.chance - 0.5) < 0.005:
        reason = "one text of the cluster has no source in it, and nothing tells which"
    else:
        reason = "it is likelier than others to have no source in the cluster, but that is uncertain"
    others = source.reused - source.characters
    return f"{reason}; {others} of the {source.reused} characters it shares come from others" if others else reason
