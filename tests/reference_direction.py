"""Slow and obvious twins of the kernels that find evidence of a direction: cohesion, surprise, words, manner.

Terms are tuples of sounds here, rests are lists of them, and counts are dicts. Tables are still asked by slot: what
shares one is counted together there too.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.alignment.prior import prior_probabilities
from reference import hashed, mix64, weight
from reference_links import Term

Stretch = tuple[int, int]
Placed = tuple[Term, int]
SMOOTHING = (20000.0, 60.0, 12.0)


@dataclass(frozen=True)
class TextSide:
    """Terms with their places in a text, the stretches that it shares, and the one that is the passage."""

    terms: Sequence[Placed]
    shared: Sequence[Stretch]
    passage: Stretch

    def in_passage(self) -> set[Term]:
        return {term for term, place in self.terms if self.passage[0] <= place < self.passage[1]}

    def rest(self) -> list[Term]:
        """Terms outside what is shared, the nearest to the passage first; of two as near the one before it."""
        start, end = self.passage
        own = [(t, at) for t, at in self.terms if not any(a <= at < b for a, b in self.shared)]
        near = [(start - at, 0, term) if at < start else (at - end, 1, term) for term, at in own]
        return [term for _, _, term in sorted(near, key=lambda one: one[:2])]


def holders(texts: Sequence[Sequence[Placed]], slots: int) -> Counter[int]:
    """In how many texts a term of each slot stands."""
    return Counter(slot for text in texts for slot in {slot_of(term, slots) for term, _ in text})


def slot_of(term: Term, slots: int) -> int:
    return (hashed(term) >> 32) % slots


def cohesion(
    left: TextSide, right: TextSide, texts: Sequence[Sequence[Placed]], slots: int, most: int
) -> tuple[float, float, float, float, int]:
    """Bits of the terms of both passages in the rest of the left text only, of the right only, in both, and of all."""
    known = holders(texts, slots)
    both = left.in_passage() & right.in_passage()
    size = min(len(left.rest()), len(right.rest()), most)
    on_left, on_right = set(left.rest()[:size]), set(right.rest()[:size])

    def bits(terms: set[Term]) -> float:
        return sum(math.log2((len(texts) + 2) / (known[slot_of(term, slots)] + 0.5)) for term in terms)

    return (
        bits(both & on_left - on_right), bits(both & on_right - on_left), bits(both & on_left & on_right), bits(both),
        size,
    )  # fmt: skip


def held_by_strangers(
    left: TextSide, right: TextSide, texts: Sequence[Sequence[Placed]], slots: int, size: int
) -> list[float]:
    """Bits of the terms of both passages among the first terms of all further texts, of which there are few."""
    known = holders(texts, slots)
    both = left.in_passage() & right.in_passage()
    return [
        sum(
            math.log2((len(texts) + 2) / (known[slot_of(term, slots)] + 0.5))
            for term in both & {term for term, _ in text[:size]}
        )
        for text in texts[2:]
    ]


def likeness(left: TextSide, right: TextSide, texts: Sequence[Sequence[Placed]], slots: int) -> float:
    """What the rests have in common of the smaller one, each term counted with the square of its bits."""
    known = holders(texts, slots)

    def squared(terms: set[Term]) -> float:
        return sum(math.log2((len(texts) + 2) / (known[slot_of(term, slots)] + 0.5)) ** 2 for term in terms)

    one, other = set(left.rest()), set(right.rest())
    smaller = min(squared(one), squared(other))
    return squared(one & other) / smaller if smaller else 0.0


def surprise(texts: Sequence[str], text: str, start: int, end: int, slots: int) -> float:
    """Bits a unit of weight of ``text[start:end]`` in a trigram model of the texts less one of everything."""
    prior = prior_probabilities()
    size = sum(map(len, texts))
    singles = Counter("".join(texts))
    pairs = Counter(_slot(one[at - 1 : at + 1], slots) for one in texts for at in range(1, len(one)))
    triples = Counter(_slot(one[at - 2 : at + 1], slots) for one in texts for at in range(2, len(one)))
    bits, total = 0.0, 0
    for at in range(start, min(end, len(text))):
        p = _smoothed(singles[text[at]], size + 1, prior[ord(text[at])], SMOOTHING[0])
        if at >= 1:
            p = _smoothed(pairs[_slot(text[at - 1 : at + 1], slots)], singles[text[at - 1]], p, SMOOTHING[1])
        if at >= 2:
            before = pairs[_slot(text[at - 2 : at], slots)]
            p = _smoothed(triples[_slot(text[at - 2 : at + 1], slots)], before, p, SMOOTHING[2])
        bits -= math.log2(p)
        total += weight(text[at])
    return bits / max(1, total)


def _smoothed(count: int, context: int, below: float, concentration: float) -> float:
    """Dirichlet smoothing with what is known without the context; one occurrence is left out of both counts."""
    own = max(0, count - 1)
    return (own + concentration * below) / (max(own, context - 1) + concentration)


def _slot(gram: str, slots: int) -> int:
    x, y, z = (0, *map(ord, gram))[-3:]
    return mix64(x << 42 | y << 21 | z) % slots


def words(text: str, ends: Sequence[int], start: int, end: int, most: int) -> list[str]:
    """Words and dense characters of a passage, ``most`` at most; only whole ones where there are more."""
    found: list[str] = []
    for at in range(start, end):
        dense = at > start and 2 in (weight(text[at]), weight(text[at - 1]))
        if at == start or ends[at] or dense:
            found.append("")
        found[-1] += text[at]
    return found[:most]


def points(text: str) -> tuple[int, int]:
    """Narrow points that stand in no number, and wide ones."""
    narrow = [
        at
        for at, character in enumerate(text)
        if character in ",.;:!?" and not (_is_digit(text[max(0, at - 1) : at]) and _is_digit(text[at + 1 : at + 2]))
    ]
    return len(narrow), sum(character in "，。；：！？" for character in text)


def _is_digit(character: str) -> bool:
    return character != "" and character in "0123456789"


def kept_marks(text: str) -> tuple[int, int, int]:
    """How many accented Latin letters, capitals, and curled quotes and dashes a text has, character by character."""
    split = [unicodedata.normalize("NFD", character) for character in text]
    accented = [
        len(parts) > 1 and parts[0].isascii() and character.isalpha() and unicodedata.combining(parts[1]) > 0
        for character, parts in zip(text, split, strict=True)
    ]
    return sum(accented), sum(map(str.isupper, text)), sum(character in "“”‘’—–…" for character in text)
