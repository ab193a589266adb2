# mypy: allow-untyped-defs, allow-untyped-calls
"""Condensed text: sentences in a row, most of them made of a sentence from somewhere else in the other text.

So a summary lies: close together on its own side, scattered over the text that it sums up on the other.
"""

from __future__ import annotations

import numpy as np

from dedup.alignment.rewording import place_bits
from dedup.compiled import compiled

LEAST_UNITS = 3
_SCATTERED = 2.0  # how many times longer than the summary the stretch is that it sums up
_FAR_APART = 5.0  # times as long as itself is the most that each of its sentences speaks for
_MOST_OF_TEXT = 0.3
_UNLINKED = 8.0  # bits that a sentence without a source of its own costs
_DROP = 24.0
_LINKED = 0.6  # share of its sentences that have a source
_JUMPS = 1 / 3
_AS_CLOSE = 1.5
_IN_ONE = 0.7
_IN_TWO = 0.85
_IN_ROWS = 0.5
_ROUNDING = 1e-9  # bits that sums of the same may differ by
_ROW = 3  # sentences in a row that are a copy where their sources lie as close together
_MOST_OF_LIMIT = 0.5  # share of the limit that one sentence may count for
_ELSEWHERE = 0.25  # who takes sentences everywhere sums up nowhere


@compiled
def condensed(links, bits, taken, units, others, least_bits):
    """Stretches of units that sum up scattered units of the other text: ``int32[m, 4]`` (first and last + 1 on this
    side, first and last + 1 on the other) and their bits ``float64[m]``.

    ``links``: ``int32[l, 2]`` (unit here, unit there) in order, ``bits`` what each is worth; ``taken``: ``int8[n]``, 1
    for units of a copy, which no summary goes beyond; ``units``, ``others``: where the units of both texts begin. A
    link costs its place among the units of the other text, twice over since it is the best of them. The stretch is the
    one with the greatest sum (Kadane's algorithm), as far as the sum does not fall by much; it costs its place in both
    texts.
    """
    n, n_other = units.size - 1, others.size - 1
    best, partner = np.zeros(n, dtype=np.float64), np.full(n, -1, dtype=np.int32)
    place = 2 * np.log2(1.0 * n_other)
    search = place_bits(n, n_other)
    for m in range(bits.size):
        unit = links[m, 0]
        if bits[m] - place > best[unit] and not taken[unit]:
            best[unit], partner[unit] = bits[m] - place, links[m, 1]
    capped = np.minimum(best, _MOST_OF_LIMIT * least_bits)
    found, totals, count = np.empty((n, 4), dtype=np.int32), np.empty(n, dtype=np.float64), 0
    unit = 0
    while unit < n:
        first, last, total, most = unit, unit, 0.0, 0.0
        while unit < n and not taken[unit] and (unit == first or total > max(0.0, most - _DROP)):
            total += capped[unit] if partner[unit] >= 0 else -_UNLINKED
            unit += 1
            if total > most:
                most, last = total, unit
        if most > 0:
            unit = last
        elif unit == first:
            unit += 1
        most -= search
        if most >= least_bits:
            low, high, linked, jumps = _span(partner, first, last)
            if (
                linked >= max(LEAST_UNITS, _LINKED * (last - first))
                and jumps >= _JUMPS * (linked - 1)
                and _SCATTERED <= (others[high] - others[low]) / (units[last] - units[first]) <= _FAR_APART * linked
                and capped.sum() <= (1 + _ELSEWHERE) * capped[first:last].sum()
                and _scattered(best, partner, first, last, linked, units, others)
            ):
                whole = (others[n_other] - others[0]) / (units[last] - units[first])
                if high - low >= _MOST_OF_TEXT * n_other and whole <= _FAR_APART * linked:
                    low, high = 0, n_other
                found[count, 0], found[count, 1], found[count, 2], found[count, 3] = first, last, low, high
                totals[count] = most
                count += 1
    return found[:count], totals[:count]


@compiled
def _span(partner, first, last):
    """First and last + 1 of the partners of some units, how many have one, and how many of these go on elsewhere than
    where the one before left off."""
    low, high, linked, jumps, before = 1 << 30, 0, 0, 0, -1
    for k in range(first, last):
        if partner[k] >= 0:
            low, high, linked = min(low, partner[k]), max(high, partner[k] + 1), linked + 1
            jumps += before >= 0 and not -1 <= partner[k] - before <= 2
            before = partner[k]
    return low, high, linked, jumps


@compiled
def _together(partner, first, last, near, others, but):
    """First of the partners that, of all of them, has most others no farther than ``near`` behind it, and how many of
    them there are with it; those ``near`` behind ``but`` do not count."""
    best, most = -1, 0
    for k in range(first, last):
        if partner[k] < 0 or _behind(partner[k], but, near, others):
            continue
        count = 0
        for m in range(first, last):
            count += (
                partner[m] >= 0
                and not _behind(partner[m], but, near, others)
                and _behind(partner[m], partner[k], near, others)
            )
        if count > most:
            best, most = partner[k], count
    return best, most


@compiled
def _behind(unit, start, near, others):
    return start >= 0 and unit >= start and others[unit + 1] - others[start] <= near


@compiled
def _scattered(best, partner, first, last, linked, units, others):
    """Whether the partners of some units are neither one copy nor two, and no more of them a copy than not.

    A copy has most of the bits, and two copies nearly all of the sentences, in places as close together as the units
    are, whatever else one of the sentences may be like. Of more copies each is of a few sentences in a row.
    """
    near = _AS_CLOSE * (units[last] - units[first])
    total, most = 0.0, 0.0
    for k in range(first, last):
        total += best[k]
        together = 0.0
        for m in range(first, last):
            if partner[k] >= 0 and partner[m] >= 0 and _behind(partner[m], partner[k], near, others):
                together += best[m]
        most = max(most, together)
    start, in_one = _together(partner, first, last, near / 2, others, -1)
    _, in_other = _together(partner, first, last, near / 2, others, start)
    if most > _IN_ONE * total or in_one + in_other > _IN_TWO * linked:
        return False
    return _in_rows(best, partner, first, last, units, others) <= _IN_ROWS * total + _ROUNDING


@compiled
def _in_rows(best, partner, first, last, units, others):
    """Bits of the units that are among ``_ROW`` in a row, but for such as have no partner, whose partners lie as close
    together as they do."""
    linked = np.flatnonzero(partner[first:last] >= 0) + first
    copied = np.zeros(linked.size, dtype=np.bool_)
    for k in range(linked.size - _ROW + 1):
        row = linked[k : k + _ROW]
        there = others[partner[row].max() + 1] - others[partner[row].min()]
        if there <= _AS_CLOSE * (units[row[_ROW - 1] + 1] - units[row[0]]):
            copied[k : k + _ROW] = True
    return best[linked[copied]].sum()
