"""Score a scan of planted texts.

Recall: of the characters of the planted copies, between the first and the last letter of each, the share that lies in
matches with the right source, which also touch the passage there; and the same for the passages in the sources.
Matches a case: how many such matches a found case has. Precision: of the characters that matches between two texts
mark in the copy (the receiving text; of two others, the later), each counted once a pair of texts, the share that was
planted from the other text; genuine reuse, and what a plant hands on (``inherited``), is in neither number. Clean texts
accused: those with a match to any text that is neither. Matches of a discounted context count for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.quality.cases import Case, Planted
from benchmarks.quality.inherited import inherited
from benchmarks.quality.plagdet import overlap_with_union
from benchmarks.quality.scanning import Found
from dedup.coverage import union
from dedup.model import Span

PairKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CaseScore:
    """Characters of one case and how many of them were found."""

    case: Case
    characters: int
    found: int
    source_characters: int
    source_found: int
    matches: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """A match that was counted as wrong as a whole: nothing in it was planted or is genuine."""

    match: Found
    copy: int
    characters: int


@dataclass(frozen=True, slots=True)
class RoundScore:
    """One planted folder. ``marked`` characters of the copies were found, ``true`` of them rightly; ``…_in_pairs`` are
    the same for the pairs of texts that something was planted in; ``set_aside`` were genuine and are in neither."""

    cases: tuple[CaseScore, ...]
    marked: int
    true: int
    marked_in_pairs: int
    true_in_pairs: int
    set_aside: int
    alarms: tuple[Alarm, ...]
    clean: int
    clean_accused: int
    sloganed: int
    sloganed_accused: int


def score_round(planted: Planted, found: Iterable[Found], own: Sequence[Found]) -> RoundScore:
    """Score what was ``found``; ``own`` is the base texts' genuine reuse in offsets of the base texts."""
    by_pair: defaultdict[PairKey, list[Found]] = defaultdict(list)
    for match in found:
        if match.counted:
            by_pair[match.left, match.right].append(match)
    truth = _truth(planted)
    between = {pair: matches for pair, matches in by_pair.items() if pair[0] != pair[1]}
    unplanted = [match for pair, matches in between.items() if pair not in truth for match in matches]
    real = [_moved(planted, match) for match in own]
    genuine = _places([*real, *inherited(planted, real, unplanted)])
    sums = {pair: _marks(pair, matches, truth, genuine) for pair, matches in sorted(between.items())}
    planted_sums = [each for pair, each in sums.items() if pair in truth]
    alarms = [alarm for pair, matches in sorted(between.items()) for alarm in _alarms(pair, matches, truth, genuine)]
    accused = {number for alarm in alarms for number in (alarm.match.left, alarm.match.right)}
    plain = planted.clean - planted.sloganed
    return RoundScore(
        cases=tuple(_case(case, by_pair) for case in planted.cases),
        marked=sum(marked for marked, _, _ in sums.values()),
        true=sum(true for _, true, _ in sums.values()),
        marked_in_pairs=sum(marked for marked, _, _ in planted_sums),
        true_in_pairs=sum(true for _, true, _ in planted_sums),
        set_aside=sum(aside for _, _, aside in sums.values()),
        alarms=tuple(alarms),
        clean=len(plain),
        clean_accused=len(plain & accused),
        sloganed=len(planted.sloganed),
        sloganed_accused=len(planted.sloganed & accused),
    )


def side(match: Found, text: int) -> Span:
    """The match's place in ``text``."""
    return match.left_span if match.left == text else match.right_span


def _case(case: Case, by_pair: Mapping[PairKey, Sequence[Found]]) -> CaseScore:
    pair = (min(case.copy, case.source), max(case.copy, case.source))
    sides = [both for match in by_pair.get(pair, ()) for both in _as_copy_and_source(match, case)]
    met = [(copy, source) for copy, source in sides if _meets(case, copy, source)]
    return CaseScore(
        case=case,
        characters=sum(span.length for span in case.copied),
        found=sum(overlap_with_union(span, [copy for copy, _ in met]) for span in case.copied),
        source_characters=case.taken.length,
        source_found=overlap_with_union(case.taken, [source for _, source in met]),
        matches=len(met),
    )


def _as_copy_and_source(match: Found, case: Case) -> list[tuple[Span, Span]]:
    """Both ways round where a text repeats itself: either place may be the first."""
    if case.inside:
        return [(match.left_span, match.right_span), (match.right_span, match.left_span)]
    return [(side(match, case.copy), side(match, case.source))]


def _meets(case: Case, copy: Span, source: Span) -> bool:
    return source.overlap(case.taken) > 0 and any(copy.overlap(span) for span in case.copied)


def _truth(planted: Planted) -> dict[PairKey, list[tuple[int, Span, Span]]]:
    """By pair of texts: the copying text, all that was planted there, the passage in the source."""
    truth: defaultdict[PairKey, list[tuple[int, Span, Span]]] = defaultdict(list)
    for case in planted.cases:
        pair = (min(case.copy, case.source), max(case.copy, case.source))
        truth[pair].append((case.copy, case.planted, case.taken))
    return truth


def _moved(planted: Planted, match: Found) -> Found:
    """A match of the base texts where it is in the planted ones."""
    return replace(
        match,
        left_span=planted.moved(match.left, match.left_span),
        right_span=planted.moved(match.right, match.right_span),
    )


def _places(matches: Iterable[Found]) -> dict[tuple[int, int, int], list[Span]]:
    """By pair of texts and one of the two: its places in the matches."""
    places: defaultdict[tuple[int, int, int], list[Span]] = defaultdict(list)
    for match in matches:
        for text, span in match.sides:
            places[match.left, match.right, text].append(span)
    return places


def _marks(
    pair: PairKey,
    matches: Sequence[Found],
    truth: Mapping[PairKey, Sequence[tuple[int, Span, Span]]],
    genuine: Mapping[tuple[int, int, int], Sequence[Span]],
) -> tuple[int, int, int]:
    """Characters marked in the copy without genuine ones, those of them planted, and the genuine ones."""
    copy = _copy_of(pair, truth)
    marked = union([side(match, copy) for match in matches])
    plants = [span for text, span, _ in truth.get(pair, ()) if text == copy]
    own = genuine.get((*pair, copy), ())
    total = sum(span.length for span in marked)
    true = sum(overlap_with_union(span, plants) for span in marked)
    either = sum(overlap_with_union(span, [*plants, *own]) for span in marked)
    return total - (either - true), true, either - true


def _alarms(
    pair: PairKey,
    matches: Sequence[Found],
    truth: Mapping[PairKey, Sequence[tuple[int, Span, Span]]],
    genuine: Mapping[tuple[int, int, int], Sequence[Span]],
) -> list[Alarm]:
    copy = _copy_of(pair, truth)
    right = [span for text, span, _ in truth.get(pair, ()) if text == copy]
    right += genuine.get((*pair, copy), ())
    wrong = [match for match in matches if not overlap_with_union(side(match, copy), right)]
    return [Alarm(match, copy, side(match, copy).length) for match in wrong]


def _copy_of(pair: PairKey, truth: Mapping[PairKey, Sequence[tuple[int, Span, Span]]]) -> int:
    known = truth.get(pair, ())
    return known[0][0] if known else pair[1]
