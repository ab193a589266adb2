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

And it has a ceiling. The rarest characters are those of names and terms, which texts on one matter share without any
copying, so what unrelated pairs have in common is made of them. A dense character is worth 1.35 times its surprise,
6.75 bits at most, which it reaches at 5: a long run of ordinary characters then tells more than a short one of rare
ones. A word of a spaced script has its ceiling where runs are weighed (``seeds.discounts``), since a run may hold only
a part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

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
from dedup.workers import map_in_order, side_by_side

# Concentrations: how many occurrences the step below is worth.
_M1: Final = 20000.0
_M2: Final = 60.0
_M3: Final = 12.0
_OWN: Final = 2  # occurrences that are the match itself
_FLOOR: Final = 0.3  # bits for each unit of weight
_DENSE: Final = 1.35
_MOST_DENSE: Final = 6.75  # bits
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


class Occurrences(NamedTuple):
    """How often the corpus has what stands at each place of a text, ``int32[n]``: the character, it and the one before,
    it and the two before (0 where there are none), and the most frequent phrase over it.
    """

    singles: NDArray[np.int32]
    bigrams: NDArray[np.int32]
    trigrams: NDArray[np.int32]
    phrases: NDArray[np.int32]


def background(prints: Fingerprints, *, jobs: int) -> Background:
    """Model the corpus and weigh each of its characters."""
    singles = np.bincount(prints.codes, minlength=0x110000).astype(np.int32)
    slots = sequence_table_size(prints.codes.size)
    bigrams, trigrams = np.zeros(slots, dtype=np.int32), np.zeros(slots, dtype=np.int32)
    _, phrases = side_by_side(
        lambda: _count(prints.codes, prints.offsets, bigrams, trigrams),
        lambda: count_phrases(prints.codes, prints.offsets),
        jobs,
    )

    def occurrences(document: int) -> Occurrences:
        codes = prints.codes[prints.offsets[document] : prints.offsets[document + 1]]
        pairs, triples = _looked_up(codes, bigrams, trigrams)
        return Occurrences(singles[codes], pairs, triples, familiarity(codes, phrases, PHRASE_WEIGHT))

    return weighed(prints, occurrences, prints.codes.size, jobs=jobs)


def sequence_table_size(characters: int) -> int:
    """Slots of the tables that count sequences of two and of three characters, in a corpus of so many."""
    return table_size(4 * characters, _MIN_SLOTS, MAX_SLOTS)


def weighed(
    prints: Fingerprints, occurrences: Callable[[int], Occurrences], characters: int, *, jobs: int
) -> Background:
    """Each character of ``prints`` weighed by how often a corpus of so many ``characters`` has what stands there, which
    ``occurrences`` tells of each document; the corpus has these documents and may have others.
    """
    prior = prior_probabilities()
    surprise = np.empty(prints.codes.size, dtype=np.float32)
    terms = np.empty(prints.bags.size, dtype=np.float32)

    def weigh(document: int) -> None:
        start, end = int(prints.offsets[document]), int(prints.offsets[document + 1])
        codes = prints.codes[start:end]
        _weigh(codes, occurrences(document), prior, float(characters), surprise[start:end])
        breaks = prints.breaks[start:end]
        rows = slice(prints.bag_offsets[document], prints.bag_offsets[document + 1])
        units = prints.units[prints.unit_offsets[document] : prints.unit_offsets[document + 1]]
        terms[rows] = bits_of_rows(
            prints.sounds[start:end], codes, breaks, prints.bags[rows], units, surprise[start:end]
        )

    map_in_order(weigh, range(prints.documents), jobs)
    before = np.zeros(surprise.size + 1, dtype=np.float64)
    np.cumsum(surprise, dtype=np.float64, out=before[1:])
    return Background(surprise, before, terms)


@compiled
def _slot(x, y, z, mask):
    return mix64((uint64(x) << uint64(42)) | (uint64(y) << uint64(21)) | uint64(z)) & mask


@compiled
def _count(codes, offsets, bigrams, trigrams):
    mask = uint64(bigrams.size - 1)
    for document in range(offsets.size - 1):
        for i in range(offsets[document] + 1, offsets[document + 1]):
            bigrams[_slot(0, codes[i - 1], codes[i], mask)] += 1
            if i >= offsets[document] + 2:
                trigrams[_slot(codes[i - 2], codes[i - 1], codes[i], mask)] += 1


@compiled
def _looked_up(codes, bigrams, trigrams):
    mask = uint64(bigrams.size - 1)
    pairs, triples = np.zeros(codes.size, dtype=np.int32), np.zeros(codes.size, dtype=np.int32)
    for i in range(1, codes.size):
        pairs[i] = bigrams[_slot(0, codes[i - 1], codes[i], mask)]
        if i >= 2:
            triples[i] = trigrams[_slot(codes[i - 2], codes[i - 1], codes[i], mask)]
    return pairs, triples


@compiled
def sequence_slots(codes, offsets, slots):
    """The slots, of so many, that count what stands at each place of all documents: ``uint32[n]`` for the character and
    the one before, and for it and the two before; ``slots`` itself where none are before it."""
    mask = uint64(slots - 1)
    pairs = np.full(codes.size, slots, dtype=np.uint32)
    triples = np.full(codes.size, slots, dtype=np.uint32)
    for document in range(offsets.size - 1):
        for i in range(offsets[document] + 1, offsets[document + 1]):
            pairs[i] = _slot(0, codes[i - 1], codes[i], mask)
            if i >= offsets[document] + 2:
                triples[i] = _slot(codes[i - 2], codes[i - 1], codes[i], mask)
    return pairs, triples


@compiled
def _weigh(codes, occurrences, prior, corpus, surprise):
    singles, bigrams, trigrams, known = occurrences
    for i in range(codes.size):
        out = max(_OWN, known[i])
        p = (max(0, singles[i] - out) + _M1 * prior[codes[i]]) / (corpus + _M1)
        if i >= 1:
            pair = max(0, bigrams[i] - out)
            p = (pair + _M2 * p) / (max(pair, singles[i - 1] - out) + _M2)
        if i >= 2:
            triple = max(0, trigrams[i] - out)
            p = (triple + _M3 * p) / (max(triple, bigrams[i - 1] - out) + _M3)
        others = out - _OWN
        p = (others + _M3 * p) / (others + _M3)
        bits = -np.log2(p)
        if is_dense(codes[i]):
            surprise[i] = max(min(_DENSE * bits, _MOST_DENSE), 2 * _FLOOR)
        else:
            surprise[i] = max(bits, _FLOOR)


@compiled
def weigh_all(codes, offsets, occurrences, prior, corpus, surprise):
    """``surprise`` (``float32[n]``) of all texts, by ``occurrences`` at each place of them."""
    singles, bigrams, trigrams, phrases = occurrences
    for text in range(offsets.size - 1):
        start, end = offsets[text], offsets[text + 1]
        own = Occurrences(singles[start:end], bigrams[start:end], trigrams[start:end], phrases[start:end])
        _weigh(codes[start:end], own, prior, corpus, surprise[start:end])
