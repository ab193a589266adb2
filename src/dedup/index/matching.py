"""Drafts against an index and each other: from documents to matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import Background, Spans, align, calibrate, verified
from dedup.candidates import compares_every_pair, with_every_pair
from dedup.detection import Detected, with_repairs
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.printing import Print, print_of
from dedup.index.calibrating import tail_for
from dedup.index.lining import Text, in_index, involved, numbered, old_in, ranked, together
from dedup.index.memory import Memory, Remembered
from dedup.index.printing import DocumentPrinter, Printed
from dedup.index.querying import DRAFTS, find_pairs, find_pairs_among
from dedup.index.schema import check_settings
from dedup.index.screening import worth_comparing
from dedup.index.snapshot import Snapshot
from dedup.index.store import Index
from dedup.index.weighing import Sample, Useful, pairs_in, useful_seeds, weigh
from dedup.index.withheld import find_withheld
from dedup.model import Document, Notice
from dedup.progress import Silent
from dedup.settings import Settings
from dedup.workers import map_in_order

EXACT_DOCUMENTS: Final = 200
"""Up to so many documents, drafts included, a check has the limit in bits and the labels of a scan of them all."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found among drafts and old texts. ``new`` says which documents are drafts. Matches of old texts with old
    ones are there for judgement to see who else carries a passage; they are no part of a check's result.
    """

    found: Detected
    new: tuple[bool, ...]


class Matcher:
    """Finds what drafts share with an index; remembers documents from one check to the next."""

    def __init__(self, index: Index, settings: Settings) -> None:
        check_settings(index.settings, settings.fingerprint, index.path)
        self._index = index
        self._settings = settings
        self._printer = DocumentPrinter(index)
        self._memory = Memory()

    def match(self, drafts: Sequence[Document], *, jobs: int = 1) -> Matched:
        """Matches of the drafts with documents of the index, with each other and inside each; all in order of path."""
        printed = map_in_order(self._printer.printed, list(drafts), jobs)
        own = [each.print for each in printed]
        most = self._settings.fingerprint.max_seed_documents
        with self._index.snapshot() as snapshot:
            asked = find_pairs(snapshot, own, self._settings.candidates)
            notices = tuple(_notices(asked.capped, self._settings))
            if not self._index.keeps_text:
                found, new = find_withheld(snapshot, printed, asked.pairs, self._settings, notices, jobs=jobs)
                return Matched(found, new)
            small, every = snapshot.totals.documents + len(drafts) <= EXACT_DOCUMENTS, False
            if small:
                texts = ranked(self._texts(snapshot, [row[0] for row in snapshot.listed()], printed))
                pairs, prints_of = numbered(asked.pairs, texts), self._prints(texts, own)
                every = self._compares_every(texts)
                if every:
                    pairs, notices = _with_all(pairs, texts, old=False), ()
                useful = useful_seeds(snapshot, own, most, prints_of)
            else:
                tail = tail_for(snapshot, self._settings, jobs=jobs)
                significance = tail.significance(pairs_in(snapshot.totals, len(drafts)), self._settings.significance)
                useful = useful_seeds(snapshot, own, most)
                texts = self._texts(snapshot, old_in(asked.pairs), printed)
                texts, pairs = self._worth(snapshot, texts, asked.pairs, useful, significance.limit_bits)
                prints_of = self._prints(texts, own)
            sample = Sample([text.folded for text in texts], prints_of, [in_index(text) for text in texts])
            prints, known = weigh(snapshot, sample, useful, jobs=jobs)
            if small:
                digests = [text.document.digest for text in texts]
                significance = calibrate(prints, known, digests, self._settings, jobs=jobs)
            limit = significance.limit_bits
            spans = self._aligned(pairs, prints, known, limit, jobs, by_sketches=not every)
            others = self._carriers(texts, prints_of, None if small else spans)
            more = find_pairs_among(snapshot, others, own, self._settings.candidates) if others else None
        if more:
            pairs = numbered(more.pairs, texts)
            if every:
                pairs = _with_all(pairs, texts, old=True)
            spans = together(spans, self._aligned(pairs, prints, known, limit, jobs, by_sketches=not every))
        texts, spans = (texts, spans) if small else involved(texts, spans)
        folded = [text.folded for text in texts]
        documents = with_repairs([text.document for text in texts], folded)
        matches = verified(spans, documents, folded, Silent())
        new = tuple(text.number >= DRAFTS for text in texts)
        return Matched(Detected(documents, folded, matches, significance, notices), new)

    def _texts(self, snapshot: Snapshot, numbers: Sequence[int], printed: Sequence[Printed]) -> list[Text]:
        """The documents of the index and the drafts in order of path, as a scan would have them."""
        texts = [
            Text(number, known.document, known.folded)
            for number, known in zip(numbers, self._old(snapshot, numbers), strict=True)
        ]
        texts += [Text(DRAFTS + rank, each.document, each.folded) for rank, each in enumerate(printed)]
        return sorted(texts, key=lambda text: (text.document.path, text.number))

    def _old(self, snapshot: Snapshot, numbers: Sequence[int]) -> list[Remembered]:
        """The documents of these numbers, remembered or read."""
        found = {number: self._memory.texts[number] for number in numbers if number in self._memory.texts}
        missing = [number for number in numbers if number not in found]
        for number, document in snapshot.documents_by_number(missing).items():
            found[number] = Remembered(document, self._printer.folded(document))
            self._memory.keep(number, found[number])
        return [found[number] for number in numbers]

    def _prints(self, texts: Sequence[Text], drafts: Sequence[Print]) -> list[Print]:
        """The fingerprints of texts that alignment needs."""
        return [
            drafts[text.number - DRAFTS] if text.number >= DRAFTS else print_of(text.folded, self._settings.fingerprint)
            for text in texts
        ]

    def _worth(
        self,
        snapshot: Snapshot,
        texts: Sequence[Text],
        pairs: NDArray[np.int64],
        useful: tuple[Useful, Useful, Useful],
        least_bits: float,
    ) -> tuple[list[Text], NDArray[np.int32]]:
        """The drafts, the texts that are worth comparing with them, and the pairs of these."""
        new = np.array([text.number >= DRAFTS for text in texts])
        ranks = numbered(pairs, texts)
        folded = [text.folded for text in texts]
        kept = ranks[worth_comparing(snapshot, ranks, folded, new, useful, self._settings, least_bits)]
        new[kept[:, :2]] = True
        place = np.cumsum(new) - 1
        kept[:, :2] = place[kept[:, :2]]
        return ranked([text for text, chosen in zip(texts, new.tolist(), strict=True) if chosen]), kept

    def _compares_every(self, texts: Sequence[Text]) -> bool:
        characters = sum(len(text.folded.codes) for text in texts)
        return compares_every_pair(len(texts), characters, self._settings.candidates)

    def _aligned(
        self,
        pairs: NDArray[np.int32],
        prints: Fingerprints,
        known: Background,
        limit: float,
        jobs: int,
        *,
        by_sketches: bool,
    ) -> Spans:
        return align(
            pairs, prints, known, self._settings.alignment, limit, jobs=jobs, progress=Silent(), by_sketches=by_sketches
        )

    def _carriers(self, texts: Sequence[Text], prints: Sequence[Print], spans: Spans | None) -> Mapping[int, Print]:
        """Old texts that are compared with each other, so that judgement knows who else carries a passage: those that
        share something with a draft, all without ``spans``; none where there are too many.
        """
        sharing = range(len(texts)) if spans is None else np.unique(spans.places[:, :2]).tolist()
        old = [rank for rank in sharing if texts[rank].number < DRAFTS]
        if not 1 < len(old) <= EXACT_DOCUMENTS:
            return {}
        return {texts[rank].number: self._printer.completed(texts[rank].folded, prints[rank]) for rank in old}


def _with_all(pairs: NDArray[np.int32], texts: Sequence[Text], *, old: bool) -> NDArray[np.int32]:
    """The pairs with all others: of ``old`` texts, or else of drafts with any text."""
    wider = with_every_pair(pairs, len(texts))
    in_store = np.array([text.number < DRAFTS for text in texts])
    chosen: NDArray[np.int32] = wider[(in_store[wider[:, 0]] & in_store[wider[:, 1]]) == old]
    return chosen


def _notices(capped: int, settings: Settings) -> list[Notice]:
    if not capped:
        return []
    most = settings.candidates.max_key_documents
    message = f"{capped} short phrases or passages of the drafts stand in more than {most} documents; texts that share "
    return [Notice("frequent-keys", f"{message}nothing else with a draft were not compared with it.", capped)]
