"""Which texts are of one subject, told by their words alone: TF-IDF vectors and their cosine (Salton & Buckley 1988).

Terms are pairs of letters in Chinese and words elsewhere, numbered by a hash of 14 bits; a term counts the logarithm of
one plus its occurrences, times the logarithm of texts over texts that have it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.prose import Language

_TERMS: Final = 1 << 14
_ONE_SUBJECT: Final = 0.2
_WORD: Final = re.compile(r"\w+")


def of_other_subjects(texts: Sequence[str], language: Language) -> Iterator[int]:
    """Numbers of ``texts`` in order, without those of one subject with a text before: cosine of 0.2 and more.

    Of pairs of statutes drawn at random one in 750 is so alike.
    """
    counts = [_counts(text, language) for text in texts]
    holding = np.zeros(_TERMS)
    for terms, _ in counts:
        holding[terms] += 1
    rarity = np.log(max(1, len(texts)) / np.maximum(1, holding))
    chosen: list[NDArray[np.float64]] = []
    for number, (terms, times) in enumerate(counts):
        vector = np.zeros(_TERMS)
        vector[terms] = np.log1p(times) * rarity[terms]
        vector /= max(float(np.linalg.norm(vector)), np.finfo(np.float64).tiny)
        if all(float(vector @ other) < _ONE_SUBJECT for other in chosen):
            chosen.append(vector)
            yield number


def _counts(text: str, language: Language) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the terms of a text, and how often it has each."""
    numbers = [zlib.crc32(term.encode("utf-8", "surrogatepass")) % _TERMS for term in _terms(text, language)]
    terms, times = np.unique(np.array(numbers, dtype=np.int64), return_counts=True)
    return terms, times.astype(np.int64)


def _terms(text: str, language: Language) -> list[str]:
    if language == "en":
        return _WORD.findall(text.lower())
    letters = "".join(filter(str.isalnum, text))
    return [letters[at : at + 2] for at in range(len(letters) - 1)]
