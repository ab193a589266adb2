"""The direction of every match, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dedup.judgement.direction.belonging import cohesive
from dedup.judgement.direction.cohesion import terms_of
from dedup.judgement.direction.concluding import concluded
from dedup.judgement.direction.dates import dated, latest_years
from dedup.judgement.direction.disguise import handling
from dedup.judgement.direction.fluency import changes_of, fluency, revision
from dedup.judgement.direction.naming import naming, remains
from dedup.judgement.direction.numbering import numbering
from dedup.judgement.direction.quoting import quoting
from dedup.judgement.direction.reader import reader_of
from dedup.judgement.direction.view import View, view_of
from dedup.model import Document, Match
from dedup.settings import JudgementSettings
from dedup.text import Folded
from dedup.workers import map_in_order

DOCUMENT_LEVEL: Final = frozenset({"date", "latest-year", "names-source", "corrections", "elaboration"})
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
    known, reader = terms_of(folded, jobs), reader_of(folded)

    def directed(found: Sequence[Match]) -> list[Match]:
        view = view_of(found, documents, folded, known, reader)
        return _directed(view, found, settings.decided)

    by_id = {match.id: match for some in map_in_order(directed, list(pairs.values()), jobs) for match in some}
    return tuple(by_id.get(match.id, match) for match in matches)


def _directed(view: View, matches: Sequence[Match], decided: float) -> list[Match]:
    changes = [changes_of(view, passage) for passage in view.passages]
    everywhere = [
        *dated(view.left.document, view.right.document),
        *latest_years(view),
        *naming(view),
        *revision(view, changes),
    ]
    shared = view.left.folded_shared(), view.right.folded_shared()
    directed = []
    for match, passage, changed in zip(matches, view.passages, changes, strict=True):
        here = [
            *cohesive(view, passage, shared),
            *fluency(view, changed),
            *handling(view, passage),
            *numbering(view, passage),
            *remains(view, passage),
            *quoting(match, view),
        ]
        directed.append(replace(match, direction=concluded([*everywhere, *here], decided)))
    return directed
