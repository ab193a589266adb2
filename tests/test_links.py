"""Rewording: terms, sentences, links and what lies together are what their plain twins say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference_links
from dedup.alignment import links, regions
from dedup.fingerprint import bags as bagging
from dedup.text import Folder
from reference import codes_of, hashed, sounds_of
from reference_links import Bags, Term, Worths
from strategies import a_moderate_number, any_text, essays

LEAST, SURE = 0.2537, 99.0
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
