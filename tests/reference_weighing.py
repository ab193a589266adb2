"""Slow and obvious twins of the kernels that weigh what lies together, put together from the twins of their parts."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

import reference_links
import reference_regions
from reference_boxes import Part, meet
from reference_links import Box, Term

Told = tuple[Box, float, bool]
Weighed = tuple[Box, float]
Reworded = tuple[Box, float, float]  # the last what the choice of its ends cost


Run = tuple[int, int, int, float]  # start on the left, start on the right, length, bits


@dataclass(frozen=True)
class SpellingRules:
    """The constants of ``with_respelt``, by the kernel's names."""

    letters: tuple[int, int]
    letters_an_edit: int
    beside: int
    edit_bits: float


@dataclass(frozen=True)
class TermRules:
    """The constants of ``partners``, ``trimmed``, ``evidence`` and ``reworded``, by the kernels' names.

    ``costs``: those of ``trimmed`` but for what an unmatched term costs at most.
    """

    about: int
    support: float
    most_places: int
    least_bits: float
    costs: tuple[float, float, float]
    rounds: int
    local: int
    least_cover: float
    spelling: SpellingRules


@dataclass(frozen=True)
class Stretch:
    """The terms of a stretch of text: numbers that stand for them, bits, where each starts and ends, how it sounds."""

    terms: Sequence[int]
    bits: Sequence[float]
    starts: Sequence[int]
    ends: Sequence[int]
    sounds: Sequence[Sequence[int]]


def weighed_terms(
    text: str, ends: Sequence[int], surprise: Sequence[float], rarity: Mapping[Term, float], start: int, end: int
) -> list[tuple[Term, float, int, int]]:
    """Each term between two places, its bits, start and end; a word that began before is taken from its beginning.

    ``rarity``: of the terms of the whole text, the lesser of how few sentences hold it and what it is worth there.
    """
    while start > 0 and not ends[start] and not any(map(reference_links._is_dense, text[start - 1 : start + 1])):
        start -= 1
    own = reference_links.terms(text[start:end], ends[start:end])
    places = [(first + start, last + start) for _, first, last in own]
    return [
        (term, min(rarity.get(term, 0.0), sum(surprise[first:last]) / 2), first, last)
        for (term, *_), (first, last) in zip(own, places, strict=True)
    ]


def choice_of(left: Stretch, right: Stretch, weight: int, of_dense: float, ends: int) -> float:
    """Bits that the choice of so many ends costs: as many fewer as stretches of this ``weight`` have fewer terms than
    dense ones, which have one for each two."""
    return of_dense + ends * math.log2(2 * (len(left.terms) + len(right.terms) + 1) / (weight + 2))


def reworded(
    left: Stretch, right: Stretch, search: float, choice: float, most_unmatched: Sequence[float], rules: TermRules
) -> Reworded | None:
    """Of several ways to trim two stretches to what both say the one worth most, if that is more than it costs, and
    what the choice cost."""
    cost = search + choice
    on_left, on_right = reference_regions.partners(
        left.terms, left.bits, right.terms, rules.about, rules.support, rules.most_places, rules.least_bits
    )
    left_bits, right_bits = respelt(on_left, left, on_right, right, rules.spelling)
    found = []
    for level in most_unmatched:
        most_matched, unmatched, fall = rules.costs
        a, b, c, d = reference_regions.trimmed(
            on_left, left_bits, on_right, right_bits, (most_matched, unmatched, level, fall), rules.rounds
        )
        shared, all_left, all_right = reference_regions.evidence(
            on_left, left_bits, on_right, right_bits, (a, b, c, d), rules.local
        )
        covered = shared >= rules.least_cover * max(1.0, min(all_left, all_right))
        if a < b and c < d and covered and shared > cost:
            found.append(((left.starts[a], left.ends[b - 1], right.starts[c], right.ends[d - 1]), shared - cost))
    best = max(found, key=lambda weighed: weighed[1], default=None)
    return best and (*best, choice)


def respelt(
    on_left: list[int], left: Stretch, on_right: list[int], right: Stretch, rules: SpellingRules
) -> tuple[list[float], list[float]]:
    """Make partners of words that are nearly the same and lie alike to the nearest partners before them, then to those
    after them; the bits of both sides with that."""
    left_bits, right_bits = list(left.bits), list(right.bits)
    for way in (-1, 1):
        for i in range(len(on_left))[::-way]:
            distances = [k for k in range(1, rules.beside + 1) if 0 <= i + way * k < len(on_left)]
            nearest = next((k for k in distances if on_left[i + way * k] >= 0), None)
            if on_left[i] >= 0 or nearest is None:
                continue
            j = on_left[i + way * nearest] - way * nearest
            if j not in range(len(on_right)) or on_right[j] >= 0:
                continue
            edits = edits_of(left.sounds[i], right.sounds[j], rules)
            if edits is not None:
                on_left[i], on_right[j] = j, i
                left_bits[i] = right_bits[j] = max(0.0, min(left_bits[i], right_bits[j]) - rules.edit_bits * edits)
    return left_bits, right_bits


