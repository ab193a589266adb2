"""From matches to what is said of them: labels, directions, pairs, clusters, families, reuse.

A scan judges what it has just found; ``dedup judge`` judges stored matches again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dedup.graph import clusters_of, families_of, ordered, pairs_of, reuse_of, with_lineage
from dedup.judgement import direct, from_third, label_contexts
from dedup.model import Cluster, Direction, Document, Family, Label, Match, Pair, Reuse
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.text import Folded

_NOTICES: Final = frozenset({"much-quotation", "unclosed-quotation", "long-quotation"})
"""Codes of the notices that judgement gives a document; all others are of reading and folding."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The parts of a result that follow from its texts, its matches and the settings of judgement."""

    documents: tuple[Document, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]
    families: tuple[Family, ...]
    reuse: tuple[Reuse, ...]


def judge(
    documents: Sequence[Document],
    folded: Sequence[Folded],
    matches: Sequence[Match],
    settings: Settings,
    *,
    jobs: int,
    progress: Progress,
) -> Judged:
    """Judge matches, whatever was said of them before; none is left out because of its label."""
    progress.stage("judging")
    documents = prepared(documents)
    raw = [_unjudged(match) for match in matches]
    families = families_of(raw)
    labelled = label_contexts(raw, families, documents, settings.judgement)
    directed = direct(labelled, documents, folded, settings.judgement, jobs=jobs)
    judged = from_third(directed, families, documents, folded)
    progress.stage("gathering")
    pairs = pairs_of(judged, documents, decided=settings.judgement.decided)
    clusters = with_lineage(clusters_of(pairs), pairs, judged, documents)
    return Judged(
        documents=documents,
        matches=judged,
        pairs=pairs,
        clusters=clusters,
        families=ordered(_shared_by_several(families), documents, clusters),
        reuse=reuse_of(documents, judged, folded),
    )


def prepared(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents as judgement needs them, without what an earlier judgement said of them.

    Zones of common sources stay: they were found in texts that are not among the results.
    """
    return tuple(
        replace(
            document,
            zones=tuple(zone for zone in document.zones if zone.kind == "common"),
            notices=tuple(notice for notice in document.notices if notice.code not in _NOTICES),
        )
        for document in documents
    )


def _unjudged(match: Match) -> Match:
    """The match as alignment found it."""
    return replace(
        match,
        carriers=2,
        context="uncited",
        reason="",
        direction=Direction(),
        left_label=Label(),
        right_label=Label(),
    )


def _shared_by_several(families: Iterable[Family]) -> tuple[Family, ...]:
    """Families of at least three places, numbered anew: two places are a match, not a family."""
    several = [family for family in families if len(family.occurrences) > 2]
    return tuple(replace(family, id=number) for number, family in enumerate(several))
