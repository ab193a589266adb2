"""What two stretches of text have in common: partners, where they begin and end, evidence; as their plain twins say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference_regions
from dedup.alignment import partners as pairing
from dedup.alignment import regions
from reference_links import Box
from strategies import a_moderate_number

MOST_UNMATCHED = 1.3137
_PIECES = ([1, 2, 3, 4, 5, 6, 7, 8, 9], [21, 22, 23], [31, 32], [1, 2, 3], [40], [41], [50] * 36, [61, 50, 62])
term_lists = st.lists(st.sampled_from(_PIECES), max_size=12).map(lambda pieces: [n for piece in pieces for n in piece])


def uneven(n: int, seed: int, most: float = 12.0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(0.2, most, n)


def paired(left: list[int], left_bits: NDArray[np.float64], right: list[int]) -> tuple[list[int], list[int]]:
    terms, others = np.array(left, dtype=np.uint64), np.array(right, dtype=np.uint64)
    on_left, on_right = pairing.partners(terms, left_bits, others, np.full(len(right), 3.0))
    return on_left.tolist(), on_right.tolist()


@a_moderate_number
@given(term_lists, term_lists, st.integers(0, 99), st.sampled_from([1.0, 5.0]))
def test_partners(left: list[int], right: list[int], seed: int, most: float) -> None:
    bits = uneven(len(left), seed, most)
    expected = reference_regions.partners(
        left, bits.tolist(), right, pairing._ABOUT, pairing._SUPPORT, pairing._MOST_PLACES, pairing._LEAST_BITS
    )
    assert paired(left, bits, right) == expected


def test_of_two_equal_terms_the_one_with_the_same_neighbours_is_the_partner() -> None:
    own, far = [1, 2, 3, 7, 4, 5, 6], [90 + n for n in range(12)]
    elsewhere = [80, 81, 7, 82, 1, 2]
    assert paired(own, np.full(7, 3.0), [*elsewhere, *far, *own])[0] == list(range(18, 25))
    assert paired(own, np.full(7, 3.0), [*own, *far, *elsewhere])[0] == list(range(7))


def test_a_term_alone_among_strangers_has_no_partner() -> None:
    assert paired([80, 81, 7, 82, 83], np.full(5, 9.0), [90, 7, 91])[0] == [-1] * 5


def test_terms_in_another_order_are_partners_all_the_same() -> None:
    assert paired([1, 2, 3, 4, 5], np.full(5, 3.0), [4, 5, 3, 1, 2])[0] == [3, 4, 2, 0, 1]


def test_a_term_said_once_is_the_partner_of_one_of_many() -> None:
    on_left, on_right = paired([1, 2, 9, 9, 9, 9, 3], np.full(7, 3.0), [9, 1, 2, 3, 80])
    assert sorted(on_left) == [-1, -1, -1, 0, 1, 2, 3]
    assert on_right[4] == -1


@st.composite
def two_stretches(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Partners of the terms of two stretches made of blocks that both have, in any order, or only one."""
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    few, many = ([3, 4, 40, 50], 9), ([1, 1, 2, 3, 4], 40)
    choice, most = draw(st.sampled_from([few, many]))
    sizes = rng.choice(choice, rng.integers(0, most)).tolist()
    blocks = list(zip(rng.choice(["left", "right", "both", "both"], len(sizes)).tolist(), sizes, strict=True))
    order = (rng.permutation(len(blocks)) if draw(st.booleans()) else np.arange(len(blocks))).tolist()
    left = [(k, at) for k, (kind, size) in enumerate(blocks) if kind != "right" for at in range(size)]
    right = [(k, at) for k in order if blocks[k][0] != "left" for at in range(blocks[k][1])]
    places, others = {term: i for i, term in enumerate(left)}, {term: j for j, term in enumerate(right)}
    return [others.get(term, -1) for term in left], [places.get(term, -1) for term in right]


def trimmed(
    on_left: list[int], left_bits: NDArray[np.float64], on_right: list[int], right_bits: NDArray[np.float64],
    most_unmatched: float = MOST_UNMATCHED,
) -> Box:  # fmt: skip
    partner, other = np.array(on_left, dtype=np.int32), np.array(on_right, dtype=np.int32)
    a, b, c, d = map(int, regions.trimmed(partner, left_bits, other, right_bits, most_unmatched))
    return a, b, c, d


