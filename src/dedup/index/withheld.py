"""Checks against an index without texts: matches with its documents are traced, those among drafts aligned as ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import Spans, align, background, verified
from dedup.alignment.calibration import tail_of
from dedup.detection import Detected, with_repairs
from dedup.fingerprint.fingerprints import fingerprints_of
from dedup.index.printing import Printed
from dedup.index.querying import DRAFTS
from dedup.index.snapshot import Snapshot
from dedup.index.tracing import Trace, Tracer
from dedup.index.weighing import pairs_in
from dedup.model import Match, Notice, Side, Span
from dedup.progress import Silent
from dedup.settings import Settings
from dedup.text import Folder


def find_withheld(
    snapshot: Snapshot,
    printed: Sequence[Printed],
    pairs: NDArray[np.int64],
    settings: Settings,
    notices: tuple[Notice, ...],
    *,
    jobs: int,
) -> tuple[Detected, tuple[bool, ...]]:
    """What is found, and which documents are drafts; ``pairs`` as ``find_pairs`` proposes them."""
    compared = pairs_in(snapshot.totals, len(printed))
    significance = tail_of(np.zeros(0)).significance(compared, settings.significance)
    traces = _traces(snapshot, printed, pairs, settings, significance.limit_bits)
    old = snapshot.documents_by_number([number for number, _, _ in traces])
    ranked = sorted(
        [(document.path, number) for number, document in old.items()]
        + [(each.document.path, DRAFTS + rank) for rank, each in enumerate(printed)]
    )
    place = {number: rank for rank, (_, number) in enumerate(ranked)}
    documents = [
        replace(printed[number - DRAFTS].document if number >= DRAFTS else old[number], id=rank)
        for rank, (_, number) in enumerate(ranked)
    ]
    folder = Folder()
    folded = [folder.fold(document.text) for document in documents]
    inside = [place[DRAFTS + rank] for rank in range(len(printed))]
    spans = _among_drafts(printed, pairs, settings, significance.limit_bits, inside, jobs)
    repaired = with_repairs(documents, folded)
    matches = [*verified(spans, repaired, folded, Silent()), *(_match(place, *each) for each in traces)]
    matches.sort(key=lambda match: (match.left.document, match.right.document, match.left.span, match.right.span))
    numbered = [replace(match, id=number) for number, match in enumerate(matches)]
    new = tuple(number >= DRAFTS for _, number in ranked)
    return Detected(repaired, folded, numbered, significance, notices), new


def _traces(
    snapshot: Snapshot, printed: Sequence[Printed], pairs: NDArray[np.int64], settings: Settings, least_bits: float
) -> list[tuple[int, int, Trace]]:
    """Number of the document, rank of the draft, and what they share."""
    tracers = [Tracer.of(snapshot, each, settings) for each in printed]
    drafts: dict[int, list[int]] = {}
    for one, other in pairs.tolist():
        if min(one, other) < DRAFTS:
            drafts.setdefault(min(one, other), []).append(max(one, other) - DRAFTS)
    return [
        (number, rank, found)
        for number, places in snapshot.places_by_number(list(drafts))
        for rank in sorted(drafts[number])
        for found in tracers[rank].traces(places, settings.alignment, least_bits)
    ]


def _match(place: dict[int, int], number: int, rank: int, found: Trace) -> Match:
    one = Side(place[number], Span(*found.other))
    other = Side(place[DRAFTS + rank], Span(*found.draft))
    left, right = (one, other) if one.document < other.document else (other, one)
    return Match(0, left, right, "edited", found.share, found.bits)


def _among_drafts(
    printed: Sequence[Printed],
    pairs: NDArray[np.int64],
    settings: Settings,
    least_bits: float,
    place: Sequence[int],
    jobs: int,
) -> Spans:
    """Spans of the pairs of drafts, in terms of the documents' places; drafts are in order of path."""
    order = sorted(range(len(printed)), key=lambda rank: place[rank])
    folded = [printed[rank].folded for rank in order]
    prints = fingerprints_of([printed[rank].print for rank in order], folded, settings.fingerprint)
    own = {DRAFTS + rank: number for number, rank in enumerate(order)}
    both = [(own[one], own[other]) for one, other in pairs.tolist() if min(one, other) >= DRAFTS]
    rows = sorted({(min(pair), max(pair)) for pair in both})
    wanted = np.array([(*row, 0, 0) for row in rows], dtype=np.int32).reshape(-1, 4)
    known = background(prints, jobs=jobs)
    spans = align(wanted, prints, known, settings.alignment, least_bits, jobs=jobs, progress=Silent())
    places = spans.places.copy()
    places[:, :2] = np.array([place[rank] for rank in order], dtype=np.int32)[places[:, :2]]
    return Spans(places, spans.bits, spans.common)
