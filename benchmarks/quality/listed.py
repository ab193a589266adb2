"""Compare listed pairs of documents with dedup's own stages.

Everything is as in a scan of all the documents, but for the search for candidates: the pairs are given, and none is
screened out before it is aligned. What a match is worth still depends on the whole corpus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import align, background, calibrate, verified
from dedup.detection import fold_texts
from dedup.fingerprint import fingerprint
from dedup.model import Document, Match
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.text import passages_of


def documents_of(texts: Mapping[str, str]) -> tuple[Document, ...]:
    """Documents in order of their paths."""
    return tuple(_document(number, path, texts[path]) for number, path in enumerate(sorted(texts)))


def compare_listed(
    documents: tuple[Document, ...],
    pairs: Iterable[tuple[int, int]],
    settings: Settings,
    *,
    jobs: int,
    progress: Progress,
) -> list[Match]:
    """Matches of ``pairs``, given by the documents' ids in any order; each pair is compared once."""
    folded = fold_texts(documents, jobs=jobs, progress=progress)
    passages = [passages_of(fold, settings.fingerprint.passage) for fold in folded]
    progress.stage("fingerprinting", len(documents))
    prints = fingerprint(folded, passages, settings.fingerprint, jobs=jobs, progress=progress)
    progress.stage("modelling")
    known = background(prints, jobs=jobs)
    listed = _in_order(pairs)
    digests = [document.digest for document in documents]
    limit = calibrate(prints, known, digests, settings, pairs=len(listed), jobs=jobs).limit_bits
    spans = align(listed, prints, known, settings.alignment, limit, jobs=jobs, progress=progress, screened=False)
    return verified(spans, documents, folded, progress)


def _in_order(pairs: Iterable[tuple[int, int]]) -> NDArray[np.int32]:
    ordered = sorted({(min(pair), max(pair)) for pair in pairs})
    return np.array(ordered, dtype=np.int32).reshape(-1, 2)


def _document(number: int, path: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(number, path, None, "txt", "utf-8", None, None, digest, text)
