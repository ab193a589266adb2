# mypy: allow-untyped-defs, allow-untyped-calls
"""A text as the kernels see it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled


class Text(NamedTuple):
    """A document as the kernels see it: its slices of ``Fingerprints`` and ``Background``."""

    codes: NDArray[np.uint32]
    sounds: NDArray[np.uint32]
    breaks: NDArray[np.uint8]
    grams: NDArray[np.uint64]
    bags: NDArray[np.uint64]
    term_bits: NDArray[np.float32]
    units: NDArray[np.int32]
    before: NDArray[np.float64]


@compiled
def part_of(text, start, end):
    """The folded characters from ``start`` to ``end``; grams, bags and units stay those of the whole."""
    return Text(
        text.codes[start:end],
        text.sounds[start:end],
        text.breaks[start:end],
        text.grams,
        text.bags,
        text.term_bits,
        text.units,
        text.before[start : end + 1],
    )
