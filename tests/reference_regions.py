"""Slow and obvious twins of the kernels that say what two stretches of text share: partners, ends, regions, matches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from reference_links import Box

Partners = list[int]


def partners(
    left: Sequence[int], left_bits: Sequence[float], right: Sequence[int], about: int, support: float,
    most_places: int, least_bits: float,
) -> tuple[Partners, Partners]:  # fmt: skip
    """Equal terms paired one for one, those first that have most bits of other terms about them in common.

    Of a term that the right side has very often only the first ``most_places`` places are tried.
    """
    pairs = []
    for i, term in enumerate(left):
        places = [j for j, other in enumerate(right) if other == term][:most_places]
        for j in places if left_bits[i] >= least_bits else []:
            bits: dict[int, float] = {}
            for k in _about(i, len(left), about):
                bits.setdefault(left[k], left_bits[k])
            there = dict.fromkeys(right[k] for k in _about(j, len(right), about))
            held = sum(bits.get(term, 0.0) for term in there)
            if held >= support:
                pairs.append((-held, i, j))
    on_left, on_right = [-1] * len(left), [-1] * len(right)
    for _, i, j in sorted(pairs):
        if on_left[i] < 0 and on_right[j] < 0:
            on_left[i], on_right[j] = j, i
    return on_left, on_right


def _about(place: int, size: int, about: int) -> list[int]:
    return [k for k in range(size) if k != place and abs(k - place) <= about]


def trimmed(
    on_left: Partners, left_bits: Sequence[float], on_right: Partners, right_bits: Sequence[float],
    costs: tuple[float, float, float, float], rounds: int,
) -> Box:  # fmt: skip
    """Each side in turn cut to the stretch that is worth most, of which the partners are left on the other.

    ``costs``: the most that a matched term is worth, what a bit of an unmatched one costs, the most that one costs,
    and the most that the worth may fall inside a stretch.
    """
    a, b, c, d = 0, len(on_left), 0, len(on_right)
    for _ in range(rounds):
        a, b = _best_stretch(_worths(on_left, left_bits, c, d, costs), costs[3])
        c, d = _best_stretch(_worths(on_right, right_bits, a, b, costs), costs[3])
    return a, b, c, d


def _worths(
    partner: Partners, bits: Sequence[float], start: int, end: int, costs: tuple[float, float, float, float]
) -> list[float]:
    most_matched, unmatched, most_unmatched, _ = costs
    return [
        min(most_matched, worth) if start <= other < end else -min(unmatched * worth, most_unmatched)
        for other, worth in zip(partner, bits, strict=True)
    ]


def _best_stretch(worths: Sequence[float], fall: float) -> tuple[int, int]:
    """Of all stretches within which the sum never falls by more than ``fall`` the one worth most: the first to end,
    then the shortest."""
    best = (0.0, 0, 0)
    for begin in range(len(worths)):
        sums = list(accumulate(worths[begin:]))
        peaks = accumulate(sums, max)
        for end, (total, peak) in enumerate(zip(sums, peaks, strict=True), begin + 1):
            if total < max(0.0, peak) - fall:
                break
            if round(total, 8) > 0:  # sums of the same terms in another order are the same
                best = max(best, (round(total, 8), -end, begin))
    return best[2], -best[1]


def evidence(
    on_left: Partners, left_bits: Sequence[float], on_right: Partners, right_bits: Sequence[float], stretch: Box,
    local: int,
) -> tuple[float, float, float]:  # fmt: skip
    """Bits of the partners that are both inside, each worth the lesser of its two, and of all terms of either side.

    Each run of partners that follow one another on both sides is worth a bit less for each time that the longer stretch
    is twice as long as ``local`` terms; among all terms of a side each is.
    """
    a, b, c, d = stretch
    chance = math.log2(max(1.0, max(b - a, d - c) / local))
    pairs = [(i, j) for i, j in enumerate(on_left) if i in range(a, b) and j in range(c, d)]
    assert all(on_right[j] == i for i, j in pairs)
    return (
        sum(max(0.0, sum(min(left_bits[i], right_bits[j]) for i, j in run) - chance) for run in _runs(pairs)),
        sum(max(0.0, bits - chance) for bits in left_bits[a:b]),
        sum(max(0.0, bits - chance) for bits in right_bits[c:d]),
    )


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs of places, each list of them in a row on both sides and as long as can be."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        if (i - 1, j - 1) in pairs:
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def end_bits(
    left: tuple[Sequence[int], Sequence[bool]], right: tuple[Sequence[int], Sequence[bool]], span: Box, by_chance: int,
    worth: tuple[float, float, float],
) -> float:  # fmt: skip
    """What the ends of a span say; both texts as what ends before each character and which characters are dense.

    ``worth`` of an end at a sentence, a clause, and inside. One at a sentence in both texts may lie up to ``by_chance``
    characters inside the span, but no deeper than a fourth of it.
    """
    a, b, c, d = span
    deep = min(by_chance, min(b - a, d - c) // 4)
    starts = [_end(left, a + k, worth) + _end(right, c + k, worth) for k in range(deep + 1)]
    ends = [_end(left, b - k, worth) + _end(right, d - k, worth) for k in range(deep + 1)]
    at_sentences = 2 * worth[0]
    return sum(at_sentences if at_sentences in found else found[0] for found in (starts, ends))


def _end(text: tuple[Sequence[int], Sequence[bool]], place: int, worth: tuple[float, float, float]) -> float:
    ends, dense = text
    if place in (0, len(ends)) or ends[place] in (2, 3):
        return worth[0]
    return worth[1] if ends[place] == 1 and dense[place - 1] and dense[place] else worth[2]


Chain = tuple[Box, float, int, int]


def joined(
    chains: Sequence[Chain], text: str, max_gap: int, gap_cost: float, enough: float, beside: int, farthest: int,
    place_bits: float, short: int, core: int, dear: tuple[float, float],
) -> list[Chain]:  # fmt: skip
    """Matches of chains (place, bits, runs, equal characters): the best chain left and, one by one, what saves most."""
    left = sorted(chains, key=lambda chain: chain[0][0])
    found = []
    while left:
        members = [max(left, key=lambda chain: chain[1])]
        left.remove(members[0])
        total = members[0][1]
        while True:
            box = _box(members)
            near = [
                chain
                for chain in left
                if _near(box, chain[0], max_gap, min(total, chain[1]) >= 0.6 * enough, beside, farthest)
            ]
            alike = sum(chain[3] for chain in members) / max(box[1] - box[0], box[3] - box[2])
            loose, exact = dear
            cost = gap_cost * (loose + (exact - loose) * min(1.0, max(0.0, (alike - 0.8) / 0.15)))
            saved = {
                chain: 0.0
                if _said_before(text, chain[0], members, max_gap // short, core)
                else _saved(chain, members, max_gap, cost, place_bits)
                for chain in near
            }
            best = max(near, key=lambda chain: saved[chain], default=None)
            if best is None or saved[best] <= 0:
                break
            members.append(best)
            left.remove(best)
            total += saved[best]
        found.append((box, total, sum(chain[2] for chain in members), sum(chain[3] for chain in members)))
    return found


def _said_before(text: str, place: Box, members: Sequence[Chain], short: int, core: int) -> bool:
    """Whether the middle ``core`` characters of a short chain stand in a member, at another place, on the left."""
    start, end = place[:2]
    if not core <= end - start <= short:
        return False
    middle = (start + end - core) // 2
    return any(
        text[at : at + core] == text[middle : middle + core] and at != middle
        for (a, b, *_), *_ in members
        for at in range(a, b - core + 1)
    )


def _box(chains: Sequence[Chain]) -> Box:
    a, b, c, d = zip(*(chain[0] for chain in chains), strict=True)
    return min(a), max(b), min(c), max(d)


def _gap(one: Box, other: Box, side: int) -> int:
    """Characters between two ranges, 0 or less where they meet."""
    return max(one[side], other[side]) - min(one[side + 1], other[side + 1])


def _near(one: Box, other: Box, max_gap: int, solid: bool, beside: int, farthest: int) -> bool:
    narrow, wide = sorted(max(0, _gap(one, other, side)) for side in (0, 2))
    if wide <= max_gap:
        return True
    lengths = sum(box[side + 1] - box[side] for box in (one, other) for side in (0, 2))
    return solid and beside * narrow <= max_gap and wide <= min(farthest * max_gap, lengths // 2)


def _saved(chain: Chain, members: Sequence[Chain], max_gap: int, gap_cost: float, place_bits: float) -> float:
    """The bits of a chain less its place in the match that it makes, less the characters that it leaves out more."""
    place, bits, _, _ = chain
    for side in (0, 2):
        if any(-2 * _gap(place, member[0], side) > place[side + 1] - place[side] for member in members):
            return 0.0
    wider = _box([*members, chain])
    more = _left_out([*members, chain]) - _left_out(members)
    return bits - place_bits - math.log2(wider[3] - wider[2] + 2 * max_gap) - gap_cost * more


def _left_out(chains: Sequence[Chain]) -> int:
    box = _box(chains)
    return max(
        0, *(box[side + 1] - box[side] - sum(place[side + 1] - place[side] for place, *_ in chains) for side in (0, 2))
    )
