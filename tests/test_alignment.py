"""Alignment: seeds, runs, chains, extension and screening do what their plain twins do."""

from __future__ import annotations

import string
from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference
from dedup.alignment.chains import _STEP_BITS, best_predecessors
from dedup.alignment.extension import extend
from dedup.alignment.lookup import seeds_at, seeds_by_table, table_of
from dedup.alignment.pairwise import Rules, align_pair
from dedup.alignment.screening import CLOSER, looked_at
from dedup.alignment.seeds import exact_runs, shared_seeds
from dedup.alignment.sketched import meetings, met, sketch_index
from reference import codes_of
from strategies import a_moderate_number, few_letters, refrains
from texts import SEED_GRAM, folded_text, kernel_text

SKETCH, SKETCH_WINDOW, REACH = 10, 9, 240
MAX_GAP, MAX_SKEW, GAP_COST, SKEW_COST, LOOKBACK = 60, 40, 0.2, 0.15, 60
RULES = Rules(MAX_GAP, MAX_SKEW, GAP_COST, SKEW_COST, LOOKBACK, apart=100, least_length=0, least_bits=60.0)
# Three alphabets without a character in common, so that only what is planted is shared. Two are Hangul, of which none
# sounds like another.
LEFT, RIGHT, PLANTED = ("".join(chr(code) for code in range(first, first + 400)) for first in (0xAC00, 0xB000, 0x6000))


runs_of_planted = st.tuples(st.integers(0, 300), st.integers(14, 80)).map(lambda at: PLANTED[at[0] : at[0] + at[1]])


def text_of(alphabet: str, least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=alphabet, min_size=least, max_size=most)


def seeds_of(left: str, right: str | None = None) -> NDArray[np.uint64]:
    """Seeds of two texts, or of one text against itself."""
    own = reference.sorted_grams(reference.grams(left, SEED_GRAM))
    other = own if right is None else reference.sorted_grams(reference.grams(right, SEED_GRAM))
    return np.asarray(shared_seeds(own, other, len(left)))


def aligned(left: str, right: str | None = None, bits: float = 8.0) -> list[tuple[int, int, int, int]]:
    """Places of the matches between two texts, or inside one, each character being worth ``bits``."""
    one = kernel_text(left, bits)
    other = one if right is None else kernel_text(right, bits)
    places, _ = align_pair(one, other, RULES)
    return sorted((int(a), int(b), int(c), int(d)) for a, b, c, d in places)


@a_moderate_number
@given(few_letters | refrains, few_letters | refrains)
def test_seeds_are_all_places_of_equal_grams(left: str, right: str) -> None:
    found = {(int(seed) & 0xFFFFFFFF, (int(seed) >> 32) - len(left)) for seed in seeds_of(left, right)}
    expected = reference.shared_seeds(reference.grams(left, SEED_GRAM), reference.grams(right, SEED_GRAM))
    assert {(i, i + diagonal) for i, diagonal in found} == expected


@a_moderate_number
@given(
    text_of("水火木abc", 1, 9) | st.sampled_from(["水火木水", "abcabcab"]),
    st.lists(st.sampled_from(["水火木水", "abcabcab", "木", "金土"]), min_size=30, max_size=80),
)
def test_seeds_of_a_short_text_in_a_long_one(short: str, parts: list[str]) -> None:
    long = "".join(parts)
    for left, right in ((short, long), (long, short)):
        found = seeds_of(left, right)
        places = {(int(seed) & 0xFFFFFFFF, (int(seed) & 0xFFFFFFFF) + (int(seed) >> 32) - len(left)) for seed in found}
        assert places == reference.shared_seeds(reference.grams(left, SEED_GRAM), reference.grams(right, SEED_GRAM))
        assert found.tolist() == sorted(found.tolist())


@a_moderate_number
@given(few_letters | refrains, few_letters | refrains)
def test_seeds_looked_up_in_a_table_are_those_of_a_merge(left: str, right: str) -> None:
    own, other = (reference.sorted_grams(reference.grams(text, SEED_GRAM)) for text in (left, right))
    assert seeds_by_table(own, table_of(own), other, len(left)).tolist() == seeds_of(left, right).tolist()


