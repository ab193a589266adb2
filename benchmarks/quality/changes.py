"""What a copier does to a passage: functions of (text, random numbers, lexicon) that return the copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any, Final

from benchmarks.quality.lexicon import Lexicon
from benchmarks.quality.lookalikes import compatible_forms, foreign_letters
from benchmarks.quality.prose import clauses, rejoined, sentences

Change = Callable[[str, Random, Lexicon], str]

_HIDDEN: Final = "\u200b\u200c\u200d\u2060\ufeff"
_MARKS: Final = {
    "zh": ("【转自青屿文库】", "本文来自青屿网", "www.qingyu.example"),
    "en": ("[from the Qingyu library]", "Copied at Qingyu Notes", "www.qingyu.example"),
}
_OTHER_POINTS: Final = str.maketrans("，。；：、！？,.;:!?", ",. , !?，。，，！？")
_WORD: Final = re.compile(r"[^\W\d_]+")


def verbatim(text: str, random: Random, lexicon: Lexicon) -> str:
    """As it is."""
    return text


def sentence_a_line(text: str, random: Random, lexicon: Lexicon) -> str:
    """Each sentence on a line of its own, marks in the other width or turned into commas and spaces."""
    return "\n".join(span.of(text).translate(_OTHER_POINTS).strip() for span in sentences(text))


def watermarked(text: str, random: Random, lexicon: Lexicon) -> str:
    """One mark after every 60 characters, also in the middle of a word."""
    mark = random.choice(_MARKS[lexicon.language])
    return mark.join(text[at : at + 60] for at in range(0, len(text), 60))


def traditional(text: str, random: Random, lexicon: Lexicon) -> str:
    """In traditional characters, by OpenCC's words as well as characters."""
    import opencc

    converter: Any = opencc.OpenCC("s2t")
    converted: str = converter.convert(text)
    return converted


def zero_width(text: str, random: Random, lexicon: Lexicon) -> str:
    """A character of no width after every fifth, on average."""
    return "".join(c + (random.choice(_HIDDEN) if random.random() < 0.2 else "") for c in text)


def look_alike(text: str, random: Random, lexicon: Lexicon) -> str:
    """Of the characters that have a look-alike, 80 % swapped; in English half of the letters that have one."""
    forms, share = (compatible_forms(), 0.8) if lexicon.language == "zh" else (foreign_letters(), 0.5)
    return "".join(random.choice(forms[c]) if c in forms and random.random() < share else c for c in text)


def edited(share: float) -> Change:
    """``share`` of the letters substituted, deleted or followed by another, in equal parts."""

    def change(text: str, random: Random, lexicon: Lexicon) -> str:
        return "".join(_edit(c, random, lexicon) if c.isalnum() and random.random() < share else c for c in text)

    return change


def words_replaced(text: str, random: Random, lexicon: Lexicon) -> str:
    """30 % of the words replaced by any other common word of the base texts."""
    spans = _word_places(text, lexicon)
    written, reached = [], 0
    for start, end in spans:
        if random.random() < 0.3:
            written += [text[reached:start], _other_word(text[start:end], random, lexicon)]
            reached = end
    return "".join([*written, text[reached:]])


def homophones(text: str, random: Random, lexicon: Lexicon) -> str:
    """30 % of the characters replaced by another of the same syllable, whatever the tone, where there is one."""
    return "".join(
        random.choice(lexicon.homophones[c]) if c in lexicon.homophones and random.random() < 0.3 else c for c in text
    )


def clauses_reordered(text: str, random: Random, lexicon: Lexicon) -> str:
    """All clauses of the passage in random order; the marks stay where they were."""
    spans = clauses(text)
    parts = [span.of(text) for span in spans]
    shuffled = parts[:]
    while len(set(parts)) > 1 and shuffled == parts:
        random.shuffle(shuffled)
    return rejoined(text, spans, shuffled)


def clauses_dropped(text: str, random: Random, lexicon: Lexicon) -> str:
    """35 % of the clauses left out, each with the mark after it."""
    spans = clauses(text)
    dropped = set(random.sample(range(len(spans)), round(0.35 * len(spans))))
    ends = [*(span.start for span in spans[1:]), len(text)]
    kept = [text[span.start : end] for at, (span, end) in enumerate(zip(spans, ends, strict=True)) if at not in dropped]
    return "".join(kept)


def all_together(text: str, random: Random, lexicon: Lexicon) -> str:
    """30 % of the words replaced, then the clauses reordered, then 10 % of the characters edited."""
    for change in (words_replaced, clauses_reordered, edited(0.10)):
        text = change(text, random, lexicon)
    return text


def _edit(character: str, random: Random, lexicon: Lexicon) -> str:
    other = random.choice(lexicon.characters)
    return random.choice((other, "", character + other))


def _word_places(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    if lexicon.language != "zh":
        return [match.span() for match in _WORD.finditer(text)]
    known, places, at = frozenset(lexicon.words), [], 0
    while at < len(text):
        size = 2 if text[at : at + 2] in known else 1
        if text[at].isalpha():
            places.append((at, at + size))
        at += size
    return places


def _other_word(word: str, random: Random, lexicon: Lexicon) -> str:
    pool = lexicon.characters if lexicon.language == "zh" and len(word) == 1 else lexicon.words
    other = random.choice(pool)
    return other.capitalize() if word[:1].isupper() else other
