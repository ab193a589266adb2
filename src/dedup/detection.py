"""Detection: from documents to matches, before anything is said of what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.alignment import Spans, align, background, calibrate, verified
from dedup.candidates import Candidates, find_candidates
from dedup.fingerprint import fingerprint
from dedup.model import Document, Match, Notice, Significance
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.text import Folded, Folder, passages_of
from dedup.text.repairs import repair_notices
from dedup.workers import map_in_order


@dataclass(frozen=True, slots=True)
class Detected:
    """What detection found: ``folded[i]`` is the folded text of ``documents[i]``; the matches carry no judgement."""

    documents: tuple[Document, ...]
    folded: Sequence[Folded]
    matches: Sequence[Match]
    significance: Significance
    notices: tuple[Notice, ...]


def detect(documents: Sequence[Document], settings: Settings, *, jobs: int, progress: Progress) -> Detected:
    """The stages from reading to matches, on documents in order of their ids."""
    folded = fold_texts(documents, jobs=jobs, progress=progress)
    documents = with_repairs(documents, folded)
    passages = [passages_of(fold, settings.fingerprint.passage) for fold in folded]
    progress.stage("fingerprinting", len(documents))
    prints = fingerprint(folded, passages, settings.fingerprint, jobs=jobs, progress=progress)
    progress.stage("pairing")
    candidates = find_candidates(prints, settings.candidates, jobs=jobs)
    known = background(prints, jobs=jobs)
    significance = calibrate(prints, known, [document.digest for document in documents], settings, jobs=jobs)
    limit = significance.limit_bits
    spans = align(
        candidates.pairs, prints, known, settings.alignment, limit, jobs=jobs, progress=progress,
        by_sketches=not candidates.every,
    )  # fmt: skip
    matches = verified(spans, documents, folded, progress)
    return Detected(documents, folded, matches, significance, tuple(_notices(candidates, spans, settings)))


def fold_texts(documents: Sequence[Document], *, jobs: int, progress: Progress) -> list[Folded]:
    """The folded text of each document."""
    progress.stage("folding", len(documents))
    folder = Folder()
    return map_in_order(lambda document: folder.fold(document.text), documents, jobs, progress)


def with_repairs(documents: Sequence[Document], folded: Sequence[Folded]) -> tuple[Document, ...]:
    """The documents with notices of what folding repaired in them."""
    return tuple(
        replace(document, notices=(*document.notices, *repair_notices(document.text, fold)))
        for document, fold in zip(documents, folded, strict=True)
    )


def _notices(candidates: Candidates, spans: Spans, settings: Settings) -> Iterable[Notice]:
    capped = candidates.capped_anchors + candidates.capped_bands
    if capped:
        most = settings.candidates.max_key_documents
        yield Notice(
            "frequent-keys",
            f"{capped} short phrases or passages stand in more than {most} documents (one in "
            f"{candidates.most_documents}); documents that share nothing else were not compared.",
            capped,
        )
    if spans.common:
        yield Notice(
            "common-passages",
            f"{spans.common} times two documents share a sentence that is no match, because others hold it too.",
            spans.common,
        )
