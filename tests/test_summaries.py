"""Condensed text: what sums up sentences from all over another text is one match, as its plain twins say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_summaries
from dedup.alignment import condensed as kernels
from dedup.alignment import summaries
from dedup.alignment.texts import Text
from reference_links import Box
from reference_summaries import PassageRules, Spans, SummaryRules
from strategies import a_moderate_number
from texts import kernel_text

Link = tuple[int, int, float]
RULES = SummaryRules(
    kernels.LEAST_UNITS, kernels._SCATTERED, kernels._FAR_APART, kernels._MOST_OF_TEXT, kernels._UNLINKED,
    kernels._DROP, kernels._LINKED, kernels._JUMPS, kernels._AS_CLOSE, kernels._IN_ONE, kernels._IN_TWO,
    kernels._MOST_OF_LIMIT, kernels._ELSEWHERE, kernels._IN_ROWS, kernels._ROW,
)  # fmt: skip


@st.composite
def summed_up(draw: st.DrawFn) -> tuple[list[Link], list[bool], list[int], list[int]]:
    """Links in order of their unit here, which units are copies, and where the units of both texts begin.

    Most units have a source; those of a text are anywhere, or all in one place, or in two. The units of the other text
    are up to many times as long.
    """
    n, n_other = draw(st.integers(3, 16)), draw(st.sampled_from([2, 9, 25, 40]))
    places = draw(st.sampled_from([1, 2, n_other, n_other]))
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    centres = rng.permutation(n_other)[:places]
    links, own = [], rng.choice([0.1, 0.3])
    for unit in range(n):
        unlinked = rng.random() < own
        for _ in range(0 if unlinked else rng.integers(1, 3)):
            other = int(min(n_other - 1, max(0, rng.choice(centres) + rng.integers(-1, 2))))
            links.append((unit, other, float(np.float32(rng.uniform(*rng.choice([(5, 20), (25, 60), (25, 60)]))))))
    taken = (rng.random(n) < draw(st.sampled_from([0.0, 0.0, 0.1]))).tolist()
    units = np.cumsum([0, *rng.integers(4, 40, n)]).tolist()
    others = np.cumsum([0, *draw(st.sampled_from([1, 1, 3])) * rng.integers(9, 60, n_other)]).tolist()
    return links, taken, units, others


def condensed(links: list[Link], taken: list[bool], units: list[int], others: list[int], least: float) -> Spans:
    rows, worth = kernels.condensed(
        np.array([link[:2] for link in links], dtype=np.int32).reshape(-1, 2),
        np.array([link[2] for link in links], dtype=np.float32), np.array(taken, dtype=np.bool_),
        np.array(units, dtype=np.int32), np.array(others, dtype=np.int32), least,
    )  # fmt: skip
    return list(zip([(row[0], row[1], row[2], row[3]) for row in rows.tolist()], worth.tolist(), strict=True))


@settings(a_moderate_number, max_examples=200)
@given(summed_up(), st.sampled_from([20.0, 40.0, 60.0]))
def test_condensed(drawn: tuple[list[Link], list[bool], list[int], list[int]], least: float) -> None:
    found = condensed(*drawn, least)
    expected = reference_summaries.condensed(*drawn, least, RULES)
    assert [place for place, _ in found] == [place for place, _ in expected]
    assert [bits for _, bits in found] == pytest.approx([bits for _, bits in expected], rel=1e-5)


def alike(n: int) -> list[int]:
    """Where units of ten characters begin."""
    return [10 * k for k in range(n + 1)]


def test_four_sentences_from_all_over_a_text_sum_it_up() -> None:
    taken, units, others = [False] * 9, alike(9), alike(40)
    links = [(5, 2, 40.0), (6, 30, 40.0), (7, 11, 40.0), (8, 24, 40.0)]
    assert [place for place, _ in condensed(links, taken, units, others, 60.0)] == [(5, 9, 0, 40)]
    assert condensed(links[:2], taken, units, others, 60.0) == []
    in_order = [(5, 10, 40.0), (6, 11, 40.0), (7, 12, 40.0), (8, 13, 40.0)]
    assert condensed(in_order, taken, units, others, 60.0) == []


def test_three_sentences_do_not_sum_up_a_text_more_than_fifteen_times_as_long() -> None:
    def summed(last: int, sentences: int) -> list[Box]:
        places = [0, last, last // 2, *range(last // 3, last, last // 7)][:sentences]
        links = [(unit, other, 60.0) for unit, other in enumerate(places)]
        return [place for place, _ in condensed(links, [False] * 9, alike(9), alike(80), 60.0)]

    assert summed(44, 3) == [(0, 3, 0, 45)], "nor for all of a text of 80"
    assert summed(45, 3) == []
    assert summed(79, 4) == [(0, 4, 0, 80)]


def test_no_summary_goes_on_beyond_a_copied_sentence() -> None:
    links = [(unit, (7 * unit) % 40, 40.0) for unit in range(7)]
    assert condensed(links, [False] * 7, alike(7), alike(40), 60.0)[0][0][:2] == (0, 7)
    copied = [unit == 5 for unit in range(7)]
    assert condensed(links, copied, alike(7), alike(40), 60.0)[0][0][:2] == (0, 5)


def test_sentences_of_two_copies_are_no_summary() -> None:
    places = [3, 4, 5, 31, 32, 33]
    links = [(unit, other, 40.0) for unit, other in enumerate(places)]
    assert condensed(links, [False] * 6, alike(6), alike(40), 60.0) == []


def test_sentences_of_many_small_copies_are_no_summary() -> None:
    """A text that takes three sentences here and three there from a shorter one is not summed up by it."""
    few = [[3, 5, 4], [31, 31, 33], [17, 18, 16]]
    links = [(unit, other, 40.0) for unit, other in enumerate([place for row in few for place in row])]
    assert condensed(links, [False] * 9, alike(9), alike(40), 60.0) == []
    scattered = [(unit, other, 40.0) for unit, other in enumerate([3, 33, 17, 4, 31, 18, 5, 30, 16])]
    assert len(condensed(scattered, [False] * 9, alike(9), alike(40), 60.0)) == 1


def test_a_sentence_alike_before_a_summary_is_no_part_of_it() -> None:
    """What would lower the bits of what follows stays out: here a weak link, then two sentences of the author's own."""
    weak = 2 * np.log2(40) + 5
    links = [(0, 20, float(weak)), *((3 + k, place, 40.0) for k, place in enumerate((2, 30, 11, 24)))]
    [(place, bits)] = condensed(links, [False] * 7, alike(7), alike(40), 60.0)
    assert place == (3, 7, 0, 40)
    assert bits == pytest.approx(4 * (40 - 2 * np.log2(40)) - np.log2(7) - np.log2(40), rel=1e-5)


