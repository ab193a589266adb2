"""Both from a third text: two copies of one source resemble each other, and neither took it from the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from dedup.judgement.direction.edits import edits_of
from dedup.judgement.direction.view import between
from dedup.model import Direction, Document, Evidence, Family, Match
from dedup.text import Folded

Change = tuple[int, int, str]
"""A place in the source's folded text, half-open, and what a copy says there."""


def from_third(
    matches: Sequence[Match], families: Sequence[Family], documents: Sequence[Document], folded: Sequence[Folded]
) -> tuple[Match, ...]:
    """The matches; an undetermined one becomes ``common`` where a third text is the stated source of both its sides.

    Unless both sides changed the third text in the same way: such shared changes, a slip of the pen above all, speak
    for descent from one copy, and the match stays undetermined with them as evidence (Maas, Textkritik, 1927). A stated
    direction becomes ``common`` where the stated source is itself a changed copy of the third text, and the other side
    has none of its changes.
    """
    judged = {match.id: match for match in matches}
    for family in families:
        known = [judged[number] for number in family.matches]
        sources = _sources(known)
        for match in known:
            if match.direction.source != "common" and not match.internal:
                judged[match.id] = _with_third(match, sources, documents, folded)
    return tuple(judged[match.id] for match in matches)


def _sources(matches: Sequence[Match]) -> dict[int, dict[int, Match]]:
    """For each document the documents that are stated as its source, with the surest match of each."""
    found: dict[int, dict[int, Match]] = defaultdict(dict)
    for match in matches:
        if match.direction.source not in ("left", "right"):
            continue
        sides = (match.left.document, match.right.document)
        source, copy = sides if match.direction.source == "left" else sides[::-1]
        known = found[copy].get(source)
        if known is None or known.direction.probability < match.direction.probability:
            found[copy][source] = match
    return found


def _with_third(
    match: Match, sources: Mapping[int, Mapping[int, Match]], documents: Sequence[Document], folded: Sequence[Folded]
) -> Match:
    of_left, of_right = sources.get(match.left.document, {}), sources.get(match.right.document, {})
    for third in sorted(of_left.keys() & of_right.keys()):
        left, right = (_changes(one, third, folded) for one in (of_left[third], of_right[third]))
        if match.direction.source == "undetermined":
            return _shared(match, documents[third].path, folded[third], left & right) or _common(
                match, documents[third].path, of_left[third], of_right[third]
            )
        if (left if match.direction.source == "left" else right) and not left & right:
            return _common(match, documents[third].path, of_left[third], of_right[third])
    return match


def _shared(match: Match, path: str, third: Folded, shared: Set[Change]) -> Match | None:
    if not shared:
        return None
    start, end, wording = min(shared)
    detail = f"both say {wording or 'nothing'} where {path} says {third.text(start, end) or 'nothing'}"
    evidence = (*match.direction.evidence, Evidence("shared-changes", detail))
    return replace(match, direction=replace(match.direction, evidence=evidence))


def _common(match: Match, path: str, of_left: Match, of_right: Match) -> Match:
    probability = min(of_left.direction.probability, of_right.direction.probability)
    evidence = (*match.direction.evidence, Evidence("third-text", f"{path} is the source of both"))
    return replace(match, direction=Direction("common", probability, evidence))


def _changes(match: Match, source: int, folded: Sequence[Folded]) -> set[Change]:
    """What the copy in a match says where its source says something else."""
    sides = (match.left, match.right) if match.left.document == source else (match.right, match.left)
    own, copy = (folded[side.document] for side in sides)
    places = [place for side in sides for place in between(folded[side.document].source, side.span)]
    found = edits_of(own, copy, np.array(places, dtype=np.int32))
    return {(*edit.left, copy.text(*edit.right)) for edit in found}
