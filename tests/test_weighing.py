"""What runs and chains are worth, and which of two spans is a repetition, as their plain twins say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reference
import reference_links
from dedup.alignment.chains import chains, step_cost
from dedup.alignment.filling import _EXCHANGE, _GO_ON, _OPEN, filled
from dedup.alignment.one_place import _SAME, united
from dedup.alignment.primary import EQUAL, primary
from dedup.alignment.seeds import _HOMOPHONE_BITS, _WORD_BITS, copy_bits, discounts, most_of_word
from strategies import a_moderate_number
from texts import folded_text, kernel_text

alike = st.tuples(st.sampled_from("在再船传ab가"), st.sampled_from("在再船传ab가"), st.sampled_from([0, 0, 0, 1, 2]))


@a_moderate_number
@given(st.lists(alike, min_size=1, max_size=40), st.integers(0, 99), st.data())
def test_discounts(pairs: list[tuple[str, str, int]], seed: int, data: st.DataObject) -> None:
    left, right = "".join(one for one, _, _ in pairs), "".join(other for _, other, _ in pairs)
    ends = [end for _, _, end in pairs]
    rng = np.random.default_rng(seed)
    bits = [rng.uniform(0.5, 14, len(pairs)).round(2).tolist() for _ in range(2)]
    place = st.integers(0, len(pairs) - 1)
    drawn = data.draw(st.lists(st.tuples(place, place), max_size=6))
    runs = [(a, b, data.draw(st.integers(1, len(pairs) - max(a, b)))) for a, b in drawn]
    one, other = kernel_text(left, bits[0], ends), kernel_text(right, bits[1])
    found = discounts(np.array(runs, dtype=np.int32).reshape(-1, 3), one, other)
    expected = reference_links.discounts(runs, left, right, bits[0], bits[1], ends, _HOMOPHONE_BITS, most_of_word)
    assert found.tolist() == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_a_rare_word_is_one_draw_and_two_words_are_two() -> None:
    def worth(text: str) -> float:
        whole = folded_text(text, 4.0)
        length = len(text.replace(" ", ""))
        return 4.0 * length - float(discounts(np.array([[0, 0, length]], dtype=np.int32), whole, whole)[0])

    assert worth("Krrzzbbrrg") == pytest.approx(_WORD_BITS)
    assert worth("Krrzz bbrrg") == pytest.approx(2 * _WORD_BITS)
    assert worth("in a") == pytest.approx(12)
    assert worth("krrzzbbrrg " * 5) == pytest.approx(5 * most_of_word(50)), "a run as long as the guarantee"
    assert most_of_word(50) > _WORD_BITS
    assert worth("钟楼的钟慢了") == pytest.approx(24)


@a_moderate_number
@given(st.lists(alike, min_size=1, max_size=40), st.integers(0, 99))
def test_a_copy_word_for_word_is_worth_what_its_run_is(pairs: list[tuple[str, str, int]], seed: int) -> None:
    text = "".join(one for one, _, _ in pairs)
    bits = np.random.default_rng(seed).uniform(0.5, 14, len(text)).round(2).tolist()
    own = kernel_text(text, bits, [end for _, _, end in pairs])
    whole = np.array([(0, 0, len(text))], dtype=np.int32)
    assert copy_bits(own, 0, len(text)) == pytest.approx(sum(bits) - discounts(whole, own, own)[0])
    ends = [end for _, _, end in pairs]
    [lost] = reference_links.discounts([(0, 0, len(text))], text, text, bits, bits, ends, _HOMOPHONE_BITS, most_of_word)
    assert copy_bits(own, 0, len(text)) == pytest.approx(sum(bits) - lost, rel=1e-4, abs=1e-3)


stretches = st.tuples(st.integers(0, 80), st.integers(1, 40)).map(lambda at: (at[0], at[0] + at[1]))
span_lists = st.lists(st.tuples(stretches, stretches).map(lambda at: (*at[0], *at[1])), max_size=10)


@a_moderate_number
@given(span_lists, st.integers(0, 99))
def test_primary(places: list[reference_links.Box], seed: int) -> None:
    bits = np.random.default_rng(seed).uniform(20, 200, len(places))
    found = primary(np.array(places, dtype=np.int32).reshape(-1, 4), bits)
    assert found.tolist() == reference_links.primary(places, bits.tolist(), EQUAL)


def test_a_second_place_that_says_it_less_well_is_a_repetition_and_an_equal_one_is_not() -> None:
    whole, elsewhere = (0, 50, 0, 50), (0, 50, 200, 250)
    places = np.array([whole, elsewhere], dtype=np.int32)
    assert primary(places, np.array([300.0, 100.0])).tolist() == [True, False]
    assert primary(places, np.array([300.0, 299.0])).tolist() == [True, True]


def made_one(spans: list[tuple[reference_links.Box, float]]) -> list[tuple[reference_links.Box, float]]:
    places = np.array([place for place, _ in spans], dtype=np.int32).reshape(-1, 4)
    found, bits = united(places, np.array([worth for _, worth in spans], dtype=np.float64))
    return [((a, b, c, d), worth) for (a, b, c, d), worth in zip(found.tolist(), bits.tolist(), strict=True)]


@a_moderate_number
@given(span_lists, st.integers(0, 99))
def test_united(places: list[reference_links.Box], seed: int) -> None:
    worth = np.random.default_rng(seed).uniform(20, 200, len(places)).tolist()
    spans = list(zip(places, worth, strict=True))
    assert made_one(spans) == reference_links.united(spans, _SAME)


def test_one_passage_told_by_two_parts_of_its_source_is_one_match_where_they_lie_in_one_another() -> None:
    first, second, apart = ((0, 100, 0, 120), 80.0), ((10, 100, 100, 220), 90.0), ((10, 100, 300, 420), 70.0)
    assert made_one([first, second, apart]) == [((0, 100, 0, 220), 90.0), apart]


def test_copies_that_follow_one_another_stay_two() -> None:
    neighbours = [((0, 100, 0, 100), 80.0), ((98, 200, 98, 200), 90.0)]
    assert made_one(neighbours) == neighbours


@st.composite
def chained_runs(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], list[float], list[int]]:
    """Runs in order, the best bits of a chain to each, and the run before each or -1."""
    n = draw(st.integers(0, 14))
    runs = [(10 * number, 10 * number + draw(st.integers(0, 5)), draw(st.integers(1, 9))) for number in range(n)]
    previous = [draw(st.integers(-1, number - 1)) for number in range(n)]
    score: list[float] = []
    for earlier in previous:
        own = draw(st.integers(1, 60)) + len(score) / 100
        score.append(own + (score[earlier] if earlier >= 0 else 0.0))
    return runs, score, previous


short = st.text(alphabet="abc", min_size=1, max_size=7)


@a_moderate_number
@given(short, short, st.integers(0, 99), st.sampled_from([0.1, 0.2]))
def test_filling(left: str, right: str, seed: int, gap_cost: float) -> None:
    rng = np.random.default_rng(seed)
    bits, other_bits = rng.uniform(0.5, 14, len(left) + 2).tolist(), rng.uniform(0.5, 14, len(right) + 1).tolist()
    one, other = kernel_text(f"x{left}x", bits), kernel_text(f"{right}x", other_bits)
    found = filled(one, other, 1, 1 + len(left), 0, len(right), gap_cost)
    expected = reference_links.filled(
        left, right, bits[1:], other_bits, _EXCHANGE, _OPEN, _GO_ON + gap_cost
    )  # fmt: skip
    assert found == (pytest.approx(expected[0], rel=1e-4, abs=1e-4), expected[1])


def test_letters_between_exchanged_ones_count_for_a_chain() -> None:
    """Every fifth letter is another: no run is long enough for a seed but the first and the last."""
    source = "thequickwanderersawthegreyharbourbeforedawnandwrotenothingofit"
    copy = source[:9] + "".join("z" if at % 5 == 0 else letter for at, letter in enumerate(source[9:-9])) + source[-9:]
    left, right = kernel_text(source, 3.0), kernel_text(copy, 3.0)
    end = len(source) - 9
    runs = np.array([(0, 0, 9), (end, end, 9)], dtype=np.int32)
    score, previous = np.array([27.0, 27.0 + 27.0 - step_cost(end - 9, end - 9, 0.1, 0.0)]), np.array([-1, 0])
    places, bits, _, equal = chains(runs, score, previous.astype(np.int32), 18.0, left, right, 0.1, 0.0)
    exchanged = sum(one != other for one, other in zip(source, copy, strict=True))
    assert places.tolist() == [[0, len(source), 0, len(source)]]
    assert equal.tolist() == [len(source) - exchanged]
    assert bits[0] == pytest.approx(3.0 * (len(source) - exchanged) - _EXCHANGE * exchanged)


@a_moderate_number
@given(chained_runs(), st.sampled_from([0.5, 18.0, 60.0]))
def test_chains_are_disjoint_and_worth_what_their_runs_add(
    drawn: tuple[list[tuple[int, int, int]], list[float], list[int]], least: float
) -> None:
    runs, score, previous = drawn
    left, right = kernel_text("a" * 160), kernel_text("b" * 160)
    places, bits, lengths, equal = chains(
        np.array(runs, dtype=np.int32).reshape(-1, 3), np.array(score), np.array(previous, dtype=np.int32), least,
        left, right, 0.1, 0.075,
    )  # fmt: skip
    expected = []
    used: set[int] = set()
    for last in sorted(range(len(runs)), key=lambda number: -score[number]):
        own, at = [], last
        while at >= 0 and at not in used:
            own.append(at)
            at = previous[at]
        worth = score[last] - (score[at] if at >= 0 else 0.0)
        worth += sum(_regained(runs[earlier], runs[later]) for later, earlier in pairwise(own))
        if last in used or score[last] < least:
            continue
        used |= set(own)
        if worth >= least:
            first = runs[own[-1]]
            end_left, end_right = runs[last][0] + runs[last][2], runs[last][1] + runs[last][2]
            place = [first[0], end_left, first[1], end_right]
            expected.append((place, pytest.approx(worth), len(own), sum(runs[number][2] for number in own)))
    assert list(zip(places.tolist(), bits.tolist(), lengths.tolist(), equal.tolist(), strict=True)) == expected


def _regained(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """What filling the gap between two runs regains where the texts have no character in common."""
    gap_left, gap_right = other[0] - one[0] - one[2], other[1] - one[1] - one[2]
    if min(gap_left, gap_right) < 1:
        return 0.0
    nothing = [0.0] * max(gap_left, gap_right)
    best, _ = reference_links.filled("a" * gap_left, "b" * gap_right, nothing, nothing, _EXCHANGE, _OPEN, _GO_ON + 0.1)
    return max(0.0, best + reference.step_cost(gap_left, gap_right, (2.0, 0.1, 0.075)))
