"""What runs and chains are worth, and which of two spans is a repetition, as their plain twins say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reference_links
from dedup.alignment.chains import chains
from dedup.alignment.joining import EQUAL, primary
from dedup.alignment.seeds import _HOMOPHONE_BITS, _WORD_BITS, discounts
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
    expected = reference_links.discounts(runs, left, right, bits[0], bits[1], ends, _HOMOPHONE_BITS, _WORD_BITS)
    assert found.tolist() == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_a_rare_word_is_one_draw_and_two_words_are_two() -> None:
    def worth(text: str) -> float:
        whole = folded_text(text, 6.0)
        length = len(text.replace(" ", ""))
        return 6.0 * length - float(discounts(np.array([[0, 0, length]], dtype=np.int32), whole, whole)[0])

    assert worth("Krrzzbbrrg") == pytest.approx(_WORD_BITS)
    assert worth("Krrzz bbrrg") == pytest.approx(2 * _WORD_BITS)
    assert worth("in a") == pytest.approx(18)
    assert worth("钟楼的钟慢了") == pytest.approx(36)


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


@a_moderate_number
@given(chained_runs(), st.sampled_from([0.5, 18.0, 60.0]))
def test_chains_are_disjoint_and_worth_what_their_runs_add(
    drawn: tuple[list[tuple[int, int, int]], list[float], list[int]], least: float
) -> None:
    runs, score, previous = drawn
    places, bits, lengths, equal = chains(
        np.array(runs, dtype=np.int32).reshape(-1, 3), np.array(score), np.array(previous, dtype=np.int32), least
    )
    expected = []
    used: set[int] = set()
    for last in sorted(range(len(runs)), key=lambda number: -score[number]):
        own, at = [], last
        while at >= 0 and at not in used:
            own.append(at)
            at = previous[at]
        worth = score[last] - (score[at] if at >= 0 else 0.0)
        if last in used or score[last] < least:
            continue
        used |= set(own)
        if worth >= least:
            first = runs[own[-1]]
            end_left, end_right = runs[last][0] + runs[last][2], runs[last][1] + runs[last][2]
            place = [first[0], end_left, first[1], end_right]
            expected.append((place, pytest.approx(worth), len(own), sum(runs[number][2] for number in own)))
    assert list(zip(places.tolist(), bits.tolist(), lengths.tolist(), equal.tolist(), strict=True)) == expected
