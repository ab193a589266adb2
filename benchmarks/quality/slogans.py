"""Set phrases that unrelated texts of one register share: what must not be taken for reuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.quality.prose import Language, clauses

_LENGTHS: Final[dict[Language, tuple[int, int]]] = {"zh": (8, 19), "en": (24, 57)}
_MOST_PHRASES: Final = 24
_USES: Final = 15
_A_TEXT: Final = 4


@dataclass(frozen=True, slots=True)
class Slogans:
    """Phrases in order of popularity; the one of rank ``r`` is drawn ``1 / r`` times as often as the first."""

    phrases: tuple[str, ...]
    language: Language

    def scattered(self, places: Iterable[int], random: Random) -> list[tuple[int, str]]:
        """Four of the phrases as sentences of their own, each at another of the ``places`` of a text."""
        ends = sorted(set(places))
        if not self.phrases or len(ends) < _A_TEXT:
            return []
        weights = [1 / rank for rank in range(1, len(self.phrases) + 1)]
        drawn = dict.fromkeys(random.choices(self.phrases, weights, k=_A_TEXT))
        stop = "。" if self.language == "zh" else "."
        return sorted(zip(random.sample(ends, len(drawn)), (phrase + stop for phrase in drawn), strict=True))


def choose_slogans(texts: Iterable[str], language: Language, random: Random, receiving: int) -> Slogans:
    """Clauses of 8 to 19 characters (24 to 57 in spaced scripts), at most one of a text.

    For ``receiving`` texts there are so few that a phrase is used 15 times on average, or four phrases where these are
    too few for that: what stands in two texts only is not a slogan but a copy.
    """
    least, most = _LENGTHS[language]
    pool = []
    for text in texts:
        fitting = [span.of(text) for span in clauses(text) if least <= span.length <= most and span.start > 0]
        if fitting:
            pool.append(random.choice(fitting))
    random.shuffle(pool)
    count = min(_MOST_PHRASES, max(_A_TEXT, receiving * _A_TEXT // _USES))
    return Slogans(tuple(dict.fromkeys(pool))[:count], language)