@a_moderate_number
@given(few_letters | refrains)
def test_a_text_against_itself_has_seeds_on_one_side_of_the_diagonal(text: str) -> None:
    own = reference.grams(text, SEED_GRAM)
    found = {(int(seed) & 0xFFFFFFFF, (int(seed) >> 32) - len(text)) for seed in seeds_of(text)}
    assert {(i, i + diagonal) for i, diagonal in found} == reference.shared_seeds(own)


@a_moderate_number
@given(few_letters | refrains, few_letters | refrains)
def test_runs_are_all_the_longest_exact_stretches_around_a_seed(left: str, right: str) -> None:
    runs = exact_runs(seeds_of(left, right), codes_of(left), codes_of(right), len(left), 3)
    places = reference.shared_seeds(reference.grams(left, SEED_GRAM), reference.grams(right, SEED_GRAM))
    expected = [run for run in reference.maximal_runs(left, right, places) if run[2] >= 3]
    assert [tuple(run) for run in runs.tolist()] == expected


run_lists = st.lists(
    st.tuples(st.integers(0, 150), st.integers(0, 150), st.integers(3, 20)), max_size=25, unique_by=lambda run: run[:2]
).map(sorted)


@a_moderate_number
@given(run_lists, st.integers(0, 99), st.sampled_from([16.0, 30.0, 60.0]))
def test_chains_are_as_good_as_any(runs: list[reference.Run], seed: int, most: float) -> None:
    rng = np.random.default_rng(seed)
    before = np.concatenate(([0.0], np.cumsum(rng.uniform(0.3, 16, 200))))
    lost = rng.uniform(0, 20, len(runs)) * rng.integers(0, 2, len(runs))
    array = np.array(runs, dtype=np.int32).reshape(-1, 3)
    score, previous = best_predecessors(array, lost, before, MAX_GAP, MAX_SKEW, GAP_COST, SKEW_COST, LOOKBACK, most)
    costs = _STEP_BITS, GAP_COST, SKEW_COST
    expected = reference.best_chain_scores(runs, lost.tolist(), before.tolist(), MAX_GAP, MAX_SKEW, costs, most)
    assert score.tolist() == pytest.approx(expected)
    for place, earlier in enumerate(previous.tolist()):
        assert earlier < place
        if earlier == -1:
            alone = before[runs[place][0] + runs[place][2]] - before[runs[place][0]] - lost[place]
            assert score[place] == pytest.approx(alone)


def extended(left: str, right: str, step: int = 1) -> tuple[int, int]:
    i, j = (0, 0) if step > 0 else (len(left), len(right))
    taken_left, taken_right = extend(codes_of(left), codes_of(right), i, j, step, len(left), len(right))
    return int(taken_left), int(taken_right)


@a_moderate_number
@given(st.text(alphabet="水火a", max_size=5), st.text(alphabet="水火a", max_size=8))
def test_short_extensions_are_as_good_as_any(left: str, right: str) -> None:
    taken_left, taken_right = extended(left, right)
    assert reference.global_score(left[:taken_left], right[:taken_right]) == reference.best_extension(left, right)


@a_moderate_number
@given(
    st.text(
        alphabet=LEFT,
        min_size=30,
        max_size=60,
    ),
    st.lists(st.tuples(st.integers(5, 25), st.sampled_from(["", "改", "多一"])), max_size=3),
)
def test_extension_goes_on_over_small_edits(text: str, edits: list[tuple[int, str]]) -> None:
    edited = text
    for place, other in edits:
        edited = edited[:place] + other + edited[place + 1 :]
    for left, right in ((text, edited), (edited, text)):
        taken_left, taken_right = extended(left, right)
        assert reference.global_score(left[:taken_left], right[:taken_right]) == reference.best_extension(left, right)


def test_a_gap_pays_from_three_equal_characters_on() -> None:
    assert extended("甲乙丙丁戊己", "甲乙丙改丁戊己") == (6, 7)
    assert extended("甲乙丙改丁戊己", "甲乙丙丁戊己") == (7, 6)
    assert extended("甲乙丙丁戊", "甲乙丙改丁戊") == (3, 3)


@a_moderate_number
@given(few_letters, few_letters)
def test_backwards_is_forwards_of_the_reversed_texts(left: str, right: str) -> None:
    assert extended(left, right, -1) == extended(left[::-1], right[::-1])


def test_extension_takes_no_more_than_it_may() -> None:
    text = codes_of("水火木金土日月年")
    assert extend(text, text, 2, 2, 1, 3, 6) == (3, 3)
    assert extend(text, text, 8, 8, -1, 8, 5) == (5, 5)


