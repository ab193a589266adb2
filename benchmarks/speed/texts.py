"""Made-up texts from a seed, the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FIRST_HAN = 0x4E00
_CHARACTERS = 3500  # as many as are in everyday use


def random_codes(texts: int, characters: int, seed: int) -> NDArray[np.uint32]:
    """``uint32[texts, characters]``: Chinese characters without sense, some as frequent as in prose (Zipf's law)."""
    draw = np.random.default_rng(seed)
    frequency = 1 / np.arange(10, 10 + _CHARACTERS)
    drawn = draw.choice(_CHARACTERS, size=(texts, characters), p=frequency / frequency.sum())
    return (drawn + _FIRST_HAN).astype(np.uint32)


def as_strings(codes: NDArray[np.uint32]) -> list[str]:
    """Each row of code points as a text."""
    return [row.astype("<u4").tobytes().decode("utf-32-le") for row in codes]


def small_essays(count: int, seed: int) -> list[str]:
    """Texts of four paragraphs; all carry one same paragraph, slightly edited, so that every stage has work."""
    shared, *own = as_strings(random_codes(1 + 3 * count, 150, seed))
    essays = []
    for number in range(count):
        edited = shared[: 20 * number] + "改" + shared[20 * number + 1 :]
        essays.append("。\n\n".join([*own[3 * number : 3 * number + 2], edited, own[3 * number + 2]]) + "。\n")
    return essays
