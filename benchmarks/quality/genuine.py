"""Reuse that the base texts have of their own: found by a scan without plants, and confirmed by a rule of its own.

What a scan finds between untouched texts is either real or a false alarm, and the tool under test must not be the
judge of that. So a match counts as real only where its two places share enough that is rare: at least 24 letters (72
in spaced scripts), and a quarter of the shorter place, lie in grams of 4 letters (12) that both places have and that
at most one in a hundred base texts holds (two at least). Slogans and formulas are made of frequent grams and never
pass. All that does not pass stays a false alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final

from benchmarks.quality.prose import Language
from benchmarks.quality.scanning import Found

_GRAM: Final[dict[Language, int]] = {"zh": 4, "en": 12}
_LEAST: Final[dict[Language, int]] = {"zh": 24, "en": 72}
_LEAST_SHARE: Final = 0.25
_RARE: Final = 0.01


def genuine(found: Iterable[Found], texts: Sequence[str], language: Language) -> list[Found]:
    """Those matches between texts that are real reuse."""
    size = _GRAM[language]
    between = [match for match in found if not match.inside]
    places = [(letters(match.left_span.of(texts[match.left])), letters(match.right_span.of(texts[match.right])))
              for match in between]  # fmt: skip
    shared = [grams(left, size) & grams(right, size) for left, right in places]
    holding = _texts_holding(frozenset[str]().union(*shared), texts, size)
    most = max(2, round(_RARE * len(texts)))
    return [
        match
        for match, (left, right), both in zip(between, places, shared, strict=True)
        if _is_real(min(left, right, key=len), {gram for gram in both if holding[gram] <= most}, language)
    ]


def letters(text: str) -> str:
    """The letters and digits of ``text`` in lower case."""
    return "".join(character for character in text.lower() if character.isalnum())


def grams(text: str, size: int) -> frozenset[str]:
    """All runs of ``size`` characters."""
    return frozenset(text[at : at + size] for at in range(len(text) - size + 1))


def letters_in(text: str, known: Set[str], size: int) -> int:
    """Characters of ``text`` that lie in one of the ``known`` grams of ``size``."""
    count, reached = 0, 0
    for at in range(len(text) - size + 1):
        if text[at : at + size] in known:
            count += at + size - max(reached, at)
            reached = at + size
    return count


def _texts_holding(wanted: frozenset[str], texts: Sequence[str], size: int) -> Counter[str]:
    holding: Counter[str] = Counter()
    for text in texts:
        holding.update(grams(letters(text), size) & wanted)
    return holding


def _is_real(shorter: str, rare: Set[str], language: Language) -> bool:
    shared = letters_in(shorter, rare, _GRAM[language])
    return shared >= max(_LEAST[language], _LEAST_SHARE * len(shorter))