def test_extension_ends_where_alikeness_ends() -> None:
    assert extended(PLANTED[:20] + LEFT[:50] + PLANTED[20:40], PLANTED[:20] + RIGHT[:50] + PLANTED[20:40]) == (20, 20)


def sketches_of(text: str) -> NDArray[np.uint64]:
    hashes = [reference.hashed(gram) for gram in reference.heard_grams(text, SKETCH)]
    places = reference.winnow(hashes, SKETCH_WINDOW)
    return np.array(sorted(hashes[place] >> 32 << 32 | place for place in places), dtype=np.uint64)


@a_moderate_number
@given(st.lists(st.text("甲乙丙丁戊", max_size=60), min_size=1, max_size=6))
def test_an_index_of_sketches_gives_the_seeds_that_each_pair_shares(texts: list[str]) -> None:
    grams = [sketches_of(text) for text in texts]
    offsets = np.cumsum([0, *map(len, grams)])
    index = sketch_index(np.concatenate(grams), offsets)
    first, asked = np.empty(len(texts), dtype=np.int32), np.full(len(texts), -1, dtype=np.int32)
    for one, own in enumerate(grams):
        found = meetings(index, one, own, first, asked)
        for other, others in enumerate(grams):
            if one == other:
                continue
            places = met(found, one, other)
            shared = set((own >> 32).tolist()) & set((others >> 32).tolist())
            assert sorted(set(places.tolist())) == places.tolist()
            assert {place for place, gram in enumerate(others.tolist()) if gram >> 32 in shared} <= set(places.tolist())
            seeds = seeds_at(own, table_of(own), others, places, len(texts[one]))
            assert seeds.tolist() == shared_seeds(own, others, len(texts[one])).tolist()


def promising(left: str, right: str, needed: float, worth: Sequence[float] | float = 8.0) -> bool:
    one, other = kernel_text(left, worth), kernel_text(right)
    own, others = sketches_of(left), sketches_of(right)
    seeds = seeds_by_table(own, table_of(own), others, len(one.codes))
    looked = looked_at(one.sounds, other.sounds, seeds, one.before, REACH, needed, len(one.codes))
    return bool(looked[1])


@a_moderate_number
@given(st.data())
def test_screening_rejects_no_pair_that_shares_a_run_worth_the_bits(data: st.DataObject) -> None:
    """A run of 20 Han characters or more, with shared phrases of little worth before it.

    The program asks for a share of the bits only: in a run that repeats itself the k-th gram may meet the next one.
    """
    few = data.draw(st.lists(st.sampled_from([PLANTED[300 + n : 308 + n + n % 8] for n in range(60)]), max_size=2))
    run = data.draw(text_of(PLANTED[:300], 20, 40))
    gaps = data.draw(st.lists(text_of(LEFT, 1, 20), min_size=3, max_size=3))
    left = "".join(gap + part for gap, part in zip(gaps, [*few, run], strict=False))
    right = "".join(RIGHT[: len(gap)] + part for gap, part in zip(gaps, [*few, run], strict=False))
    worth = np.array([8.0 if character in PLANTED[:300] else 0.6 for character in left])
    assert promising(left, right, CLOSER * 8.0 * len(run), worth.tolist())


def test_screening_asks_more_of_what_shares_no_phrase() -> None:
    """Ten phrases of 24 bits near one another are worth 114 with what it costs to say where each is, but 26 less."""
    parts = [PLANTED[30 * n : 30 * n + 16] for n in range(10)]
    left, right = (
        "".join(letters[9 * n : 9 * n + 9] + part for n, part in enumerate(parts)) for letters in (LEFT, RIGHT)
    )
    assert promising(left, right, 87.0, 1.5)
    assert not promising(left, right, 89.0, 1.5)


def test_screening_rejects_what_shares_too_little() -> None:
    left, right = LEFT[:60] + PLANTED[:20] + LEFT[60:90], RIGHT[:40] + PLANTED[:20] + RIGHT[40:90]
    assert promising(left, right, 159.0)
    assert not promising(left, right, 161.0)
    assert not promising(left, RIGHT, 1.0)


