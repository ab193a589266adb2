"""Reuse that the base texts have of their own: found by a scan without plants, and confirmed by a rule of its own.

What a scan finds between untouched texts is either real or a false alarm, and the tool under test must not be the
judge of that. So a match counts as real only where its two places share enough, by one of three rules; the figures are
for Chinese and, in brackets, for spaced scripts. Letters are those of the folded texts, a gram is a run of letters that
both places have, and the share is of the shorter place.

    rare      24 (60) letters and a quarter in grams of 4 (12) that at most 1 % of the base texts hold, four at least
    long      60 (180) letters and half in grams of 4 (12), however many texts hold them: slogans are shorter
    reworded  100 (300) letters and half in grams of 2 (6)

All that passes none of them stays a false alarm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Final

from benchmarks.quality.prose import Language
from benchmarks.quality.scanning import Found
from dedup.text import Folder

_GRAM: Final[dict[Language, int]] = {"zh": 4, "en": 12}
_SMALL_GRAM: Final[dict[Language, int]] = {"zh": 2, "en": 6}
_RARE: Final = 0.01
_FEW: Final = 4
_LEAST_RARE: Final[dict[Language, int]] = {"zh": 24, "en": 60}
_LEAST_LONG: Final[dict[Language, int]] = {"zh": 60, "en": 180}
_LEAST_REWORDED: Final[dict[Language, int]] = {"zh": 100, "en": 300}


def genuine(found: Iterable[Found], texts: Sequence[str], language: Language) -> list[Found]:
    """Those matches between texts that are real reuse."""
    folder, size = Folder(), _GRAM[language]
    between = [match for match in found if not match.inside]
    places = [
        tuple(sorted((folder.fold(span.of(texts[text])).text() for text, span in match.sides), key=len))
        for match in between
    ]
    shared = [grams(shorter, size) & grams(longer, size) for shorter, longer in places]
    holding = _texts_holding(frozenset[str]().union(*shared), [folder.fold(text).text() for text in texts], size)
    rare = frozenset(gram for gram, count in holding.items() if count <= max(_FEW, round(_RARE * len(texts))))
    return [
        match
        for match, (shorter, longer), both in zip(between, places, shared, strict=True)
        if _is_real(shorter, longer, both, rare, language)
    ]


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
        holding.update(grams(text, size) & wanted)
    return holding


def _is_real(shorter: str, longer: str, shared: Set[str], rare: Set[str], language: Language) -> bool:
    size, small = _GRAM[language], _SMALL_GRAM[language]
    if letters_in(shorter, shared & rare, size) >= max(_LEAST_RARE[language], len(shorter) / 4):
        return True
    if letters_in(shorter, shared, size) >= max(_LEAST_LONG[language], len(shorter) / 2):
        return True
    reworded = letters_in(shorter, grams(shorter, small) & grams(longer, small), small)
    return reworded >= max(_LEAST_REWORDED[language], len(shorter) / 2)
