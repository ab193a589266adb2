"""The kinds of reuse that are planted, and how long the passages are.

Lengths are characters of the source passage, which is made of whole sentences where the range allows it and is cut
at its upper end where it does not. Spaced scripts need about three letters for what Chinese says in one character, so a
lifted sentence is three times, and a changed passage twice, as long there. ``verbatim`` is 100 to 500 in both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.quality import changes
from benchmarks.quality.changes import Change
from benchmarks.quality.lexicon import Lexicon
from benchmarks.quality.prose import Language


@dataclass(frozen=True, slots=True)
class Kind:
    """``lengths`` of a source passage, least and most; ``target`` is the recall asked for in Chinese.

    ``sources`` is 2 where two passages of different texts are mixed; ``inside``: the copy stands in its source's text.
    """

    name: str
    change: Change
    target: float
    lengths: dict[Language, tuple[int, int]]
    sources: int = 1
    inside: bool = False
    applies: Callable[[Lexicon], bool] = lambda lexicon: True


_ANY: dict[Language, tuple[int, int]] = {"zh": (100, 500), "en": (100, 500)}
_SENTENCE: dict[Language, tuple[int, int]] = {"zh": (25, 60), "en": (75, 180)}
_PASSAGE: dict[Language, tuple[int, int]] = {"zh": (120, 400), "en": (240, 800)}


def _is_chinese(lexicon: Lexicon) -> bool:
    return lexicon.language == "zh"


def _has_homophones(lexicon: Lexicon) -> bool:
    return bool(lexicon.homophones)


KINDS: tuple[Kind, ...] = (
    Kind("verbatim", changes.verbatim, 0.98, _ANY),
    Kind("lifted sentence", changes.verbatim, 0.96, _SENTENCE),
    Kind("sentence a line", changes.sentence_a_line, 0.98, _PASSAGE),
    Kind("watermark", changes.watermarked, 0.98, _PASSAGE),
    Kind("other script", changes.traditional, 0.98, _PASSAGE, applies=_is_chinese),
    Kind("zero width", changes.zero_width, 0.98, _PASSAGE),
    Kind("look-alikes", changes.look_alike, 0.98, _PASSAGE),
    Kind("edits 10 %", changes.edited(0.10), 0.96, _PASSAGE),
    Kind("edits 25 %", changes.edited(0.25), 0.92, _PASSAGE),
    Kind("words 30 %", changes.words_replaced, 0.92, _PASSAGE),
    Kind("homophones 30 %", changes.homophones, 0.92, _PASSAGE, applies=_has_homophones),
    Kind("reordered", changes.clauses_reordered, 0.95, _PASSAGE),
    Kind("dropped 35 %", changes.clauses_dropped, 0.92, _PASSAGE),
    Kind("all together", changes.all_together, 0.80, _PASSAGE),
    Kind("interleaved", changes.verbatim, 0.80, _PASSAGE, sources=2),
    Kind("inside", changes.verbatim, 0.98, _ANY, inside=True),
)


def kinds_for(lexicon: Lexicon) -> tuple[Kind, ...]:
    """The kinds that make sense with this lexicon's language and contents."""
    return tuple(kind for kind in KINDS if kind.applies(lexicon))
