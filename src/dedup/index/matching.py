"""Drafts against an index and each other: from documents to matches, never old text against old text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import align, calibrate, verified
from dedup.detection import Detected, with_repairs
from dedup.fingerprint.printing import print_of
from dedup.index.calibrating import tail_for
from dedup.index.printing import DocumentPrinter
from dedup.index.querying import DRAFTS, find_pairs
from dedup.index.schema import check_settings
from dedup.index.snapshot import Snapshot
from dedup.index.store import Index
from dedup.index.weighing import Sample, pairs_in, weigh
from dedup.model import Document, Notice
from dedup.progress import Silent
from dedup.settings import Settings
from dedup.workers import map_in_order

EXACT_DOCUMENTS: Final = 200
"""Up to so many documents, drafts included, a check has the limit in bits and the judgement of a scan of them all."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the check: its number as in ``querying`` and, of a document of the index, nothing but its text."""

    number: int
    document: Document


class Matcher:
    """Finds what drafts share with an index; keeps what it learnt of characters from one check to the next."""

    def __init__(self, index: Index, settings: Settings) -> None:
        check_settings(index.settings, settings.fingerprint, index.path)
        self._index = index
        self._settings = settings
        self._printer = DocumentPrinter(settings.fingerprint)

    def match(self, drafts: Sequence[Document], *, jobs: int = 1) -> tuple[Detected, tuple[bool, ...]]:
        """Matches of the drafts with documents of the index, with each other and inside each, and which documents are
        drafts. The documents are those compared, in order of path, numbered anew.
        """
        printed = map_in_order(self._printer.printed, list(drafts), jobs)
        with self._index.snapshot() as snapshot:
            found = find_pairs(snapshot, [each.print for each in printed], self._settings.candidates)
            small = snapshot.totals.documents + len(drafts) <= EXACT_DOCUMENTS
            numbers = [row[0] for row in snapshot.listed()] if small else _old_in(found.pairs)
            texts = _in_order(snapshot, numbers, drafts)
            folded = [
                printed[text.number - DRAFTS].folded if text.number >= DRAFTS else self._printer.folded(text.document)
                for text in texts
            ]
            prints = [
                printed[text.number - DRAFTS].print if text.number >= DRAFTS else print_of(fold, self._index.settings)
                for text, fold in zip(texts, folded, strict=True)
            ]
            new = tuple(text.number >= DRAFTS for text in texts)
            sample = Sample(folded, prints, new)
            pairs = _numbered(found.pairs, [text.number for text in texts])
            documents = with_repairs([text.document for text in texts], folded)
            most = self._settings.fingerprint.max_seed_documents
            fingerprints, known = weigh(snapshot, sample, most, among_old=small, jobs=jobs)
            if small:
                digests = [document.digest for document in documents]
                significance = calibrate(fingerprints, known, digests, self._settings, jobs=jobs)
            else:
                tail = tail_for(snapshot, self._settings, jobs=jobs)
                compared = pairs_in(snapshot.totals, len(drafts))
                significance = tail.significance(compared, self._settings.significance)
        limit, rules = significance.limit_bits, self._settings.alignment
        spans = align(pairs, fingerprints, known, rules, limit, jobs=jobs, progress=Silent())
        matches = verified(spans, documents, folded, Silent())
        return Detected(documents, folded, matches, significance, tuple(_notices(found.capped, self._settings))), new


def _old_in(pairs: NDArray[np.int64]) -> list[int]:
    numbers = np.unique(pairs)
    return [int(number) for number in numbers[numbers < DRAFTS]]


def _in_order(snapshot: Snapshot, numbers: Sequence[int], drafts: Sequence[Document]) -> list[_Text]:
    """The documents of the index and the drafts in order of path, as a scan would have them."""
    old = snapshot.documents_by_number(numbers)
    texts = [_Text(number, old[number]) for number in numbers]
    texts += [_Text(DRAFTS + rank, draft) for rank, draft in enumerate(drafts)]
    texts.sort(key=lambda text: (text.document.path, text.number))
    return [_Text(text.number, replace(text.document, id=rank)) for rank, text in enumerate(texts)]


def _numbered(pairs: NDArray[np.int64], numbers: Sequence[int]) -> NDArray[np.int32]:
    """The pairs in terms of places among ``numbers``, as ``find_candidates`` gives them."""
    place = {number: rank for rank, number in enumerate(numbers)}
    rows = sorted({(min(pair), max(pair)) for pair in ((place[one], place[other]) for one, other in pairs.tolist())})
    return np.array([(*row, 0, 0) for row in rows], dtype=np.int32).reshape(-1, 4)


def _notices(capped: int, settings: Settings) -> list[Notice]:
    if not capped:
        return []
    most = settings.candidates.max_key_documents
    message = f"{capped} short phrases or passages of the drafts stand in more than {most} documents; what shares "
    return [Notice("frequent-keys", f"{message}nothing else was not compared.", capped)]
