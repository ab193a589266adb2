"""Significance once all matches are known: a phrase that texts with nothing else in common share is a set phrase.

While pairs are aligned, a passage's own copies are left out of the model as if they all came from one another. That
is right for copies. Where the carriers are otherwise unrelated, each further one is an independent use: seen ``k``
times besides the two at hand, a character of surprise s keeps, under the same smoothing,

    s' = -log2((k + M 2^-s) / (k + M))

(one more step of the Dirichlet hierarchy of ``background``). A slogan of fifteen characters so falls below any
sensible limit when five unrelated texts use it, while a paragraph copied by five stays far above.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.alignment.background import Background
from dedup.alignment.spans import Spans
from dedup.fingerprint import Fingerprints

_CONCENTRATION: Final = 12.0
_RELATED_TIMES: Final = 2.0
_RELATED_BITS: Final = 300.0


def significant(spans: Spans, prints: Fingerprints, known: Background, min_bits: float) -> Spans:
    """The spans that keep ``min_bits`` when independent uses of a phrase count as use, with their bits made so."""
    lone = _is_all_they_share(spans)
    uses = _uses(spans.places, lone, prints.offsets, prints.codes.size)
    bits = _reduced(spans.places, spans.bits, lone, uses, prints.offsets, known.surprise, _CONCENTRATION)
    kept = bits >= min_bits
    return Spans(spans.places[kept], bits[kept])


def _is_all_they_share(spans: Spans) -> NDArray[np.bool_]:
    """For each match whether its two documents share little else: less than 300 bits or twice its own."""
    pairs = spans.places[:, 0].astype(np.int64) << 32 | spans.places[:, 1].astype(np.int64)
    _, group = np.unique(pairs, return_inverse=True)
    total = np.bincount(group, weights=spans.bits, minlength=1)
    rest = total[group] - spans.bits if spans.bits.size else spans.bits
    across = spans.places[:, 0] != spans.places[:, 1]
    lone: NDArray[np.bool_] = across & (rest < np.maximum(_RELATED_BITS, _RELATED_TIMES * spans.bits))
    return lone


def _uses(
    places: NDArray[np.int32], lone: NDArray[np.bool_], offsets: NDArray[np.int64], characters: int
) -> NDArray[np.int32]:
    """For each folded character of the corpus in how many lone matches it lies: ``int32[n]``."""
    change = np.zeros(characters + 1, dtype=np.int32)
    chosen = places[lone]
    for document, start, end in ((0, 2, 3), (1, 4, 5)):
        first = offsets[chosen[:, document]]
        np.add.at(change, first + chosen[:, start], 1)
        np.add.at(change, first + chosen[:, end], -1)
    return np.cumsum(change[:-1], dtype=np.int32)


@njit(cache=True, nogil=True)
def _reduced(places, bits, lone, uses, offsets, surprise, concentration):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Bits of each match, less what the side loses that is used more often by others: ``float64[m]``."""
    result = np.empty_like(bits)
    for m in range(bits.size):
        most = 0.0
        for side in range(2):
            first = offsets[places[m, side]]
            lost = 0.0
            for i in range(first + places[m, 2 + 2 * side], first + places[m, 3 + 2 * side]):
                others = uses[i] - (1 if lone[m] else 0)
                if others > 0:
                    before = surprise[i]
                    lost += before + np.log2((others + concentration * 2.0**-before) / (others + concentration))
            most = max(most, lost)
        result[m] = bits[m] - most
    return result
