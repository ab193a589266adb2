"""The direction of every match, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
from dedup.model import Document, Match
from dedup.settings import JudgementSettings
from dedup.text import Folded

DOCUMENT_LEVEL: Final = frozenset({"date", "latest-year", "names-source", "corrections", "elaboration", "figures"})
"""Kinds of evidence that are the same for every match of a pair."""


def direct(
    matches: Sequence[Match], documents: Sequence[Document], folded: Sequence[Folded], settings: JudgementSettings,
    *, jobs: int = 1,
) -> tuple[Match, ...]:  # fmt: skip
    """The matches with their directions; repetition inside a document has none."""
    pairs: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        if not match.internal:
            pairs[match.left.document, match.right.document].append(match)
    if not pairs:
        return tuple(matches)
    facts = _facts(pairs, documents, folded)
    known, reader = terms_of(folded, jobs), reader_of(folded)

    def directed(found: Sequence[Match]) -> list[Match]:
        left, right = documents[found[0].left.document], documents[found[0].right.document]
        if left.withheld or right.withheld:
            told = concluded([*dated(left, right)], settings.decided)
            return [replace(match, direction=told) for match in found]
        view = view_of(found, documents, folded, facts, known, reader)
        return _directed(view, found, settings.decided)

    # In one thread: nearly all of it is Python, and threads that wait for one another take a third longer.
    by_id = {match.id: match for found in pairs.values() for match in directed(found)}
    return tuple(by_id.get(match.id, match) for match in matches)


def _facts(
    pairs: Iterable[tuple[int, int]], documents: Sequence[Document], folded: Sequence[Folded]
) -> dict[int, Facts]:
    """Facts of the documents that stand in a pair."""
    ids = sorted({id for pair in pairs for id in pair})
    return {id: facts_of(documents[id], folded[id]) for id in ids}


def _directed(view: View, matches: Sequence[Match], decided: float) -> list[Match]:
    changes = [changes_of(view, passage) for passage in view.passages]
    everywhere = [
        *dated(view.left.document, view.right.document),
        *latest_years(view),
        *naming(view),
        *revision(view, changes),
    ]
    rests = _rest(view, view.left), _rest(view, view.right)
    different = difference(view, rests)
    directed = []
    for match, passage, changed in zip(matches, view.passages, changes, strict=True):
        here = [
            *cohesive(view, passage, rests, different),
            *fluency(view, changed),
            *handling(view, passage),
            *losses(view, passage),
            *numbering(view, passage),
            *remains(view, passage),
            *quoting(match, view),
        ]
        directed.append(replace(match, direction=concluded([*everywhere, *here], decided)))
    return directed


def _rest(view: View, text: Text) -> NDArray[np.int32]:
    return rest_of(view.known, text.document.id, text.folded_shared())
