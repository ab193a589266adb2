# mypy: allow-untyped-defs, allow-untyped-calls
"""Many pairs in one compiled call, so that threads run without the interpreter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.lookup import seeds_at, seeds_by_table, table_of
from dedup.alignment.pairwise import Rules, align_seeds, unreported
from dedup.alignment.rewording import place_bits
from dedup.alignment.screening import CLOSER, MARGIN, looked_at
from dedup.alignment.seeds import shared_seeds
from dedup.alignment.sketched import Meetings, Sketches, meetings, met
from dedup.alignment.texts import Text
from dedup.borrowing import borrowed
from dedup.compiled import compiled

_GUARANTEED = 40  # weight of a common run that is reported, or else counted


class Corpus(NamedTuple):
    """All documents as the kernels see them: arrays of ``Fingerprints`` and ``Background``."""

    codes: NDArray[np.uint32]
    sounds: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    breaks: NDArray[np.uint8]
    grams: NDArray[np.uint64]
    gram_offsets: NDArray[np.int64]
    sketch_grams: NDArray[np.uint64]
    sketch_offsets: NDArray[np.int64]
    bags: NDArray[np.uint64]
    bag_offsets: NDArray[np.int64]
    term_bits: NDArray[np.float32]
    units: NDArray[np.int32]
    unit_offsets: NDArray[np.int64]
    before: NDArray[np.float64]


@compiled
def text_of(corpus, document, start, end):
    """One document of the corpus."""
    return Text(
        corpus.codes[start:end],
        corpus.sounds[start:end],
        corpus.breaks[start:end],
        corpus.grams[corpus.gram_offsets[document] : corpus.gram_offsets[document + 1]],
        corpus.bags[corpus.bag_offsets[document] : corpus.bag_offsets[document + 1]],
        corpus.term_bits[corpus.bag_offsets[document] : corpus.bag_offsets[document + 1]],
        corpus.units[corpus.unit_offsets[document] : corpus.unit_offsets[document + 1]],
        corpus.before[start : end + 1],
    )


@compiled
def sketches_of(corpus, document):
    """The sorted sketch grams of one document of the corpus."""
    return corpus.sketch_grams[corpus.sketch_offsets[document] : corpus.sketch_offsets[document + 1]]


@compiled
def _borrowed(corpus):
    return Corpus(
        borrowed(corpus.codes),
        borrowed(corpus.sounds),
        borrowed(corpus.offsets),
        borrowed(corpus.breaks),
        borrowed(corpus.grams),
        borrowed(corpus.gram_offsets),
        borrowed(corpus.sketch_grams),
        borrowed(corpus.sketch_offsets),
        borrowed(corpus.bags),
        borrowed(corpus.bag_offsets),
        borrowed(corpus.term_bits),
        borrowed(corpus.units),
        borrowed(corpus.unit_offsets),
        borrowed(corpus.before),
    )


@compiled
def _borrowed_index(index):
    return Sketches(borrowed(index.begin), borrowed(index.documents), borrowed(index.places), index.unused)


@compiled
def align_pairs(pairs, texts, index, mean_weight, rules, screened, by_sketches):
    """Reused spans of candidate ``pairs`` (``int32[m, 4]``): ``int32[n, 6]`` rows of (left document, right document,
    left start, left end, right start, right end), folded, their bits ``float64[n]``, and how many common runs of the
    guaranteed length are in none of them, because they are too common to be worth the bits. ``texts``: the ``Corpus``;
    ``index``: the ``Sketches`` of all documents, where these are looked at.

    ``screened``: whether a pair is looked at cheaply before it is aligned; ``by_sketches``: its sketches alone first;
    ``mean_weight``: ``float64[d]``, what a character of each document weighs (1 to 2); lengths in ``rules`` and costs
    are given for a unit of weight.
    """
    corpus = _borrowed(texts)
    found = np.empty((256, 6), dtype=np.int32)
    worth = np.empty(256, dtype=np.float64)
    count, common = 0, 0
    offsets = corpus.offsets
    sketches = _borrowed_index(index)
    sketched, of_sketches = -1, np.empty(0, dtype=np.int32)
    first, asked = np.empty(mean_weight.size, dtype=np.int32), np.full(mean_weight.size, -1, dtype=np.int32)
    found_shared = Meetings(first, asked, first[:0], first[:0])
    tabled, of_grams = -1, np.empty(0, dtype=np.int32)
    for p in range(pairs.shape[0]):
        one, other = pairs[p, 0], pairs[p, 1]
        screening = screened and one != other
        sizes = offsets[one + 1] - offsets[one], offsets[other + 1] - offsets[other]
        needed, promising = CLOSER * (rules.least_bits + place_bits(sizes[0], sizes[1])), False
        if screening and by_sketches:
            if one != sketched:
                sketched, of_sketches = one, table_of(sketches_of(corpus, one))
                found_shared = meetings(sketches, one, sketches_of(corpus, one), first, asked)
            shared = met(found_shared, one, other)
            if shared.size == 0 and needed > 0:
                continue
        left = text_of(corpus, one, offsets[one], offsets[one + 1])
        right = left if one == other else text_of(corpus, other, offsets[other], offsets[other + 1])
        unit = mean_weight[one]
        long = int(_GUARANTEED / unit)
        own = Rules(
            int(rules.max_gap / unit),
            int(rules.max_skew / unit),
            rules.gap_cost * unit,
            rules.skew_cost * unit,
            rules.lookback,
            int(rules.apart / unit),
            int(rules.least_length / unit),
            rules.least_bits,
        )
        reach = 4 * own.max_gap
        if screening and by_sketches:
            few = seeds_at(
                sketches_of(corpus, one), borrowed(of_sketches), sketches_of(corpus, other), shared, left.codes.size
            )
            seen, promising, n_long = looked_at(left.sounds, right.sounds, few, left.before, reach, needed, long)
            if seen < MARGIN * needed:
                common += n_long
                continue
        if screening and one != tabled and p + 1 < pairs.shape[0] and pairs[p + 1, 0] == one:  # for two pairs it pays
            tabled, of_grams = one, table_of(left.grams)
        if screening and one == tabled:
            seeds = seeds_by_table(left.grams, borrowed(of_grams), right.grams, left.codes.size)
        else:
            seeds = shared_seeds(left.grams, right.grams, left.codes.size)
        if screening and not promising:
            _, promising, n_long = looked_at(left.sounds, right.sounds, seeds, left.before, reach, needed, long)
            if not promising:
                common += n_long
                continue
        places, bits = align_seeds(seeds, left, right, own)
        if screening:
            common += unreported(seeds, left, right, places, long)
        while count + bits.size > worth.size:
            found, worth = _grown(found, worth)
        for m in range(bits.size):
            found[count, 0], found[count, 1] = one, other
            found[count, 2:] = places[m]
            worth[count] = bits[m]
            count += 1
    return found[:count], worth[:count], common


@compiled
def _grown(found, worth):
    more_found = np.empty((2 * found.shape[0], found.shape[1]), dtype=found.dtype)
    more_worth = np.empty(2 * worth.size, dtype=worth.dtype)
    more_found[: found.shape[0]] = found
    more_worth[: worth.size] = worth
    return more_found, more_worth