@settings(a_moderate_number, max_examples=200)
@given(
    two_stretches(), st.integers(0, 99), st.sampled_from([(12.0, MOST_UNMATCHED), (2.0, MOST_UNMATCHED), (60.0, 37.77)])
)
def test_trimmed(partners: tuple[list[int], list[int]], seed: int, worth: tuple[float, float]) -> None:
    """With the greater worth a few strangers are a fall that no stretch goes over."""
    on_left, on_right = partners
    bits, other_bits = uneven(len(on_left), seed, worth[0]), uneven(len(on_right), seed + 1, worth[0])
    costs = regions._MOST_MATCHED, regions._UNMATCHED, worth[1], regions._FALL
    expected = reference_regions.trimmed(
        on_left, bits.tolist(), on_right, other_bits.tolist(), costs, regions._ROUNDS
    )  # fmt: skip
    assert trimmed(on_left, bits, on_right, other_bits, worth[1]) == expected


def test_strangers_at_the_ends_are_cut_off_and_one_in_the_middle_is_not() -> None:
    bits = np.full(8, 10.0)
    on_left, on_right = [-1, 6, 5, -1, 4, 3, 2, -1], [-1, -1, 6, 5, 4, 2, 1, -1]
    assert trimmed(on_left, bits, on_right, bits) == (1, 7, 2, 7)
    assert trimmed([-1] * 3, bits[:3], [-1] * 2, bits[:2]) == (0, 0, 0, 0)


def test_no_region_goes_over_a_long_run_of_strangers_however_much_stands_before_it() -> None:
    copied, strange = list(range(60)), [-1] * 80
    on_left, on_right = [*copied, *strange, *range(60, 90)], list(range(60)) + list(range(140, 170))
    bits, other_bits = np.full(len(on_left), 8.0), np.full(90, 8.0)
    assert trimmed(on_left, bits, on_right, other_bits, 1.2) == (0, 60, 0, 60)
    shorter = [*copied, *strange[:40], *range(60, 90)]
    on_right = list(range(60)) + list(range(100, 130))
    assert trimmed(shorter, bits[:130], on_right, other_bits, 1.2) == (0, 130, 0, 90)


def evidence(
    on_left: list[int], left_bits: NDArray[np.float64], on_right: list[int], right_bits: NDArray[np.float64], at: Box
) -> tuple[float, ...]:
    partner, other = np.array(on_left, dtype=np.int32), np.array(on_right, dtype=np.int32)
    return tuple(map(float, regions.evidence(partner, left_bits, other, right_bits, *at)))


@a_moderate_number
@given(two_stretches(), st.integers(0, 99), st.data())
def test_evidence(partners: tuple[list[int], list[int]], seed: int, data: st.DataObject) -> None:
    on_left, on_right = partners
    bits, other_bits = uneven(len(on_left), seed), uneven(len(on_right), seed + 1)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(on_left))] * 2)))
    c, d = sorted(data.draw(st.tuples(*[st.integers(0, len(on_right))] * 2)))
    found = evidence(on_left, bits, on_right, other_bits, (a, b, c, d))
    expected = reference_regions.evidence(
        on_left, bits.tolist(), on_right, other_bits.tolist(), (a, b, c, d), regions._LOCAL
    )
    assert found == pytest.approx(expected)


def test_a_common_term_of_long_stretches_is_no_evidence() -> None:
    """The order is turned, so that no two of them are a run."""

    def shared(terms: int) -> float:
        turned, bits = list(range(terms))[::-1], np.full(terms, 3.0)
        return evidence(turned, bits, turned, bits, (0, terms, 0, terms))[0]

    assert shared(regions._LOCAL) == pytest.approx(3.0 * regions._LOCAL)
    assert shared(2 * regions._LOCAL) == pytest.approx(2.0 * 2 * regions._LOCAL)
    assert shared(8 * regions._LOCAL) == 0.0


def test_common_terms_in_a_row_met_by_chance_once() -> None:
    terms, bits = 8 * regions._LOCAL, np.full(8 * regions._LOCAL, 3.0)
    whole = (0, terms, 0, terms)
    in_a_row = [*range(10), *[-1] * (terms - 10)]
    assert evidence(in_a_row, bits, in_a_row, bits, whole)[0] == pytest.approx(10 * 3.0 - 3.0)
    halves = [*range(5), *[-1] * 10, *range(15, 20), *[-1] * (terms - 20)]
    assert evidence(halves, bits, halves, bits, whole)[0] == pytest.approx(2 * (5 * 3.0 - 3.0))
    assert evidence(in_a_row, bits, in_a_row, bits, (0, terms, 4, terms))[0] == pytest.approx(6 * 3.0 - 3.0)