NEAR = 30
SENTENCE = 12
PASSAGES = PassageRules(NEAR, summaries._LONG_COPY, summaries._EXACT, summaries._SCATTERED, summaries._FAR_APART)


def in_sentences(sentences: int) -> Text:
    """Sentences of ``SENTENCE`` dense characters, each worth 8 bits."""
    return kernel_text("水火木" * (SENTENCE // 3 * sentences), 8.0, [2, *[0] * (SENTENCE - 1)] * sentences)


def put_together(spans: Spans) -> Spans:
    text = in_sentences(60)
    places = np.array([place for place, _ in spans], dtype=np.int32).reshape(-1, 4)
    found, bits = summaries.put_together(text, text, places, np.array([worth for _, worth in spans]), NEAR)
    return list(zip([(row[0], row[1], row[2], row[3]) for row in found.tolist()], bits.tolist(), strict=True))


@st.composite
def reworded_spans(draw: st.DrawFn) -> Spans:
    """Spans in any order, close together on one side or the other, of so many bits for each character."""
    spans, at = [], 0
    for _ in range(draw(st.integers(0, 8))):
        start = max(0, at + draw(st.integers(-20, 40)))
        at = start + draw(st.integers(4, 60))
        other = draw(st.integers(0, 600))
        end = min(700, other + draw(st.integers(4, 60)))
        bits = (at - start) * draw(st.sampled_from([1.03, 2.01, 3.9, 4.1, 7.9]))
        spans.append(((start, at, other, end) if draw(st.booleans()) else (other, end, start, at), bits))
    return draw(st.permutations(spans))


@a_moderate_number
@given(reworded_spans())
def test_put_together(spans: Spans) -> None:
    text = in_sentences(60)
    told = text.units.tolist(), [8.0] * text.codes.size
    found, expected = put_together(spans), reference_summaries.put_together(told, told, spans, PASSAGES)
    assert [place for place, _ in found] == [place for place, _ in expected]
    assert [bits for _, bits in found] == pytest.approx([bits for _, bits in expected])


def sentence(left: int, right: int, bits: float, sentences: int = 1) -> tuple[Box, float]:
    return (*(SENTENCE * k for k in (left, left + sentences, right, right + sentences)),), bits  # type: ignore[return-value]


def test_three_reworded_sentences_from_three_far_places_are_one_match() -> None:
    spans = [sentence(0, 40, 30.0), sentence(1, 3, 31.0), sentence(2, 20, 32.0)]
    whole = (0, 3 * SENTENCE, 3 * SENTENCE, 41 * SENTENCE)
    assert put_together(spans) == [(whole, 93.0)]
    turned = [((*place[2:], *place[:2]), bits) for place, bits in spans]
    assert put_together(turned) == [((*whole[2:], *whole[:2]), 93.0)]


def test_seven_reworded_sentences_from_seven_far_places_are_one_match_too() -> None:
    spans = [sentence(k, (7 * k + 20) % 50, 30.0) for k in range(7)]
    assert [place[:2] for place, _ in put_together(spans)] == [(0, 7 * SENTENCE)]


def test_two_copies_of_neighbours_that_stand_far_apart_are_two_matches() -> None:
    spans = [sentence(0, 40, 3 * SENTENCE * 7.0, 3), sentence(3, 5, 3 * SENTENCE * 7.0, 3)]
    assert put_together(spans) == spans
    long_copies = [sentence(0, 40, 100.0, 6), sentence(6, 5, 100.0, 6)]
    assert put_together(long_copies) == long_copies


def test_reworded_sentences_stay_apart_where_they_are_in_a_row_on_both_sides_or_far_apart_on_both() -> None:
    in_a_row = [sentence(0, 10, 30.0), sentence(1, 11, 30.0), sentence(2, 12, 30.0)]
    assert put_together(in_a_row) == in_a_row
    far_apart = [sentence(0, 10, 30.0), sentence(30, 50, 30.0)]
    assert put_together(far_apart) == far_apart


def test_two_sentences_do_not_speak_for_a_whole_long_text() -> None:
    near, far = ([sentence(0, 3, 30.0), sentence(1, place, 31.0)] for place in (30, 48))
    assert len(put_together(near)) == 1
    assert put_together(far) == far
