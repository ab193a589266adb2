"""Slow and obvious twins of the compiled kernels, in plain Python over strings, lists and dicts.

What a kernel does with arrays and sorted hashes stands here as its definition says it, so that the two can only agree
where both are right. Nothing here is fast, and nothing here is imported by the program.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.text.sounds import sound_of

Run = tuple[int, int, int]
Costs = tuple[float, float, float]
Sounds = tuple[int, ...]
Gram = str | Sounds
G = TypeVar("G", bound=Gram)
DENSE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_WORD = (1 << 64) - 1


def codes_of(text: str) -> NDArray[np.uint32]:
    """``text`` as the kernels take it."""
    return np.array([ord(character) for character in text], dtype=np.uint32)


def weight(character: str) -> int:
    """2 for a Han, kana or Hangul character (々 and 〇 among them), 1 for any other."""
    return 2 if character in "々〇" or any(first <= ord(character) <= last for first, last in DENSE) else 1


def running_weights(text: str) -> list[int]:
    """Weight of the first 0, 1, 2, … characters."""
    return [sum(map(weight, text[:end])) for end in range(len(text) + 1)]


def mean_weight(text: str) -> float:
    """What one of its characters weighs; 1 where there is none."""
    return sum(map(weight, text)) / len(text) if text else 1.0


def grams(text: str, size: int) -> list[str]:
    """The gram at each place: the shortest stretch that weighs ``size``; a text lighter than that is one gram."""
    found = []
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if sum(map(weight, text[start:end])) >= size:
                found.append(text[start:end])
                break
    return found or ([text] if text else [])


def mix64(value: int) -> int:
    """MurmurHash3's finalizer."""
    value ^= value >> 33
    value = value * 0xFF51AFD7ED558CCD & _WORD
    value ^= value >> 33
    value = value * 0xC4CEB9FE1A85EC53 & _WORD
    return value ^ value >> 33


def sounds_of(text: str) -> list[int]:
    """What each character sounds like, as a number."""
    return [sound_of(ord(character)) for character in text]


def heard_grams(text: str, size: int) -> list[Sounds]:
    """The gram at each place as it sounds, so that two that sound alike are equal."""
    return [tuple(sounds_of(gram)) for gram in grams(text, size)]


def hashed(gram: Gram) -> int:
    """The hash of a gram's code points, or of its sounds."""
    state = len(gram)
    for code in map(ord, gram) if isinstance(gram, str) else gram:
        state = (state ^ code) * 0x9E3779B97F4A7C15 & _WORD
        state ^= state >> 29
    return mix64(state)


def sorted_grams(own: Sequence[Gram]) -> NDArray[np.uint64]:
    """Upper half of each gram's hash with its place below, in order."""
    return np.array(sorted(hashed(gram) >> 32 << 32 | place for place, gram in enumerate(own)), dtype=np.uint64)


def winnow(values: Sequence[int], window: int) -> list[int]:
    """Of each window the place of its least value, the rightmost of equals."""
    last_windows = max(1, len(values) - window + 1)
    chosen = set()
    for start in range(last_windows if values else 0):
        part = values[start : start + window]
        chosen.add(start + max(place for place, value in enumerate(part) if value == min(part)))
    return sorted(chosen)


def document_counts(documents: Iterable[Iterable[G]]) -> Counter[G]:
    """In how many documents each gram stands."""
    return Counter(gram for document in documents for gram in set(document))


def useful(document: Sequence[G], counts: Mapping[G, int], most: int) -> list[int]:
    """Places of the grams that can seed: elsewhere too, or twice here, and in at most ``most`` documents."""
    times = Counter(document)
    return [p for p, gram in enumerate(document) if counts[gram] <= most and (counts[gram] > 1 or times[gram] > 1)]


def pairs_by_keys(
    rows: Iterable[tuple[int, int, int]], most: Sequence[int], min_sketches: int, rare: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[int, tuple[int, int]]]:
    """Pairs with (shared anchors, shared bands), and for each channel (capped keys, most documents of one).

    ``most``: documents that a key of each channel may be in. Documents that share sketches (channel 2) alone are a pair
    only where they share ``min_sketches``, of which one in at most ``rare`` documents counts as two.
    """
    holders: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for channel, key, document in rows:
        holders[channel, key][document] += 1
    pairs: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    capped: dict[int, list[int]] = defaultdict(list)
    for (channel, _), documents in holders.items():
        if len(documents) > most[channel]:
            capped[channel].append(len(documents))
        else:
            for left in documents:
                for right in documents:
                    if left < right:
                        pairs[left, right][channel] += 2 if channel == 2 and len(documents) <= rare else 1
        for document, times in documents.items():
            if channel == 0 and times > 1:
                pairs[document, document][0] += 1
    found = {
        pair: (anchors, bands)
        for pair, (anchors, bands, sketches) in pairs.items()
        if anchors or bands or sketches >= min_sketches
    }
    return found, {channel: (len(counts), max(counts)) for channel, counts in capped.items()}


def shared_seeds(left: Sequence[Gram], right: Sequence[Gram] | None = None, most: int = 64) -> set[tuple[int, int]]:
    """Places (i, j) of equal grams of two texts, or with i < j of one.

    A gram that makes more than ``most`` of them is paired in step: first with first, second with second; inside one
    text each with the next.
    """
    seeds = set()
    other = left if right is None else right
    for gram in set(left) & set(other):
        ours = [place for place, own in enumerate(left) if own == gram]
        theirs = [place for place, own in enumerate(other) if own == gram]
        in_step = zip(ours, theirs[1:] if right is None else theirs, strict=False)
        pairs = list(in_step) if len(ours) * len(theirs) > most else list(product(ours, theirs))
        seeds |= {(i, j) for i, j in pairs if right is not None or i < j}
    return seeds


