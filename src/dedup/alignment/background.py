# mypy: allow-untyped-defs, allow-untyped-calls
"""How surprising each character of the corpus is, in bits, to a reader who knows the language and the corpus.

A character trigram model with Dirichlet smoothing down to bigrams, single characters and a prior by script
(MacKay and Peto, "A hierarchical Dirichlet language model", 1995):

    p(z|xy) = (c(xyz) + M3 p(z|y)) / (c(xy) + M3), and so on down.

What makes a passage worth reporting is the surprise of it turning up twice, so the two documents at hand must not
make it familiar: all counts are less two. What further documents hold as well is common knowledge to that degree,
which three characters of context are too few to see. So one more step of the hierarchy looks at the phrase over the
character: where it stands k times besides the match, those count there and in no step below, and the character has

    p' = (k + M3 p) / (k + M3)

so that a slogan which five texts use, or a formula of all laws, falls below any sensible limit. Surprise has a
floor, though: however often a long text was copied, no two documents hold it by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import uint64
from numpy.typing import NDArray

from dedup.alignment.phrases import PHRASE_WEIGHT, count_phrases, familiarity
from dedup.alignment.prior import prior_probabilities
from dedup.compiled import compiled
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.bags import bits_of_rows
from dedup.fingerprint.grams import mix64, table_size
from dedup.text.passages import is_dense
from dedup.workers import map_in_order

# Concentrations: how many occurrences the step below is worth.
_M1: Final = 20000.0
_M2: Final = 60.0
_M3: Final = 12.0
_OWN: Final = 2  # occurrences that are the match itself
_FLOOR: Final = 0.3  # bits for each unit of weight
_MIN_SLOTS: Final = 1 << 16
MAX_SLOTS: Final = 1 << 25


@dataclass(frozen=True, slots=True)
class Background:
    """``surprise``: ``float32[n]`` bits of each folded character of the corpus, in the order of ``Fingerprints.codes``.

    ``before``: ``float64[n + 1]``, its running sum, so that a run's bits are a difference. ``terms``: ``float32[r]``,
    bits of the term of each row of ``Fingerprints.bags``.
    """

    surprise: NDArray[np.float32]
    before: NDArray[np.float64]
    terms: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often what stands in the corpus: ``singles`` by code point (``int32[0x110000]``), ``bigrams`` and ``trigrams``
    by slot (``int32[2^k]``), ``phrases`` as in ``count_phrases``, and the folded ``characters`` of all texts.
    """

    singles: NDArray[np.int32]
    bigrams: NDArray[np.int32]
    trigrams: NDArray[np.int32]
    phrases: NDArray[np.uint32]
    characters: int


def background(prints: Fingerprints, *, jobs: int) -> Background:
    """Model the corpus and weigh each of its characters."""
    return weighed(prints, counted(prints), jobs=jobs)


def counted(prints: Fingerprints) -> Counts:
    """The counts of all documents."""
    singles = np.bincount(prints.codes, minlength=0x110000).astype(np.int32)
    bigrams, trigrams = empty_counts(prints.codes.size), empty_counts(prints.codes.size)
    count_sequences(prints.codes, prints.offsets, bigrams, trigrams)
    return Counts(singles, bigrams, trigrams, count_phrases(prints.codes, prints.offsets), prints.codes.size)


def empty_counts(characters: int) -> NDArray[np.int32]:
    """A table for the sequences of so many characters, all 0."""
    return np.zeros(table_size(4 * characters, _MIN_SLOTS, MAX_SLOTS), dtype=np.int32)


def weighed(prints: Fingerprints, counts: Counts, *, jobs: int) -> Background:
    """Each character of ``prints`` weighed by counts of a corpus that these documents are part of."""
    prior = prior_probabilities()
    surprise = np.empty(prints.codes.size, dtype=np.float32)
    terms = np.empty(prints.bags.size, dtype=np.float32)

    def weigh(document: int) -> None:
        start, end = int(prints.offsets[document]), int(prints.offsets[document + 1])
        codes = prints.codes[start:end]
        _weigh(
            codes,
            counts.singles,
            counts.bigrams,
            counts.trigrams,
            prior,
            familiarity(codes, counts.phrases, PHRASE_WEIGHT),
            float(counts.characters),
            surprise[start:end],
        )
        breaks = prints.breaks[start:end]
        rows = slice(prints.bag_offsets[document], prints.bag_offsets[document + 1])
        units = prints.units[prints.unit_offsets[document] : prints.unit_offsets[document + 1]]
        terms[rows] = bits_of_rows(
            prints.sounds[start:end], codes, breaks, prints.bags[rows], units, surprise[start:end]
        )

    map_in_order(weigh, range(prints.documents), jobs)
    before = np.concatenate(([0.0], np.cumsum(surprise, dtype=np.float64)))
    return Background(surprise, before, terms)


@compiled
def _slot(x, y, z, mask):
    return mix64((uint64(x) << uint64(42)) | (uint64(y) << uint64(21)) | uint64(z)) & mask


@compiled
def count_sequences(codes, offsets, bigrams, trigrams):
    """Add the sequences of two and of three characters of all documents to two tables of one size."""
    mask = uint64(bigrams.size - 1)
    for document in range(offsets.size - 1):
        for i in range(offsets[document] + 1, offsets[document + 1]):
            bigrams[_slot(0, codes[i - 1], codes[i], mask)] += 1
            if i >= offsets[document] + 2:
                trigrams[_slot(codes[i - 2], codes[i - 1], codes[i], mask)] += 1


@compiled
def sequence_slots(codes, offsets, slots):
    """Where the sequences of two and of three characters of all documents are counted in tables of so many slots:
    ``uint32`` each, one for each place."""
    mask = uint64(slots - 1)
    two, three = np.empty(codes.size, dtype=np.uint32), np.empty(codes.size, dtype=np.uint32)
    n_two, n_three = 0, 0
    for document in range(offsets.size - 1):
        for i in range(offsets[document] + 1, offsets[document + 1]):
            two[n_two] = _slot(0, codes[i - 1], codes[i], mask)
            n_two += 1
            if i >= offsets[document] + 2:
                three[n_three] = _slot(codes[i - 2], codes[i - 1], codes[i], mask)
                n_three += 1
    return two[:n_two], three[:n_three]


@compiled
def _weigh(codes, singles, bigrams, trigrams, prior, known, corpus, surprise):
    mask = uint64(bigrams.size - 1)
    for i in range(codes.size):
        z, out = codes[i], max(_OWN, known[i])
        p = (max(0, singles[z] - out) + _M1 * prior[z]) / (corpus + _M1)
        if i >= 1:
            y = codes[i - 1]
            pair = max(0, bigrams[_slot(0, y, z, mask)] - out)
            p = (pair + _M2 * p) / (max(pair, singles[y] - out) + _M2)
        if i >= 2:
            x = codes[i - 2]
            triple = max(0, trigrams[_slot(x, y, z, mask)] - out)
            p = (triple + _M3 * p) / (max(triple, bigrams[_slot(0, x, y, mask)] - out) + _M3)
        others = out - _OWN
        p = (others + _M3 * p) / (others + _M3)
        surprise[i] = max(-np.log2(p), 2 * _FLOOR if is_dense(z) else _FLOOR)