def test_screening_adds_up_what_lies_near_in_whatever_order_and_not_what_lies_far() -> None:
    one, two = PLANTED[:12], PLANTED[12:24]
    near = LEFT[:30] + one + LEFT[30:60] + two, RIGHT[:30] + two + RIGHT[30:60] + one
    far = LEFT[:30] + one + LEFT[30:330] + two, RIGHT[:30] + two + RIGHT[30:60] + one
    assert promising(*near, 170.0)
    assert not promising(*far, 170.0)


@a_moderate_number
@given(text_of(LEFT, 0, 60), text_of(RIGHT, 0, 60), runs_of_planted, text_of(LEFT, 0, 60), text_of(RIGHT, 0, 60))
def test_a_planted_run_is_found_to_the_character(
    before: str, other_before: str, run: str, after: str, other: str
) -> None:
    found = aligned(before + run + after, other_before + run + other)
    whole = (len(before), len(before) + len(run), len(other_before), len(other_before) + len(run))
    assert whole in found


@a_moderate_number
@given(text_of(LEFT, 30, 60), text_of(RIGHT, 30, 60))
def test_texts_that_share_nothing_have_no_match(left: str, right: str) -> None:
    assert aligned(left, right) == []


def test_what_is_worth_too_few_bits_is_no_match() -> None:
    left, right = LEFT[:30] + PLANTED[:20] + LEFT[30:60], RIGHT[:30] + PLANTED[:20] + RIGHT[30:60]
    assert aligned(left, right, bits=8.0) != []
    assert aligned(left, right, bits=3.0) == []


def test_small_edits_do_not_break_a_match() -> None:
    edited = PLANTED[:20] + "改" + PLANTED[21:40] + PLANTED[45:70] + "添上" + PLANTED[70:90]
    assert aligned(LEFT[:50] + PLANTED[:90] + LEFT[50:], RIGHT[:80] + edited + RIGHT[80:]) == [
        (50, 140, 80, 80 + len(edited))
    ]


def test_swapped_sentences_are_one_match() -> None:
    one, two, three = PLANTED[:30], PLANTED[30:60], PLANTED[60:90]
    assert aligned(LEFT[:50] + one + two + three + LEFT[50:], RIGHT[:70] + three + one + two + RIGHT[70:]) == [
        (50, 140, 70, 160)
    ]


def test_passages_far_apart_are_matches_of_their_own() -> None:
    left = LEFT[:20] + PLANTED[:30] + LEFT[20:170] + PLANTED[30:60] + LEFT[170:]
    right = PLANTED[:30] + RIGHT[:150] + PLANTED[30:60] + RIGHT[150:]
    assert aligned(left, right) == [(20, 50, 0, 30), (200, 230, 180, 210)]


@a_moderate_number
@given(st.lists(st.sampled_from([PLANTED[:25], PLANTED[:12], PLANTED[25:50], LEFT[:7], LEFT[7:30]]), max_size=10))
def test_internal_repetition_lies_in_two_places(parts: list[str]) -> None:
    text = "".join(parts)
    for start, end, again, last in aligned(text):
        assert 0 <= start < end <= again < last <= len(text)


def test_a_passage_printed_twice_is_found_at_both_places() -> None:
    text = LEFT[:40] + PLANTED[:50] + LEFT[40:90] + PLANTED[:50] + LEFT[90:]
    assert aligned(text) == [(40, 90, 140, 190)]


@pytest.mark.parametrize("times", [2, 3, 8, 12])
def test_a_refrain_is_found_however_often_it_stands_in_both_texts(times: int) -> None:
    left = "".join(verse + PLANTED[:30] for verse, _ in zip(_verses(LEFT), range(times), strict=False))
    right = "".join(verse + PLANTED[:30] for verse, _ in zip(_verses(RIGHT), range(times), strict=False))
    assert aligned(left, right)


def _verses(alphabet: str) -> list[str]:
    return ["".join(pair) * 4 for pair in pairwise(alphabet)]


def test_texts_without_a_gram_have_no_match() -> None:
    for left, right in product(["", "水", "水火木"], repeat=2):
        assert aligned(left, right) == []


def test_latin_text_is_aligned_as_well() -> None:
    words = string.ascii_lowercase
    shared = "Nobody wound the clock that winter and still it struck the evening"
    left, right = f"{words} {shared} {words[::-1]}", f"0123456789 {shared} 987654321"
    places, _ = align_pair(folded_text(left, 4.0), folded_text(right, 4.0), RULES)
    length = len(shared.replace(" ", ""))
    assert places.tolist() == [[26, 26 + length, 10, 10 + length]]
