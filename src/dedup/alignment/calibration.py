"""How many bits a match must be worth, so that chance alone brings no more false matches than the user accepts.

Textbook bits say that chance exceeds b bits with probability 2^-b. Texts of one language and register do not keep to
that: they share names, phrases and topics. So pairs of documents are drawn at random and aligned with hardly any limit,
and an exponential tail is fitted to what the best span of each is worth:

    P(best > x) = p exp(-(x - u) / scale)

over a window of 26 bits from ``u``, which about one pair in ten exceeds, or half of those that share any span where
these are few; further up lies real reuse. (Peaks over a threshold; Coles, "An Introduction to Statistical Modeling of
Extreme Values", 2001, ch. 4.) Few pairs say little, so the fit starts from what unrelated texts had elsewhere. The
limit is where the number of pairs in the scan times that probability is the number of false matches accepted, but
never below what a match must be worth to a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, expm1, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.aligning import align
from dedup.alignment.background import Background
from dedup.alignment.drawing import digest_numbers, random_pairs
from dedup.fingerprint import Fingerprints
from dedup.model import Significance
from dedup.progress import Silent
from dedup.settings import Settings, SignificanceSettings

MEASURE: Final = 6
"""Counts up with what a span is worth: tails that were measured by another are no longer true."""

_LEAST_BITS: Final = -20.0
_BEYOND: Final = 0.1  # share of the pairs from whose bits on the tail is fitted
_EARLIEST: Final = -16.0  # below, many a pair has no span at all
_LATEST: Final = 2.0  # above, one pair in ten is reuse and no chance
_WINDOW: Final = 26.0
_PRIOR_SCALE: Final = 5.0  # bits for each factor of e, as unrelated statutes and encyclopedia articles have it
_PRIOR_PAIRS: Final = 5
_FLATTEST: Final = 9.0


@dataclass(frozen=True, slots=True)
class Tail:
    """What unrelated pairs are worth: the ``share`` of them (0 to 1) beyond the ``start`` of the window in bits, the
    ``scale`` in bits for each factor of e, and how many pairs were ``sampled``.
    """

    start: float
    share: float
    scale: float
    sampled: int

    def significance(self, compared: int, settings: SignificanceSettings) -> Significance:
        """The limit in bits where so many pairs are compared."""
        needed = self.start + self.scale * log(max(1.0, compared * self.share / settings.false_matches))
        limit = max(settings.min_bits, needed)
        expected = compared * self.share * exp(-(limit - self.start) / self.scale)
        return Significance(limit, expected, compared, self.sampled)


def calibrate(
    prints: Fingerprints,
    known: Background,
    digests: Sequence[str],
    settings: Settings,
    *,
    pairs: int | None = None,
    jobs: int,
) -> Significance:
    """The limit in bits for a scan that compares ``pairs`` pairs of documents (``None``: each with each).

    ``digests``: the SHA-256 of each document in hex, which decide what pairs are drawn.
    """
    compared = prints.documents * (prints.documents - 1) // 2 if pairs is None else pairs
    drawn = random_pairs(digest_numbers(digests), settings.fingerprint.seed)
    tail = tail_of(best_bits(drawn, prints, known, settings, jobs=jobs))
    return tail.significance(compared, settings.significance)


def tail_of(best: NDArray[np.float64]) -> Tail:
    """The tail of what the best spans of unrelated pairs are worth, ``float64[m]``."""
    start = _start_of(best)
    share, scale = fit_tail(best, start)
    return Tail(start, share, scale, best.size)


def _start_of(best: NDArray[np.float64]) -> float:
    if not best.size:
        return _LATEST
    beyond = min(_BEYOND, float((best > _LEAST_BITS).mean()) / 2)
    return float(np.clip(np.quantile(best, 1 - beyond), _EARLIEST, _LATEST))


def fit_tail(best: NDArray[np.float64], start: float) -> tuple[float, float]:
    """Share of pairs beyond ``start`` and bits for each factor of e, from ``best`` (``float64[m]``).

    The mean excess of an exponential that is cut off at ``w`` is s - w / (e^(w/s) - 1); it is solved for the scale s.
    """
    inside = best[(best > start) & (best <= start + _WINDOW)]
    mean = float((inside - start).sum()) + _PRIOR_PAIRS * _mean_excess(_PRIOR_SCALE)
    scale = _scale_of(mean / (inside.size + _PRIOR_PAIRS))
    whole = 1 - exp(-_WINDOW / scale)
    return min(1.0, (inside.size / whole + 1) / (best.size + 2)), scale


def _mean_excess(scale: float) -> float:
    return scale - _WINDOW / expm1(_WINDOW / scale)


def _scale_of(mean: float) -> float:
    """The scale with this mean excess, by halving; as flat as the window can tell where the mean is near its middle."""
    low, high = 0.1, _FLATTEST
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _mean_excess(middle) < mean else (low, middle)
    return (low + high) / 2


def best_bits(
    pairs: NDArray[np.int32], prints: Fingerprints, known: Background, settings: Settings, *, jobs: int
) -> NDArray[np.float64]:
    """What the best span of each pair is worth; the lowest limit where a pair has none."""
    of_any_length = replace(settings.alignment, min_weight=0)
    spans = align(pairs, prints, known, of_any_length, _LEAST_BITS, jobs=jobs, progress=Silent(), screened=False)
    best = np.full(len(pairs), _LEAST_BITS)
    number = {(left, right): place for place, (left, right) in enumerate(pairs.tolist())}
    for (left, right, *_), bits in zip(spans.places.tolist(), spans.bits.tolist(), strict=True):
        place = number[left, right]
        best[place] = max(best[place], bits)
    return best
