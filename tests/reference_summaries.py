"""Slow and obvious twins of the kernels that find condensed text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reference_links import Box


@dataclass(frozen=True)
class SummaryRules:
    """The constants of ``condensed``, by the kernel's names."""

    least_units: int
    scattered: float
    far_apart: float
    most_of_text: float
    unlinked: float
    drop: float
    linked: float
    jumps: float
    as_close: float
    in_one: float
    in_two: float
    most_of_limit: float
    elsewhere: float
    in_rows: float
    row: int


def condensed(
    links: Sequence[tuple[int, int, float]], taken: Sequence[bool], units: Sequence[int], others: Sequence[int],
    least_bits: float, rules: SummaryRules,
) -> list[tuple[Box, float]]:  # fmt: skip
    """Sentences in a row, most of which have a source of their own somewhere in the other text, and their bits.

    ``links``: (sentence, source, bits). ``units``, ``others``: where the sentences of both texts begin and the last
    ends. ``taken``: whether a sentence is part of a copy.
    """
    n, n_other = len(units) - 1, len(others) - 1
    source: dict[int, tuple[float, int]] = {}
    for unit, other, bits in links:
        worth = bits - 2 * math.log2(n_other)
        if not taken[unit] and worth > source.get(unit, (0.0, 0))[0]:
            source[unit] = worth, other
    capped = {unit: min(worth, rules.most_of_limit * least_bits) for unit, (worth, _) in source.items()}
    worths = [None if taken[unit] else capped.get(unit, -rules.unlinked) for unit in range(n)]
    found, at = [], 0
    while at < n:
        last, total = _row(worths, at, rules.drop)
        row = {unit: source[unit] for unit in range(at, last) if unit in source}
        total -= math.log2(n) + math.log2(n_other)
        if row and total >= least_bits and _sums_up(row, at, last, units, others, rules):
            inside = sum(capped[unit] for unit in row)
            if sum(capped.values()) <= (1 + rules.elsewhere) * inside:
                found.append(((at, last, *_stretch(row, units[last] - units[at], others, rules)), total))
        at = max(last, at + 1)
    return found


def _row(worths: Sequence[float | None], first: int, drop: float) -> tuple[int, float]:
    """The end of the stretch from ``first`` on that is worth most, and what it is worth; ``first`` where none is.

    It is sought as far as the sum stays above nothing and within ``drop`` of the most that it was.
    """
    best, most, total = first, 0.0, 0.0
    for unit in range(first, len(worths)):
        worth = worths[unit]
        if worth is None:
            break
        total += worth
        if total > most:
            best, most = unit + 1, total
        if total <= max(0.0, most - drop):
            break
    return best, most


def _sums_up(
    row: Mapping[int, tuple[float, int]], first: int, last: int, units: Sequence[int], others: Sequence[int],
    rules: SummaryRules,
) -> bool:  # fmt: skip
    """Whether enough of the sentences have sources, and these are scattered: neither in a row, nor one copy or two, nor
    most of them in small rows, nor over more of the text than so many speak for."""
    sources = [source for _, source in row.values()]
    length = units[last] - units[first]
    spread = others[max(sources) + 1] - others[min(sources)]
    jumps = [not -1 <= after - before <= 2 for before, after in pairwise(sources)]
    return (
        len(row) >= rules.least_units
        and len(row) >= rules.linked * (last - first)
        and sum(jumps) >= rules.jumps * len(jumps)
        and rules.scattered * length <= spread <= rules.far_apart * len(row) * length
        and not _one_copy(row, rules.as_close * length, others, rules.in_one)
        and _in_two(sources, rules.as_close * length / 2, others) <= rules.in_two * len(sources)
        and _in_rows(row, units, others, rules) <= rules.in_rows * sum(worth for worth, _ in row.values()) + 1e-9
    )


def _within(source: int, start: int, near: float, others: Sequence[int]) -> bool:
    return source >= start and others[source + 1] - others[start] <= near


def _one_copy(row: Mapping[int, tuple[float, int]], near: float, others: Sequence[int], share: float) -> bool:
    """Whether sources close together have more than a ``share`` of the bits."""
    together = [
        sum(worth for worth, source in row.values() if _within(source, start, near, others))
        for _, start in row.values()
    ]  # fmt: skip
    return max(together) > share * sum(worth for worth, _ in row.values())


