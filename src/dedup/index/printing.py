"""What a document adds to an index: rows of each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.background import MAX_SLOTS, sequence_slots
from dedup.alignment.phrases import PHRASE_WEIGHT, phrase_hashes
from dedup.fingerprint.printing import Print, Printer
from dedup.index.contents import packed, packed_places
from dedup.index.places import places_of
from dedup.index.schema import Totals
from dedup.index.store import Index
from dedup.index.tables import Rows, Table, counts, merged, negated, postings, reversed_bits
from dedup.model import Document
from dedup.text import Folded, Folder, passages_of


@dataclass(frozen=True, slots=True)
class Printed:
    """A document with all that the index wants to know of it; ``folded`` and ``print`` as in a scan."""

    document: Document
    folded: Folded
    print: Print


class DocumentPrinter:
    """Folds and fingerprints documents with the settings of one index."""

    def __init__(self, index: Index) -> None:
        self._settings = index.settings
        self._keeps_text = index.keeps_text
        self._folder = Folder()
        self._printer = Printer(index.settings, index.scheme)

    def folded(self, document: Document) -> Folded:
        """The document's text, folded."""
        return self._folder.fold(document.text)

    def printed(self, document: Document) -> Printed:
        """The document, folded and fingerprinted."""
        folded = self.folded(document)
        return Printed(document, folded, self._printer.whole(folded, self._passages(folded)))

    def content(self, printed: Printed) -> bytes:
        """What the index keeps of the document beside its rows."""
        if self._keeps_text:
            return packed(printed.document)
        return packed_places(printed.document, places_of(printed.folded, printed.print, self._settings))

    def rows(self, printed: Printed) -> tuple[Rows, ...]:
        """The rows of the document that the index keeps, by table; its number in postings is 0."""
        return rows_of(printed, counted=self._keeps_text)

    def completed(self, folded: Folded, own: Print) -> Print:
        """The fingerprint of a text with the band keys that it lacks."""
        return self._printer.completed(own, folded, self._passages(folded))

    def _passages(self, folded: Folded) -> NDArray[np.int32]:
        return passages_of(folded, self._settings.passage)


def rows_of(printed: Printed, *, counted: bool) -> tuple[Rows, ...]:
    """The rows of a document, by table; its number in postings is 0. Without ``counted`` there are postings only."""
    own, codes = printed.print, printed.folded.codes
    found = (postings(own.anchor_keys), postings(own.band_keys), postings(own.sketch_keys))
    if not counted:
        return *found, *(found[0][:0] for table in Table if table.counts)
    whole = np.array([0, codes.size], dtype=np.int64)
    pairs, triples = sequence_slots(codes, whole, MAX_SLOTS)
    hashes = np.unique(own.grams >> np.uint64(32))
    return (
        *found,
        _slots(Table.SINGLES, codes),
        _slots(Table.BIGRAMS, pairs[1:]),
        _slots(Table.TRIGRAMS, triples[2:]),
        counts(Table.PHRASES, phrase_keys(phrase_hashes(codes, whole, PHRASE_WEIGHT)[0])),
        _slots(Table.GRAMS, hashes),
    )


def numbered(rows: tuple[Rows, ...], number: int) -> tuple[Rows, ...]:
    """The rows of a document that bears this number."""
    return tuple(own if table.counts else own | np.uint64(number) for table, own in zip(Table, rows, strict=True))


def taken_away(rows: tuple[Rows, ...]) -> tuple[Rows, ...]:
    """What makes the counts as if the document had never been; its postings are told by its number."""
    return tuple(negated(table, own) if table.counts else own[:0] for table, own in zip(Table, rows, strict=True))


def totals_of(printed: Printed) -> Totals:
    """What a document adds to the sums of an index."""
    own = printed.print
    return Totals(
        documents=1,
        characters=printed.document.characters,
        folded=printed.folded.codes.size,
        anchors=own.anchor_keys.size,
        sketches=own.sketch_keys.size,
        grams=own.grams.size,
        state=state_of(printed.document.digest),
    )


def state_of(digest: str) -> int:
    """What a document adds to the state of an index: the first 64 bits of its digest."""
    return int(digest[:16], 16)


def phrase_keys(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Keys of phrases: the upper bits of their hashes."""
    return hashes >> np.uint64(Table.PHRASES.value_bits)


def joined(parts: Sequence[tuple[Rows, ...]]) -> tuple[Rows, ...]:
    """The rows of several documents or segments as those of one, by table."""
    return tuple(merged(table, [part[table] for part in parts]) for table in Table)


def _slots(table: Table, values: NDArray[np.uint32] | NDArray[np.uint64]) -> Rows:
    return counts(table, reversed_bits(values.astype(np.uint64), table.key_bits))
