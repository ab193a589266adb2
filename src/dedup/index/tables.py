"""The rows of an index: sorted ``uint64``, a key in the upper bits and a value in the lower.

Three tables hold postings (a key of the search and the document it stands in), five hold counts (what stands in the
texts and how often). Keys are put in an order in which what falls into one slot of a smaller hash table is side by
side, so tables of any size, as scans have them, can be read off: a slot is the lowest bits of a hash; these come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.uint64]
POSTING_BITS: Final = 24
"""Bits of a document's number in a posting."""


class Table(IntEnum):
    """The tables; their numbers stand in the file."""

    ANCHORS = 0
    BANDS = 1
    SKETCHES = 2
    SINGLES = 3
    BIGRAMS = 4
    TRIGRAMS = 5
    PHRASES = 6
    GRAMS = 7

    @property
    def key_bits(self) -> int:
        """Bits of a key; what is left of 64 is the value."""
        return _KEY_BITS[self]

    @property
    def value_bits(self) -> int:
        """Bits of a value."""
        return 64 - _KEY_BITS[self]

    @property
    def counts(self) -> bool:
        """Whether the values are numbers that add up."""
        return self >= Table.SINGLES


_KEY_BITS: Final = (40, 40, 40, 21, 25, 25, 44, 26)  # 25 and 26: the largest tables of a scan


def reversed_bits(values: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    """The lowest ``bits`` (at most 32) of each value in the opposite order."""
    result = values & np.uint64((1 << bits) - 1)
    for width, mask in ((16, 0x0000FFFF), (8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        low = np.uint64(mask)
        result = ((result >> np.uint64(width)) & low) | ((result & low) << np.uint64(width))
    return result >> np.uint64(32 - bits)


def posting_keys(keys: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Keys of 40 bits for 64-bit hashes of the search: the upper half reversed, then 8 bits of the lower."""
    hashes = keys.view(np.uint64)
    upper = reversed_bits(hashes >> np.uint64(32), 32)
    return (upper << np.uint64(8)) | ((hashes & np.uint64(0xFFFFFFFF)) >> np.uint64(24))


def postings(keys: NDArray[np.int64]) -> Rows:
    """Rows that say that document 0 holds the keys, each once."""
    return np.unique(posting_keys(keys)) << np.uint64(POSTING_BITS)


def documents_of(rows: Rows) -> NDArray[np.int64]:
    """The documents of postings."""
    return (rows & np.uint64((1 << POSTING_BITS) - 1)).astype(np.int64)


def counts(table: Table, keys: NDArray[np.uint64]) -> Rows:
    """Rows that count the keys, in whatever order they come and as often as they do."""
    distinct, times = np.unique(keys, return_counts=True)
    return _packed(table, distinct, times.astype(np.int64))


def numbers_of(table: Table, rows: Rows) -> NDArray[np.int64]:
    """What the rows of a table of counts say."""
    value = rows & np.uint64((1 << table.value_bits) - 1)
    return value.astype(np.int64) - (1 << (table.value_bits - 1))


def keys_of(table: Table, rows: Rows) -> NDArray[np.uint64]:
    """The keys of rows."""
    return rows >> np.uint64(table.value_bits)


def negated(table: Table, rows: Rows) -> Rows:
    """The same keys with opposite counts: what takes them away."""
    return _packed(table, keys_of(table, rows), -numbers_of(table, rows))


def merged(table: Table, parts: Sequence[Rows]) -> Rows:
    """All rows in order; counts of one key become one, and none where they come to nothing."""
    rows = np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.uint64)
    if not table.counts or not rows.size:
        return rows
    keys = keys_of(table, rows)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sums = np.add.reduceat(numbers_of(table, rows), starts)
    return _packed(table, keys[starts][sums != 0], sums[sums != 0])


def _packed(table: Table, keys: NDArray[np.uint64], numbers: NDArray[np.int64]) -> Rows:
    bias = 1 << (table.value_bits - 1)
    values = (np.clip(numbers, 1 - bias, bias - 1) + bias).astype(np.uint64)
    return keys << np.uint64(table.value_bits) | values
