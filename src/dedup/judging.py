"""From matches to what is said of them: labels, directions, pairs, clusters, families, reuse.

A scan judges what it has just found; ``dedup judge`` judges stored matches again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dedup.dismissals import keyed
from dedup.given import Given
from dedup.graph import clusters_of, families_of, ordered, pairs_of, reuse_of, runs_of, with_lineage
from dedup.judgement import direct, evidence_of, from_third, label_contexts, label_sides, settle
from dedup.judgement.acknowledgement import SourceIndex, source_index
from dedup.judgement.canon import Canon, common_zones
from dedup.judgement.quotation_notices import quotation_notices
from dedup.judgement.quoting.reading import Reading, read_sources
from dedup.judgement.set_phrases import is_set_phrase, set_phrases, with_set_phrases
from dedup.judgement.zones import zones_of
from dedup.model import Cluster, Direction, Document, Family, Label, Match, Pair, Reuse, Zone
from dedup.processes import begun_in_processes
from dedup.progress import Progress
from dedup.settings import JudgementSettings, Settings
from dedup.text import Folded

_NOTICES: Final = frozenset({"much-quotation", "unclosed-quotation", "long-quotation"})
"""Codes of the notices that judgement gives a document; all others are of reading and folding."""

_WORTH_HELPERS: Final = 3_000_000  # characters: what is read in the second or two that helpers take to start


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
    given: Given,
    *,
    jobs: int,
    progress: Progress,
) -> Judged:
    """Judge matches, whatever was said of them before; none is left out because of its label."""
    rules = settings.judgement
    raw = keyed(map(_unjudged, matches), folded)
    told = given.told(documents)
    helped = sum(document.characters for document in told) >= _WORTH_HELPERS
    with begun_in_processes(read_sources, told, jobs if helped else 1) as readings:
        progress.stage("judging")  # while helpers read: what follows from the texts alone
        families = families_of(raw)
        evidence = evidence_of(raw, told, folded, jobs=1 if helped else jobs)
        phrases, runs = set_phrases(told, folded, raw, rules), runs_of(raw, folded)
        progress.stage("reading quotations", len(told))
        ready = _prepared(told, folded, raw, readings(progress), rules, given.canon)
    progress.stage("gathering")
    documents = with_set_phrases([document for document, _ in ready], phrases)
    indexes = {document.id: index for document, index in ready if index}
    labelled = label_sides(label_contexts(raw, families, documents, rules), documents, indexes, rules)
    directed = from_third(direct(labelled, evidence, documents, rules), families, documents, folded)
    judged = given.dismissed(settle(directed, documents))
    pairs = pairs_of(judged, documents, decided=rules.decided)
    clusters = with_lineage(clusters_of(pairs), pairs, judged, documents)
    return Judged(
        documents=documents,
        matches=judged,
        pairs=pairs,
        clusters=clusters,
        families=ordered(_shared_by_several(families), documents, clusters),
        reuse=reuse_of(documents, judged, runs),
    )


def _prepared(
    documents: Sequence[Document],
    folded: Sequence[Folded],
    matches: Sequence[Match],
    readings: Sequence[Reading],
    settings: JudgementSettings,
    canon: Canon | None,
) -> list[tuple[Document, SourceIndex | None]]:
    """The documents with their zones and the notices of these.

    Those that share something with another one come with an index of what they quote and cite.
    """
    sharing = {side.document for match in matches if not match.internal for side in (match.left, match.right)}

    def ready(document: Document, fold: Folded, reading: Reading) -> tuple[Document, SourceIndex | None]:
        document = _with_zones(document, fold, reading, settings, canon)
        index = source_index(document, document.zones, reading) if document.id in sharing else None
        return document, index

    return list(map(ready, documents, folded, readings))


def _with_zones(
    document: Document, folded: Folded, reading: Reading, settings: JudgementSettings, canon: Canon | None
) -> Document:
    own = zones_of(document, settings, reading)
    notices = [notice for notice in document.notices if notice.code not in _NOTICES]
    return replace(
        document,
        zones=tuple(sorted((*own, *_common(document, folded, canon)), key=lambda zone: (zone.span, zone.kind))),
        notices=(*notices, *quotation_notices(document, own, settings)),
    )


def _common(document: Document, folded: Folded, canon: Canon | None) -> tuple[Zone, ...]:
    """Where no common sources are given, those of an earlier judgement stay: their texts are not in the results."""
    if canon:
        return common_zones(document, folded, canon)
    return tuple(zone for zone in document.zones if zone.kind == "common" and not is_set_phrase(zone))


def _unjudged(match: Match) -> Match:
    """The match as alignment found it, but for what a person said of it."""
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
