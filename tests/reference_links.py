"""Slow and obvious twins of the kernels that find rewording: terms, sentences, links, what lies together.

Terms are tuples of sounds here, and sentences lists of terms, where the kernels have hashes and sorted rows.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, pairwise

from reference import sounds_of, weight

Term = tuple[int, ...]
Box = tuple[int, int, int, int]
STEM, LEAST_TERMS, MOST_TERMS, SENTENCE = 5, 4, 60, 2


def filled(
    left: str, right: str, bits: Sequence[float], other_bits: Sequence[float], exchange: float, opening: float,
    going_on: float,
) -> tuple[float, int]:  # fmt: skip
    """Most bits of an alignment of two whole strings, and the equal characters in it: every alignment is tried."""

    @cache
    def best(i: int, j: int, open_gap: bool) -> tuple[float, int]:
        if i == len(left) and j == len(right):
            return 0.0, 0
        ways = []
        if i < len(left) and j < len(right):
            more, same = best(i + 1, j + 1, False)
            equal = left[i] == right[j]
            ways.append((more + (min(bits[i], other_bits[j]) if equal else -exchange), same + equal))
        for further_i, further_j in ((i + 1, j), (i, j + 1)):
            if further_i <= len(left) and further_j <= len(right):
                more, same = best(further_i, further_j, True)
                ways.append((more - going_on - (0.0 if open_gap else opening), same))
        return max(ways)

    return best(0, 0, False)


def breaks(text: str, source: Sequence[int]) -> list[int]:
    """What ends right before each of the characters that folding took from the places ``source`` of ``text``."""
    found = [0] if source else []
    for before, place in pairwise(source):
        between = text[before + 1 : place]
        found.append(
            max([_ended(between, at, text[before + 1 + at + 1 :][:1]) for at in range(len(between))], default=0)
        )
    return found


def _ended(between: str, at: int, following: str) -> int:
    character = between[at]
    if character in "\n\r\v\f\x85\u2028\u2029":
        return 3
    if character in "。！？!?；;…" or (character == "." and following != "" and following <= " "):
        return 2
    category = unicodedata.category(character)
    return 0 if category[0] in "LNM" or category == "Cf" or character in "'\u2019" else 1


def terms(text: str, ends: Sequence[int]) -> list[tuple[Term, int, int]]:
    """Each term with its start and end: two dense characters in a row, a dense one alone, or a word's first letters.

    A dense pair may cross the end of a word or sentence; a word ends where ``ends`` says or a dense character begins.
    """
    found = []
    for start in range(len(text)):
        dense_before = start > 0 and _is_dense(text[start - 1])
        dense_after = start + 1 < len(text) and _is_dense(text[start + 1])
        if _is_dense(text[start]):
            if dense_after or not dense_before:
                found.append((start, start + 1 + dense_after))
        elif start == 0 or dense_before or ends[start]:
            end = next((e for e in range(start + 1, len(text)) if ends[e] or _is_dense(text[e])), len(text))
            found.append((start, end))
    return [
        (tuple(sounds_of(text[start : end if _is_dense(text[start]) else min(end, start + STEM)])), start, end)
        for start, end in found
    ]


def _is_dense(character: str) -> bool:
    return weight(character) == 2


def units(ends: Sequence[int], starts: Sequence[int]) -> list[list[int]]:
    """Numbers of the terms of each unit; ``starts``: where each term begins.

    A unit ends with the sentence from 4 terms on and at 60 terms anyway; a rest of fewer than 4 joins the one before.
    """
    found: list[list[int]] = []
    current: list[int] = []
    for number, start in enumerate(starts):
        if len(current) >= MOST_TERMS or (len(current) >= LEAST_TERMS and ends[start] >= SENTENCE):
            found.append(current)
            current = []
        current.append(number)
    if found and len(current) < LEAST_TERMS:
        found[-1] += current
    elif current:
        found.append(current)
    return found


def bags(text: str, ends: Sequence[int]) -> tuple[list[Counter[Term]], list[int]]:
    """How often each term stands in each unit, and where the units begin and the text ends."""
    own = terms(text, ends)
    parts = units(ends, [start for _, start, _ in own])
    counts = [Counter(own[number][0] for number in part) for part in parts]
    return counts, [*(own[part[0]][1] for part in parts), len(text)]


def bits_of_terms(text: str, ends: Sequence[int], surprise: Sequence[float]) -> list[dict[Term, float]]:
    """What each term is worth in each unit: all its characters (a dense pair half of them), the least of several."""
    own = terms(text, ends)
    found = []
    for unit in units(ends, [start for _, start, _ in own]):
        worth: dict[Term, float] = {}
        for number in unit:
            term, start, end = own[number]
            halved = 2 if end - start == 2 and _is_dense(text[start]) else 1
            worth[term] = min(worth.get(term, math.inf), sum(surprise[start:end]) / halved)
        found.append(worth)
    return found


Bags = Sequence[Counter[Term]]
Worths = Sequence[dict[Term, float]]


def rarities(left: Bags, right: Bags, left_bits: Worths, right_bits: Worths) -> tuple[Worths, Worths]:
    """Bits of each term in each unit: how few units of both texts hold it, but no more than its surprise there."""
    n = len(left) + len(right)
    holders = Counter(term for bag in (*left, *right) for term in bag)

    def rare(own: Bags, bits: Worths) -> Worths:
        return [
            {term: min(math.log2(n / holders[term]), worth[term]) for term in bag}
            for bag, worth in zip(own, bits, strict=True)
        ]

    return rare(left, left_bits), rare(right, right_bits)


def links(
    left: Bags, right: Bags, own: Worths, other: Worths, least: float, beside_best: float, least_rarity: float
) -> list[tuple[int, int, float, float]]:
    """Units (i, j) alike in cosine and Dice, with their cosine and the bits of what both have, in order.

    ``own``, ``other``: rarities. A link stays where it is at least ``beside_best`` of the better of its units' best.
    """
    found = []
    for i, j in ((i, j) for i in range(len(left)) for j in range(len(right))):
        ours = {term: own[i][term] * times for term, times in left[i].items() if own[i][term] >= least_rarity}
        theirs = {term: other[j][term] * times for term, times in right[j].items() if other[j][term] >= least_rarity}
        both = [term for term in ours if term in theirs]
        if not both:
            continue
        lengths = [math.sqrt(sum(value * value for value in each.values())) for each in (ours, theirs)]
        cosine = sum(ours[term] * theirs[term] for term in both) / (lengths[0] * lengths[1])
        dice = 2 * len(both) / (len(ours) + len(theirs))
        shared = sum(min(own[i][term], other[j][term]) * min(left[i][term], right[j][term]) for term in both)
        if dice > least and cosine > least:
            found.append((i, j, cosine, shared))
    return [
        link
        for link in found
        if link[2] >= beside_best * max(other[2] for other in found if link[0] == other[0] or link[1] == other[1])
    ]


def clusters(
    boxes: Sequence[Box], quality: Sequence[float], n_chains: int, chains_apart: int, apart: int, alike: float
) -> list[int]:
    """For each box the first that it is joined to by near and about equally good ones."""
    groups = [{number} for number in range(len(boxes))]
    for one, other in combinations(range(len(boxes)), 2):
        a, b = boxes[one], boxes[other]
        most = chains_apart if other < n_chains else apart
        near = max(a[0], b[0]) - min(a[1], b[1]) <= most and max(a[2], b[2]) - min(a[3], b[3]) <= most
        low, high = sorted((quality[one], quality[other]))
        if near and low >= alike * high:
            joined = groups[one] | groups[other]
            for member in joined:
                groups[member] = joined
    return [min(group) for group in groups]


def discounts(
    runs: Sequence[tuple[int, int, int]], left: str, right: str, left_bits: Sequence[float],
    right_bits: Sequence[float], ends: Sequence[int], homophone: float, word: Callable[[int], float],
) -> list[float]:  # fmt: skip
    """What each run is worth less than the surprise of its characters in the left text."""
    found = []
    for start, other, length in runs:
        least = [min(left_bits[start + k], right_bits[other + k]) for k in range(length)]
        heard = [min(homophone, least[k]) for k in range(length) if left[start + k] != right[other + k]]
        words: list[float] = []
        going_on = False
        for k in range(length):
            place = start + k
            letter = not _is_dense(left[place])
            if letter and going_on and not ends[place]:
                words[-1] += least[k]
            elif letter:
                words.append(least[k])
            going_on = letter
        found.append(
            sum(left_bits[start : start + length])
            - sum(least)
            + sum(heard)
            + sum(max(0.0, bits - word(length)) for bits in words)
        )
    return found


def united(spans: Sequence[tuple[Box, float]], same: float) -> list[tuple[Box, float]]:
    """Each span in turn made one with the first later one that is of its place, until none is."""
    found, at = list(spans), 0
    while at < len(found):
        own, bits = found[at]
        other = next((k for k in range(at + 1, len(found)) if _of_one_place(own, found[k][0], same)), None)
        if other is None:
            at += 1
            continue
        place, more = found.pop(other)
        both = [pick(ends) for pick, ends in zip((min, max) * 2, zip(own, place, strict=True), strict=True)]
        found[at] = (both[0], both[1], both[2], both[3]), max(bits, more)
    return found


def _of_one_place(one: Box, other: Box, same: float) -> bool:
    common = [min(one[side + 1], other[side + 1]) - max(one[side], other[side]) for side in (0, 2)]
    shorter = [min(place[side + 1] - place[side] for place in (one, other)) for side in (0, 2)]
    return min(common) > 0 and any(own > same * least for own, least in zip(common, shorter, strict=True))


def primary(places: Sequence[Box], bits: Sequence[float], equal: float) -> list[bool]:
    """Which spans repeat none of the better ones that were kept; of equally good ones the first is the better."""
    kept: list[int] = []
    for number in sorted(range(len(bits)), key=lambda number: -bits[number]):
        if not any(_repeats(places[number], bits[number], places[k], bits[k], equal) for k in kept):
            kept.append(number)
    return [number in kept for number in range(len(bits))]


def _repeats(one: Box, bits: float, better: Box, better_bits: float, equal: float) -> bool:
    shares, said = [], []
    for side in (0, 2):
        own, other = set(range(one[side], one[side + 1])), set(range(better[side], better[side + 1]))
        shares.append(len(own & other) / len(own))
        said.append(better_bits * len(own & other) / len(other))
    if min(shares) > 0.5:
        return True
    return any(share > 0.5 and bits * share < equal * worth for share, worth in zip(shares, said, strict=True))


def first_places(
    left: str, right: str, spans: Sequence[tuple[Box, float]], enough: float, least: int, equal: float, same: float
) -> list[bool]:
    """Which spans are no second place of a passage that is part of a longer span, which has it on its other side."""
    return [
        not any(
            _in_a_longer_one(text, other, span, longer, side, enough, least, equal, same)
            for longer in spans
            if longer[1] > span[1] and longer[1] - span[1] >= enough
            for side, text, other in ((0, left, right), (2, right, left))
        )
        for span in spans
    ]


def _in_a_longer_one(
    text: str, other: str, span: tuple[Box, float], longer: tuple[Box, float], side: int, enough: float, least: int,
    equal: float, same: float,
) -> bool:  # fmt: skip
    (one, bits), (whole, whole_bits) = span, longer
    own, around = set(range(one[side], one[side + 1])), set(range(whole[side], whole[side + 1]))
    said = whole_bits * len(own & around) / len(around)
    there = other[whole[2 - side] : whole[3 - side]]
    passage = text[one[side] : one[side + 1]]
    had: set[int] = set()
    for at in range(len(passage) - least + 1):
        if passage[at : at + least] in there:
            had |= set(range(at, at + least))
    return (
        len(own & around) > 0.5 * len(own)
        and whole_bits - said >= enough
        and equal * bits * len(own & around) / len(own) < said
        and len(had) >= same * len(own)
    )
