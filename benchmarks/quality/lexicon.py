"""The characters and words of the base texts, from which edits draw."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.quality.prose import Language

_HAN_RUN: Final = re.compile(r"[\u4e00-\u9fff]+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS: Final = 3000
_LEAST_USES: Final = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``characters``: common letters, to edit with; ``words``: common words (in Chinese the most frequent pairs of
    characters); ``homophones``: for a character, other common ones of the same syllable whatever the tone.
    """

    language: Language
    characters: tuple[str, ...]
    words: tuple[str, ...]
    homophones: Mapping[str, tuple[str, ...]]


def lexicon_of(texts: Iterable[str], language: Language) -> Lexicon:
    """Words that ``texts`` use at least three times, at most 3,000, and the characters that make up 99 % of them."""
    runs = [run for text in texts for run in (_HAN_RUN if language == "zh" else _WORD).findall(text.lower())]
    characters = _everyday(Counter(character for run in runs for character in run))
    if language == "zh":
        words = _common(Counter(run[at : at + 2] for run in runs for at in range(len(run) - 1)))
        return Lexicon(language, characters, words, homophones_of(characters))
    return Lexicon(language, characters, _common(Counter(runs)), {})


def homophones_of(characters: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Characters that sound alike; empty where pypinyin, which only this benchmark uses, is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return {}
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    for character in characters:
        by_syllable[lazy_pinyin(character)[0]].append(character)
    return {
        character: tuple(other for other in alike if other != character)
        for alike in by_syllable.values()
        if len(alike) > 1
        for character in alike
    }


def _everyday(counts: Counter[str]) -> tuple[str, ...]:
    """The characters that make up 99 % of the texts: no letters of other scripts that stand in a few names."""
    left = 0.99 * counts.total()
    kept = []
    for character in _common(counts):
        if left <= 0:
            break
        kept.append(character)
        left -= counts[character]
    return tuple(kept)


def _common(counts: Counter[str]) -> tuple[str, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    frequent = [item for item, uses in ranked if uses >= _LEAST_USES]
    return tuple((frequent or [item for item, _ in ranked])[:_MOST_WORDS])
