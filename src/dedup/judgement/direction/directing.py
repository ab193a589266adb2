"""The direction of every match, each with its evidence: first what the texts say, then who quotes whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.judgement.direction.belonging import cohesive, difference
from dedup.judgement.direction.concluding import concluded
from dedup.judgement.direction.dates import dated, latest_years
from dedup.judgement.direction.disguise import handling
from dedup.judgement.direction.edit_kinds import changes_of
from dedup.judgement.direction.facts import Facts, facts_of
from dedup.judgement.direction.fluency import fluency
from dedup.judgement.direction.loss import losses
from dedup.judgement.direction.naming import naming
from dedup.judgement.direction.numbering import numbering
from dedup.judgement.direction.quoting import quoting
from dedup.judgement.direction.reader import reader_of
from dedup.judgement.direction.remains import remains
from dedup.judgement.direction.revision import revision
from dedup.judgement.direction.terms import rest_of, terms_of
from dedup.judgement.direction.view import Text, View, view_of
from dedup.model import Document, Evidence, Match
from dedup.settings import JudgementSettings
from dedup.text import Folded
from dedup.workers import side_by_side

DOCUMENT_LEVEL: Final = frozenset({"date", "latest-year", "names-source", "corrections", "elaboration", "figures"})
"""Kinds of evidence that are the same for every match of a pair."""


ByMatch = Mapping[int, Sequence[Evidence]]
"""Evidence of matches by their ids."""


def evidence_of(
    matches: Sequence[Match], documents: Sequence[Document], folded: Sequence[Folded], *, jobs: int = 1
) -> ByMatch:
    """What the texts themselves say of the direction of each match between two of them, whatever its labels are."""
    pairs: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        if not match.internal:
            pairs[match.left.document, match.right.document].append(match)
    if not pairs:
        return {}
    facts = _facts(pairs, documents, folded)
    known, reader = side_by_side(lambda: terms_of(folded, jobs), lambda: reader_of(folded), jobs)

    def evidence(found: Sequence[Match]) -> Iterable[tuple[Evidence, ...]]:
        left, right = documents[found[0].left.document], documents[found[0].right.document]
        if left.withheld or right.withheld:
            return [(*dated(left, right),)] * len(found)
        return _evidence(view_of(found, documents, folded, facts, known, reader))

    # In one thread: nearly all of it is Python, and threads that wait for one another take a third longer.
    return {match.id: each for found in pairs.values() for match, each in zip(found, evidence(found), strict=True)}


def direct(
    matches: Sequence[Match], evidence: ByMatch, documents: Sequence[Document], settings: JudgementSettings
) -> tuple[Match, ...]:
    """The labelled matches with the directions that follow from their ``evidence_of`` and from who quotes whom;
    repetition inside a document has none."""
    return tuple(match if match.internal else _directed(match, evidence, documents, settings) for match in matches)


def _directed(match: Match, evidence: ByMatch, documents: Sequence[Document], settings: JudgementSettings) -> Match:
    left, right = documents[match.left.document], documents[match.right.document]
    quoted = () if left.withheld or right.withheld else quoting(match, left, right)
    return replace(match, direction=concluded([*evidence[match.id], *quoted], settings.decided))


def _facts(
    pairs: Iterable[tuple[int, int]], documents: Sequence[Document], folded: Sequence[Folded]
) -> dict[int, Facts]:
    """Facts of the documents that stand in a pair."""
    ids = sorted({id for pair in pairs for id in pair})
    return {id: facts_of(documents[id], folded[id]) for id in ids}


def _evidence(view: View) -> Iterator[tuple[Evidence, ...]]:
    changes = [changes_of(view, passage) for passage in view.passages]
    everywhere = [
        *dated(view.left.document, view.right.document),
        *latest_years(view),
        *naming(view),
        *revision(view, changes),
    ]
    rests = _rest(view, view.left), _rest(view, view.right)
    different = difference(view, rests)
    for passage, changed in zip(view.passages, changes, strict=True):
        yield (
            *everywhere,
            *cohesive(view, passage, rests, different),
            *fluency(view, changed),
            *handling(view, passage),
            *losses(view, passage),
            *numbering(view, passage),
            *remains(view, passage),
        )


def _rest(view: View, text: Text) -> NDArray[np.int32]:
    return rest_of(view.known, text.document.id, text.folded_shared())