def _in_two(sources: Sequence[int], near: float, others: Sequence[int]) -> int:
    """How many sources lie in the place that has most of them close together and the one that has most of the rest."""
    best = max(sources, key=lambda start: sum(_within(source, start, near, others) for source in sources))
    one = [source for source in sources if _within(source, best, near, others)]
    rest = [source for source in sources if source not in one]
    most = max((sum(_within(source, start, near, others) for source in rest) for start in rest), default=0)
    return len(one) + most


def _in_rows(
    row: Mapping[int, tuple[float, int]], units: Sequence[int], others: Sequence[int], rules: SummaryRules
) -> float:
    """Bits of the sentences that are, with those before or after them, a few whose sources are as close together."""
    sentences, copied = sorted(row), set[int]()
    for at in range(len(sentences) - rules.row + 1):
        few = sentences[at : at + rules.row]
        sources = [row[unit][1] for unit in few]
        if others[max(sources) + 1] - others[min(sources)] <= rules.as_close * (units[few[-1] + 1] - units[few[0]]):
            copied.update(few)
    return sum(row[unit][0] for unit in copied)


def _stretch(
    row: Mapping[int, tuple[float, int]], length: int, others: Sequence[int], rules: SummaryRules
) -> tuple[int, int]:
    """All of the other text where the sources lie over much of it and so many sentences speak for all of it."""
    low, high = min(source for _, source in row.values()), max(source for _, source in row.values()) + 1
    n_other, whole = len(others) - 1, others[-1] - others[0]
    of_all = high - low >= rules.most_of_text * n_other and whole <= rules.far_apart * len(row) * length
    return (0, n_other) if of_all else (low, high)


@dataclass(frozen=True)
class PassageRules:
    """The constants of ``put_together``, by the kernel's names."""

    near: int
    long_copy: int
    exact: float
    scattered: float
    far_apart: float


Spans = list[tuple[Box, float]]
Told = tuple[Sequence[int], Sequence[float]]


def put_together(left: Told, right: Told, spans: Spans, rules: PassageRules) -> Spans:
    """Short reworded spans close together in one text and scattered in the other as one, the left text's rows first.

    ``left``, ``right``: where the sentences begin and the last ends, and what each character is worth.
    """
    for side, text in ((0, left), (2, right)):
        spans = _rows_together(text, spans, side, rules)
    return spans


def _rows_together(text: Told, spans: Spans, side: int, rules: PassageRules) -> Spans:
    rows: list[list[int]] = []
    for number in sorted(range(len(spans)), key=lambda number: spans[number][0][side]):
        if rows and _goes_on(text, [spans[member] for member in rows[-1]], spans[number], side, rules):
            rows[-1].append(number)
        else:
            rows.append([number])
    found: dict[int, tuple[Box, float]] = {}
    for row in rows:
        whole = _hull([spans[number][0] for number in row])
        lengths = whole[side + 1] - whole[side], whole[3 - side] - whole[2 - side]
        if len(row) > 1 and rules.scattered <= lengths[1] / lengths[0] <= rules.far_apart:
            found[row[0]] = whole, sum(spans[number][1] for number in row)
        else:
            found.update((number, spans[number]) for number in row)
    return [found[number] for number in sorted(found)]


def _goes_on(text: Told, row: Spans, span: tuple[Box, float], side: int, rules: PassageRules) -> bool:
    hull = _hull([box for box, _ in row])
    start, end = span[0][side], span[0][side + 1]
    if start - hull[side + 1] > rules.near or 2 * (min(hull[side + 1], end) - max(start, hull[side])) > end - start:
        return False
    return all(_short_and_reworded(text, one, side, rules) for one in (*row, span))


def _short_and_reworded(text: Told, span: tuple[Box, float], side: int, rules: PassageRules) -> bool:
    (starts, surprise), start, end = text, span[0][side], span[0][side + 1]
    touched = sum(first < end and start < last for first, last in pairwise(starts))
    exact = span[1] >= rules.exact * sum(surprise[start:end])
    return touched <= rules.long_copy and not (exact and end - start >= rules.near)


def _hull(boxes: Sequence[Box]) -> Box:
    a, b, c, d = zip(*boxes, strict=True)
    return min(a), max(b), min(c), max(d)
