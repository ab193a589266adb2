"""A text as the kernels of alignment take it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

import reference
from dedup.alignment.texts import Text
from dedup.fingerprint.bags import bags, bits_of_rows
from dedup.text import Folder

SEED_GRAM = 8


def kernel_text(text: str, bits: float | Sequence[float] = 8.0, breaks: Sequence[int] = ()) -> Text:
    """``text``, already folded, with what each character (or every one) is worth, and what ends before each."""
    codes, sounds = reference.codes_of(text), np.array(reference.sounds_of(text), dtype=np.uint32)
    ends = np.array(breaks or [0] * len(text), dtype=np.uint8)
    worth = np.array([bits] * len(text) if isinstance(bits, float) else bits, dtype=np.float32)
    rows, units = bags(sounds, codes, ends)
    return Text(
        codes=codes,
        sounds=sounds,
        breaks=ends,
        grams=reference.sorted_grams(reference.heard_grams(text, SEED_GRAM)),
        bags=rows,
        term_bits=bits_of_rows(sounds, codes, ends, rows, units, worth),
        units=units,
        before=np.concatenate(([0.0], np.cumsum(worth, dtype=np.float64))),
    )


def folded_text(text: str, bits: float = 8.0) -> Text:
    """Any text, folded first, with its own words and sentences."""
    folded = Folder().fold(text)
    return kernel_text(folded.text(), bits, folded.breaks.tolist())