def maximal_runs(left: str, right: str, seeds: Iterable[tuple[int, int]]) -> list[Run]:
    """The longest exact stretch around each seed, each once, in order."""
    runs = set()
    for i, j in seeds:
        back = 0
        while i - back > 0 and j - back > 0 and left[i - back - 1] == right[j - back - 1]:
            back += 1
        on = 0
        while i + on < len(left) and j + on < len(right) and left[i + on] == right[j + on]:
            on += 1
        runs.add((i - back, j - back, back + on))
    return sorted(runs)


def step_cost(gap_left: int, gap_right: int, costs: Costs) -> float:
    """Bits for the step and for the two gaps' lengths, for each character left out and for each of skew."""
    step, gap, skew = costs
    wide, shift = max(gap_left, gap_right), abs(gap_left - gap_right)
    return step + math.log2(1 + gap_left) + math.log2(1 + gap_right) + gap * wide + skew * shift


def best_chain_scores(
    runs: Sequence[Run], lost: Sequence[float], before: Sequence[float],
    max_gap: int, max_skew: int, costs: Costs, most: float,
) -> list[float]:  # fmt: skip
    """For each run the most bits of a chain that ends in it, trying every earlier run as the one before.

    ``lost``: what each run is worth less than the surprise of its characters.
    """
    scores: list[float] = []
    for place, run in enumerate(runs):
        steps = [
            score
            for earlier in range(place)
            if (score := _step(runs[earlier], run, scores[earlier], before, max_gap, max_skew, costs, most)) is not None
        ]
        scores.append(max([before[run[0] + run[2]] - before[run[0]], *steps]) - lost[place])
    return scores


def _step(
    earlier: Run, run: Run, score: float, before: Sequence[float],
    max_gap: int, max_skew: int, costs: Costs, most: float,
) -> float | None:  # fmt: skip
    a, b, length = run
    a_end, b_end = earlier[0] + earlier[2], earlier[1] + earlier[2]
    trimmed = max(0, a_end - a, b_end - b)  # what both runs claim counts once
    gap_left, gap_right = a + trimmed - a_end, b + trimmed - b_end
    cost = step_cost(gap_left, gap_right, costs)
    in_order = earlier[1] < b and trimmed < length
    if not in_order or max(gap_left, gap_right) > max_gap or abs(gap_left - gap_right) > max_skew or cost > most:
        return None
    return score + before[a + length] - before[a + trimmed] - cost


def best_extension(left: str, right: str) -> int:
    """Best score of aligning a prefix of ``left`` with one of ``right``: 1 a match, -2 a mismatch or gap."""
    table = [[-2 * (i + j) if 0 in (i, j) else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            step = 1 if left[i - 1] == right[j - 1] else -2
            table[i][j] = max(table[i - 1][j - 1] + step, table[i - 1][j] - 2, table[i][j - 1] - 2)
    return max(0, *(max(row) for row in table))


def global_score(left: str, right: str) -> int:
    """Score of aligning all of both texts, with the scores of ``best_extension``."""
    row = [-2 * j for j in range(len(right) + 1)]
    for i, character in enumerate(left, start=1):
        following = [-2 * i]
        for j, other in enumerate(right, start=1):
            step = 1 if character == other else -2
            following.append(max(row[j - 1] + step, row[j] - 2, following[j - 1] - 2))
        row = following
    return row[-1]


def familiarity(texts: Sequence[str], size: int) -> list[list[int]]:
    """For each character how often the most frequent phrase over it stands in all texts, at most 255."""
    phrases = [[gram for gram in grams(text, size) if sum(map(weight, gram)) >= size] for text in texts]
    counts = Counter(phrase for each in phrases for phrase in each)
    found = []
    for text, each in zip(texts, phrases, strict=True):
        most = [0] * len(text)
        for start, phrase in enumerate(each):
            for place in range(start, start + len(phrase)):
                most[place] = max(most[place], min(255, counts[phrase]))
        found.append(most)
    return found


def surprise(
    texts: Sequence[str], prior: Callable[[str], float], concentrations: tuple[float, float, float], floor: float,
    dense: tuple[float, float],
) -> list[list[float]]:  # fmt: skip
    """Bits of each character: a trigram model less two occurrences, then how often the phrase over it stands.

    ``dense``: how many times its surprise a dense character is worth, and at most how many bits.
    """
    m1, m2, m3 = concentrations
    singles = Counter(character for text in texts for character in text)
    pairs = Counter(text[i - 1 : i + 1] for text in texts for i in range(1, len(text)))
    triples = Counter(text[i - 2 : i + 1] for text in texts for i in range(2, len(text)))
    size = sum(map(len, texts))
    known = familiarity(texts, 16)

    def smoothed(count: int, context: int, concentration: float, below: float) -> float:
        return (count + concentration * below) / (max(count, context) + concentration)

    def bits(text: str, place: int, phrase: int) -> float:
        out = max(2, phrase)
        z, yz, xyz = (text[max(0, place - back) : place + 1] for back in (0, 1, 2))
        p = (max(0, singles[z] - out) + m1 * prior(z)) / (size + m1)
        if place >= 1:
            p = smoothed(max(0, pairs[yz] - out), singles[yz[0]] - out, m2, p)
        if place >= 2:
            p = smoothed(max(0, triples[xyz] - out), pairs[xyz[:2]] - out, m3, p)
        p = smoothed(out - 2, out - 2, m3, p)
        worth = min(-dense[0] * math.log2(p), dense[1]) if weight(z) == 2 else -math.log2(p)
        return max(worth, floor * weight(z))

    return [
        [bits(text, place, phrase) for place, phrase in enumerate(each)]
        for text, each in zip(texts, known, strict=True)
    ]