def edits_of(word: Sequence[int], other: Sequence[int], rules: SpellingRules) -> int | None:
    """The edit distance of two words, unless it is too much for words so long."""
    shorter, longer = sorted((len(word), len(other)))
    edits = Levenshtein.distance(word, other)
    fitting = rules.letters[0] <= shorter and longer <= rules.letters[1]
    return edits if fitting and edits <= max(1, shorter // rules.letters_an_edit) else None


@dataclass(frozen=True)
class RegionRules:
    """``Rules`` as far as ``regions`` looks at them, and its constants by the kernels' names."""

    max_gap: int
    apart: int
    least_bits: float
    exact: float
    whole: float
    promising: float
    shuffled: int
    along: float
    alike: float
    worded_alike: float
    phrase: float
    of_phrase: float


def regions(
    parts: Sequence[Part], sizes: tuple[int, int], reworded: Callable[[Box], Reworded | None], runs: Sequence[Run],
    rules: RegionRules, *, throughout: bool,
) -> list[Told]:  # fmt: skip
    """Spans of parts that lie together: what is worth most of each region, then of what lies beside it.

    ``sizes``: of both texts; ``reworded``: what two stretches of them say alike; ``runs``: all that they have word for
    word.
    """
    roots = reference_links.clusters(
        [part.place for part in parts], [part.alike for part in parts], sum(part.chain for part in parts),
        rules.max_gap, rules.apart, rules.alike,
    )  # fmt: skip
    found = []
    for root in sorted(set(roots)):
        members = [part for part, other in zip(parts, roots, strict=True) if other == root]
        while members and sum(part.bits for part in members) >= rules.promising * rules.least_bits:
            told = _weighed(members, sizes, reworded, runs, rules, throughout=throughout)
            if told is None:
                break
            found.append(told)
            rest = [part for part in members if not meet(part.place, told[0])]
            if len(rest) == len(members):
                break
            members = rest
    return found


def _weighed(
    members: Sequence[Part], sizes: tuple[int, int], reworded: Callable[[Box], Reworded | None], runs: Sequence[Run],
    rules: RegionRules, *, throughout: bool,
) -> Told | None:  # fmt: skip
    chains = [part for part in members if part.chain]
    hull = _hull([part.place for part in members])
    enough = [chain for chain in chains if chain.bits >= rules.least_bits]
    for chain in sorted(enough, key=lambda chain: -chain.bits):
        shares = [_length(chain.place, side) / _length(hull, side) for side in (0, 2)]
        if chain.alike >= rules.exact and max(shares) >= rules.whole:
            return chain.place, chain.bits, True
    worth = {
        chain: chain.bits - (0 if chain.alike >= rules.worded_alike else lacking(chain.place, runs, rules.phrase))
        for chain in chains
    }
    enough = [chain for chain in chains if worth[chain] >= rules.least_bits]
    best = max(reversed(enough), key=lambda chain: worth[chain], default=None)
    span = None if best is None else (best.place, worth[best])
    reach = rules.apart if throughout else rules.max_gap
    if best is not None:
        reach = 0 if best.alike >= rules.exact else rules.max_gap
    about = _grown(hull, reach, sizes)
    lacks = lacking(about, runs, rules.phrase)
    promising = (
        lacks <= (1 - rules.of_phrase) * rules.phrase
        and sum(part.bits for part in members) >= rules.promising * (rules.least_bits + lacks)
        and _keep_order(members, rules)
    )
    found = reworded(about) if promising else None
    if found is not None:
        found = found[0], found[1] - lacking(found[0], runs, rules.phrase), found[2]
    span, told = _of_both(span, found, rules)
    if span is None:
        return None
    place = span[0]
    for chain in chains:
        place = _hull([place, chain.place]) if meet(place, chain.place) else place
    return place, span[1], told


def lacking(place: Box, runs: Sequence[Run], phrase: float) -> float:
    """What the best run that has a character of a span on both sides falls short of a phrase by."""
    a, b, c, d = place
    met = [
        bits
        for start, other, length, bits in runs
        if {*range(start, start + length)} & {*range(a, b)} and {*range(other, other + length)} & {*range(c, d)}
    ]
    return max(0.0, phrase - max(met, default=0.0))


def _of_both(chain: Weighed | None, terms: Reworded | None, rules: RegionRules) -> tuple[Weighed | None, bool]:
    """What a chain and the terms about it say together where they meet, the better of the two where they do not; and
    whether the terms are in it. Where they meet, the terms need not pay for the choice of their ends."""
    if terms is None:
        return chain, False
    if chain is not None and meet(chain[0], terms[0]):
        if terms[1] < rules.least_bits - terms[2]:
            return chain, False
        return (_hull([chain[0], terms[0]]), max(chain[1], terms[1])), True
    if terms[1] < rules.least_bits or (chain is not None and terms[1] <= chain[1]):
        return chain, False
    return terms[:2], True


def _keep_order(members: Sequence[Part], rules: RegionRules) -> bool:
    """Whether the middles of the links of both texts rise or fall together, if they are many."""
    middles = [(part.place[0] + part.place[1], part.place[2] + part.place[3]) for part in members if not part.chain]
    if len(middles) <= rules.shuffled:
        return True
    x, y = zip(*middles, strict=True)
    if len(set(x)) == 1 or len(set(y)) == 1:
        return True
    return math.fabs(statistics.correlation(x, y)) >= rules.along


def _hull(places: Sequence[Box]) -> Box:
    a, b, c, d = zip(*places, strict=True)
    return min(a), max(b), min(c), max(d)


def _grown(place: Box, reach: int, sizes: tuple[int, int]) -> Box:
    a, b, c, d = place
    return max(0, a - reach), min(sizes[0], b + reach), max(0, c - reach), min(sizes[1], d + reach)


def _length(place: Box, side: int) -> int:
    return place[side + 1] - place[side]
