"""The index of canonical sources: which gram stands in which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.fingerprint.grams import gram_hashes, table_size
from dedup.model import Document
from dedup.text.folding import Folded
from dedup.text.passages import weights

# Anything shorter stands in a long source by chance: 4 Chinese characters stand in any law.
GRAM: Final = 24
# Between two such runs a shorter gram is evidence: the source's own words between edits.
SHORT: Final = 8
# What more sources than this share is common whichever of them is named.
_MOST_SOURCES: Final = 16
_FILTER_SIZES: Final = (1 << 12, 1 << 26)
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Canon:
    """The grams of the canonical sources.

    ``paths`` and ``digests`` (SHA-256 in hex): the sources; ``hashes``: ``uint64[g]``, ascending; ``offsets``:
    ``int64[g + 1]``, where the sources of each begin in ``sources``, ``int32``, at most 16 of one gram; ``filter``:
    ``bool[2^k]``, true at the lower bits of each hash, so that most grams of a document need no search; ``short``:
    ``uint64[s]``, ascending, the hashes of short grams, each mixed with its source.
    """

    paths: tuple[str, ...]
    digests: tuple[str, ...]
    hashes: NDArray[np.uint64]
    offsets: NDArray[np.int64]
    sources: NDArray[np.int32]
    filter: NDArray[np.bool_]
    short: NDArray[np.uint64]


def canon_of(sources: Sequence[Document], folded: Sequence[Folded]) -> Canon:
    """The index of the canonical sources, each with its folded text."""
    grams = [np.unique(grams_of(fold, weights(fold.codes))) for fold in folded]
    hashes = np.concatenate([np.zeros(0, np.uint64), *grams])
    owners = np.repeat(np.arange(len(grams), dtype=np.int32), [each.size for each in grams])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    few = np.arange(hashes.size) - np.searchsorted(hashes, hashes) < _MOST_SOURCES
    distinct, counts = np.unique(hashes[few], return_counts=True)
    return Canon(
        paths=tuple(source.path for source in sources),
        digests=tuple(source.digest for source in sources),
        hashes=distinct,
        offsets=np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
        sources=owners[few],
        filter=_filter(distinct),
        short=_short_keys(folded),
    )


def grams_of(folded: Folded, total: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Hashes of all whole grams of a text, ``total`` being its running weights; one lighter than a gram has none."""
    if total[-1] < GRAM:
        return np.zeros(0, np.uint64)
    found: NDArray[np.uint64] = gram_hashes(folded.codes, total, GRAM)
    return found


def sources_of(grams: NDArray[np.uint64], canon: Canon) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the grams that stand in a source, and which source, once for each; by source, then by place."""
    places = np.flatnonzero(canon.filter[_slots(grams, canon.filter.size)])
    found = np.searchsorted(canon.hashes, grams[places])
    known = canon.hashes[np.minimum(found, canon.hashes.size - 1)] == grams[places]
    places, found = places[known], found[known]
    counts = canon.offsets[found + 1] - canon.offsets[found]
    before = np.repeat(np.cumsum(counts) - counts, counts)
    sources = canon.sources[np.repeat(canon.offsets[found], counts) + np.arange(before.size) - before].astype(np.int64)
    order = np.argsort(sources, kind="stable")
    return np.repeat(places, counts)[order], sources[order]


def has_short(grams: NDArray[np.uint64], sources: NDArray[np.int64], canon: Canon) -> NDArray[np.bool_]:
    """Whether the source beside each short gram holds it."""
    keys = _mixed(grams, sources)
    slots = np.minimum(np.searchsorted(canon.short, keys), canon.short.size - 1)
    held: NDArray[np.bool_] = canon.short[slots] == keys
    return held


def _short_keys(folded: Sequence[Folded]) -> NDArray[np.uint64]:
    grams = [np.unique(gram_hashes(fold.codes, weights(fold.codes), SHORT)) for fold in folded]
    keys = [_mixed(each, np.full(each.size, number)) for number, each in enumerate(grams)]
    return np.sort(np.concatenate([np.zeros(0, np.uint64), *keys]))


def _mixed(grams: NDArray[np.uint64], sources: NDArray[np.int64]) -> NDArray[np.uint64]:
    return grams + sources.astype(np.uint64) * _GOLDEN


def _filter(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    known = np.zeros(table_size(16 * hashes.size, *_FILTER_SIZES), dtype=np.bool_)
    known[_slots(hashes, known.size)] = True
    return known


def _slots(hashes: NDArray[np.uint64], size: int) -> NDArray[np.int64]:
    return (hashes & np.uint64(size - 1)).astype(np.int64)
