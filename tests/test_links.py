"""Rewording: terms, sentences, links, regions and summaries are what their plain twins say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference_links
from dedup.alignment import condensed as summaries
from dedup.alignment import links, regions
from dedup.fingerprint import bags as bagging
from dedup.text import Folder
from reference import codes_of, hashed, sounds_of
from reference_links import Bags, Term, Worths
from strategies import a_moderate_number, any_text, essays

LEAST, SURE, MOST_UNMATCHED = 0.2537, 99.0, 1.3
Broken = tuple[str, list[int]]

_PARTS = ("钟楼", "水", "雾", "河在再", "clocks", "clock", "it", "가나", "7")


@st.composite
def broken_texts(draw: st.DrawFn, most: int = 60) -> Broken:
    """Folded texts with what ends before each character, rarely a sentence inside a word."""
    parts = draw(st.lists(st.tuples(st.sampled_from(_PARTS), st.sampled_from([0, 1, 1, 1, 2, 3])), max_size=most))
    text = "".join(part for part, _ in parts)
    return text, [end if at == 0 else 0 for part, end in parts for at in range(len(part))]


def arrays(broken: Broken) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]:
    text, ends = broken
    return np.array(sounds_of(text), dtype=np.uint32), codes_of(text), np.array(ends, dtype=np.uint8)


def rows_of(own: Bags) -> NDArray[np.uint64]:
    return np.array(
        sorted(hashed(term) >> 32 << 32 | n << 8 | times for n, bag in enumerate(own) for term, times in bag.items()),
        dtype=np.uint64,
    )


def worth_of_rows(own: Bags, worth: Worths) -> NDArray[np.float32]:
    pairs = sorted((hashed(term) >> 32, n, worth[n][term]) for n, bag in enumerate(own) for term in bag)
    return np.array([bits for _, _, bits in pairs], dtype=np.float32)


@a_moderate_number
@given(broken_texts() | st.tuples(any_text | essays, st.just([])).map(lambda at: (at[0], [0] * len(at[0]))))
def test_terms(broken: Broken) -> None:
    hashes, starts, ends = bagging.terms(*arrays(broken))
    found = list(zip(hashes.tolist(), starts.tolist(), ends.tolist(), strict=True))
    assert found == [(hashed(term), start, end) for term, start, end in reference_links.terms(*broken)]


def test_forms_of_a_word_are_one_term_and_homophones_too() -> None:
    def terms_of(text: str) -> list[int]:
        folded = Folder().fold(text)
        return list(bagging.terms(folded.sounds, folded.codes, folded.breaks)[0])

    assert terms_of("reporting, reporters") == terms_of("Reported. Reports")
    assert terms_of("他在想") == terms_of("她再想")
    assert terms_of("the clock") != terms_of("the clack")


@a_moderate_number
@given(broken_texts(most=200))
def test_units(broken: Broken) -> None:
    text, ends = broken
    starts = [start for _, start, _ in reference_links.terms(text, ends)]
    bounds = bagging.units(np.array(ends, dtype=np.uint8), np.array(starts, dtype=np.int32)).tolist()
    expected = reference_links.units(ends, starts)
    assert bounds == [*(part[0] for part in expected), len(starts)]


def test_a_text_without_sentences_is_cut_where_it_is_long() -> None:
    text = "".join(chr(0xAC00 + n) for n in range(150))
    assert bagging.bags(*arrays((text, [0] * 150)))[1].tolist() == [0, 60, 120, 150]
    assert bagging.bags(*arrays((text[:123], [0] * 123)))[1].tolist() == [0, 60, 123]


@a_moderate_number
@given(broken_texts(most=200))
def test_bags(broken: Broken) -> None:
    rows, places = bagging.bags(*arrays(broken))
    own, expected = reference_links.bags(*broken)
    assert rows.tolist() == rows_of(own).tolist()
    assert places.tolist() == expected


@a_moderate_number
@given(broken_texts(most=120), st.integers(0, 99))
def test_bits_of_rows(broken: Broken, seed: int) -> None:
    surprise = np.random.default_rng(seed).uniform(0.3, 16, len(broken[0])).astype(np.float32)
    own, places = reference_links.bags(*broken)
    expected = worth_of_rows(own, reference_links.bits_of_terms(*broken, surprise.tolist()))
    found = bagging.bits_of_rows(*arrays(broken), rows_of(own), np.array(places, dtype=np.int32), surprise)
    assert found.tolist() == pytest.approx(expected.tolist(), rel=1e-4)


_WORDS: list[Term] = [(number,) for number in range(12)]


@st.composite
def weighed_bags(draw: st.DrawFn, least: float) -> tuple[Bags, Worths]:
    """Up to 12 sentences of a few words, and what each word is worth there, ``least`` to 16 bits."""
    sentence = st.dictionaries(st.sampled_from(_WORDS), st.integers(1, 3), min_size=1, max_size=8)
    own = [Counter(each) for each in draw(st.lists(sentence, min_size=1, max_size=12))]
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    return own, [{term: float(np.float32(rng.uniform(least, 16))) for term in bag} for bag in own]


def linked(left: tuple[Bags, Worths], right: tuple[Bags, Worths]) -> list[tuple[int, int, float, float]]:
    bits = worth_of_rows(*left), worth_of_rows(*right)
    pairs, cosines, shared, *_ = links.linked_units(
        rows_of(left[0]), rows_of(right[0]), *bits, len(left[0]), len(right[0]), LEAST
    )
    return [(int(i), int(j), float(c), float(s)) for (i, j), c, s in zip(pairs, cosines, shared, strict=True)]


@a_moderate_number
@given(weighed_bags(0.1), weighed_bags(0.1))
def test_terms_that_two_texts_share(left: tuple[Bags, Worths], right: tuple[Bags, Worths]) -> None:
    rows, others = rows_of(left[0]), rows_of(right[0])
    bits = worth_of_rows(*left), worth_of_rows(*right)
    own, other, found = links.shared_terms(rows, others, *bits, len(left[0]), len(right[0]))
    expected = reference_links.rarities(left[0], right[0], left[1], right[1])
    assert own.tolist() == pytest.approx(worth_of_rows(left[0], expected[0]).tolist(), rel=1e-4, abs=1e-6)
    assert other.tolist() == pytest.approx(worth_of_rows(right[0], expected[1]).tolist(), rel=1e-4, abs=1e-6)
    for row, (start, end) in zip(rows.tolist(), found.tolist(), strict=True):
        same = [number for number, theirs in enumerate(others.tolist()) if theirs >> 32 == row >> 32]
        assert list(range(start, end)) == same


def test_a_term_of_nearly_all_sentences_of_long_texts_tells_nothing() -> None:
    own: list[Counter[Term]] = [Counter({(1,): 1, (2 + number,): 1}) for number in range(100)]
    rare = [dict.fromkeys(bag, SURE) for bag in own]
    rarity, _, found = links.shared_terms(rows_of(own), rows_of(own), *[worth_of_rows(own, rare)] * 2, 100, 100)
    frequent = [row >> 32 == hashed((1,)) >> 32 for row in rows_of(own).tolist()]
    assert set(rarity[frequent].tolist()) == {0.0}
    assert rarity[~np.array(frequent)].tolist() == pytest.approx([np.log2(200 / 2)] * 100)
    assert (found[frequent, 1] - found[frequent, 0]).tolist() == [0] * 100


@a_moderate_number
@given(weighed_bags(1.0), weighed_bags(1.0))
def test_linked_sentences(left: tuple[Bags, Worths], right: tuple[Bags, Worths]) -> None:
    rare = reference_links.rarities(left[0], right[0], left[1], right[1])
    expected = reference_links.links(left[0], right[0], *rare, LEAST, links._BESIDE_BEST, 1.0)
    found = linked(left, right)
    assert [link[0] for link in found] == sorted(link[0] for link in found)
    assert [link[:2] for link in sorted(found)] == [link[:2] for link in expected]
    for link, other in zip(sorted(found), expected, strict=True):
        assert link[2:] == pytest.approx(other[2:], rel=1e-3)


@a_moderate_number
@given(weighed_bags(0.1), weighed_bags(0.1))
def test_links_do_not_depend_on_which_text_comes_first(left: tuple[Bags, Worths], right: tuple[Bags, Worths]) -> None:
    there = {(i, j) for i, j, _, _ in linked(left, right)}
    assert there == {(i, j) for j, i, _, _ in linked(right, left)}


stretches = st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda at: (at[0], at[0] + at[1]))
box_lists = st.lists(st.tuples(stretches, stretches).map(lambda at: (*at[0], *at[1])), min_size=1, max_size=14)


@a_moderate_number
@given(box_lists, st.integers(0, 99), st.integers(0, 14), st.sampled_from([0, 10]), st.sampled_from([20, 80]))
def test_clusters(boxes: list[reference_links.Box], seed: int, n_chains: int, near: int, apart: int) -> None:
    quality = np.random.default_rng(seed).uniform(0, 1, len(boxes))
    found = regions.clusters(np.array(boxes, dtype=np.int32), quality, n_chains, near, apart)
    expected = reference_links.clusters(boxes, quality.tolist(), n_chains, near, apart, regions._ALIKE)
    assert found.tolist() == expected


term_lists = st.lists(st.integers(0, 6), max_size=12)


def uneven(terms: list[int], seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(0.5, 12, len(terms))


def trimmed(
    left: list[int], left_bits: NDArray[np.float64], right: list[int], right_bits: NDArray[np.float64]
) -> tuple[int, ...]:
    hashes, others = np.array(left, dtype=np.uint64), np.array(right, dtype=np.uint64)
    return tuple(map(int, regions.trimmed(hashes, left_bits, others, right_bits, MOST_UNMATCHED)))


@a_moderate_number
@given(term_lists, term_lists, st.integers(0, 99))
def test_trimmed(left: list[int], right: list[int], seed: int) -> None:
    bits, other_bits = uneven(left, seed), uneven(right, seed + 1)
    found = trimmed(left, bits, right, other_bits)
    costs = regions._UNMATCHED, MOST_UNMATCHED
    expected = reference_links.trimmed(left, bits.tolist(), right, other_bits.tolist(), costs, regions._ROUNDS)
    assert found == expected


def test_strangers_at_the_ends_are_cut_off_and_one_in_the_middle_is_not() -> None:
    bits = np.full(8, 10.0)
    assert trimmed([90, 1, 2, 91, 3, 4, 5, 92], bits, [80, 81, 5, 4, 3, 2, 1, 82], bits) == (1, 7, 2, 7)
    assert trimmed([90, 91, 92], bits[:3], [80, 81], bits[:2]) == (0, 0, 0, 0)


@a_moderate_number
@given(term_lists, term_lists, st.integers(0, 99))
def test_evidence(left: list[int], right: list[int], seed: int) -> None:
    bits, other_bits = uneven(left, seed), uneven(right, seed + 1)
    found = regions.evidence(np.array(left, dtype=np.uint64), bits, np.array(right, dtype=np.uint64), other_bits)
    expected = reference_links.evidence(left, bits.tolist(), right, other_bits.tolist(), regions._LOCAL)
    assert found == pytest.approx(expected)


def test_a_common_term_of_long_stretches_is_no_evidence() -> None:
    def shared(terms: int) -> float:
        own = np.arange(terms, dtype=np.uint64)
        return float(regions.evidence(own, np.full(terms, 3.0), own, np.full(terms, 3.0))[0])

    assert shared(regions._LOCAL) == pytest.approx(3.0 * regions._LOCAL)
    assert shared(2 * regions._LOCAL) == pytest.approx(2.0 * 2 * regions._LOCAL)
    assert shared(8 * regions._LOCAL) == 0.0


def test_a_word_said_once_matches_one_of_many() -> None:
    bits = np.full(9, 3.0)
    assert trimmed([1, 2, 9, 9, 9, 9, 3, 90, 91], bits, [9, 1, 2, 3, 80], bits[:5])[1] == 3


@st.composite
def summaries_of_texts(draw: st.DrawFn) -> tuple[list[tuple[int, int, float]], list[int], int]:
    """Links in order of their unit here, which units are copies, and how many units the other text has."""
    n_other = draw(st.integers(2, 40))
    link = st.tuples(st.integers(0, 13), st.integers(0, n_other - 1), st.floats(0, 40).map(lambda x: round(x, 2)))
    own = draw(st.lists(link, max_size=24, unique_by=lambda at: at[:2]))
    taken = draw(st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=14, max_size=14))
    return sorted(own, key=lambda at: at[0]), taken, n_other


@a_moderate_number
@given(summaries_of_texts(), st.sampled_from([0.0, 20.0, 60.0]))
def test_condensed(drawn: tuple[list[tuple[int, int, float]], list[int], int], least: float) -> None:
    own, taken, n_other = drawn
    units = np.array([link[:2] for link in own], dtype=np.int32).reshape(-1, 2)
    bits = np.array([link[2] for link in own], dtype=np.float32)
    exact = [(unit, other, float(worth)) for (unit, other, _), worth in zip(own, bits, strict=True)]
    rows, worth = summaries.condensed(units, bits, np.array(taken, dtype=np.int8), 14, n_other, least)
    expected = reference_links.condensed(
        exact, taken, n_other, least, summaries._SCATTERED, summaries._MOST_OF_TEXT, summaries._MISSING,
        summaries.LEAST_UNITS,
    )  # fmt: skip
    assert [tuple(row) for row in rows.tolist()] == [row for row, _ in expected]
    assert worth.tolist() == pytest.approx([total for _, total in expected], rel=1e-4)


def test_four_sentences_from_all_over_a_text_sum_it_up() -> None:
    own = np.array([[5, 2], [6, 30], [7, 11], [8, 24]], dtype=np.int32)
    bits, taken = np.full(4, 40.0, dtype=np.float32), np.zeros(9, dtype=np.int8)
    assert summaries.condensed(own, bits, taken, 9, 40, 60.0)[0].tolist() == [[5, 9, 0, 40]]
    assert summaries.condensed(own[:3], bits[:3], taken, 9, 40, 60.0)[0].tolist() == []
    in_order = np.array([[5, 10], [6, 11], [7, 12], [8, 13]], dtype=np.int32)
    assert summaries.condensed(in_order, bits, taken, 9, 40, 60.0)[0].tolist() == []
