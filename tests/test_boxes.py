"""Boxes: which links stand beside the chains, and which meet a span, as their plain twins say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference_boxes
from dedup.alignment import boxes
from dedup.alignment.boxes import Boxes
from reference_boxes import Link, Part
from reference_links import Box
from strategies import a_moderate_number
from texts import kernel_text

SENTENCE = 12
TEXT = kernel_text("水火木" * (SENTENCE // 3 * 12), 8.0, [2, *[0] * (SENTENCE - 1)] * 12)

stretches = st.tuples(st.integers(0, 130), st.sampled_from([1, 5, 11, 12, 13, 24])).map(
    lambda at: (at[0], min(144, at[0] + at[1]))
)
places = st.tuples(stretches, stretches).map(lambda at: (*at[0], *at[1]))
shares = st.sampled_from([0.2, 0.5, 0.5, 0.75, 0.95])
chains = st.builds(Part, places, shares, st.sampled_from([11.0, 25.5, 60.0]), st.just(True))
sentences = st.integers(0, 11)
links = st.lists(st.tuples(sentences, sentences, shares, st.sampled_from([3.5, 20.0, 41.0])), max_size=12)


def of_places(found: list[Box]) -> NDArray[np.int32]:
    return np.array(found, dtype=np.int32).reshape(-1, 4)


def boxes_of(own: list[Part], between: list[Link]) -> Boxes:
    return boxes.boxes_of(  # type: ignore[no-any-return]
        TEXT, TEXT, of_places([chain.place for chain in own]), np.array([chain.alike for chain in own], dtype=float),
        np.array([chain.bits for chain in own], dtype=float),
        np.array([link[:2] for link in between], dtype=np.int32).reshape(-1, 2),
        np.array([link[2] for link in between], dtype=np.float32), np.array([link[3] for link in between], np.float32),
    )  # fmt: skip


def parts(found: Boxes) -> list[Part]:
    rows = zip(found.places.tolist(), found.alike.tolist(), found.bits.tolist(), strict=True)
    return [
        Part((place[0], place[1], place[2], place[3]), pytest.approx(alike), bits, number < found.chains)  # type: ignore[arg-type]
        for number, (place, alike, bits) in enumerate(rows)
    ]


@a_moderate_number
@given(st.lists(chains, max_size=8), links)
def test_boxes_of(own: list[Part], between: list[Link]) -> None:
    own = [Part(chain.place, float(np.float32(chain.alike)), chain.bits, chain=True) for chain in own]
    between = [(i, j, float(np.float32(cosine)), bits) for i, j, cosine, bits in between]
    units = TEXT.units.tolist()
    assert parts(boxes_of(own, between)) == reference_boxes.parts_of(units, units, own, between)


@a_moderate_number
@given(st.lists(chains, max_size=8), links, st.integers(0, 99))
def test_only(own: list[Part], between: list[Link], seed: int) -> None:
    whole = boxes_of(own, between)
    kept = np.random.default_rng(seed).random(whole.bits.size) < 0.5
    expected = [part for part, stays in zip(parts(whole), kept, strict=True) if stays]
    assert parts(boxes.only(whole, kept)) == expected


@a_moderate_number
@given(st.lists(places, max_size=12), st.lists(places, max_size=4))
def test_unmet(own: list[Box], found: list[Box]) -> None:
    assert boxes.unmet(of_places(own), of_places(found)).tolist() == reference_boxes.unmet(own, found)


def of_links(own: list[Part], between: list[Link]) -> list[Box]:
    return [part.place for part in parts(boxes_of(own, between)) if not part.chain]


def test_a_link_stays_where_no_chain_says_it_better() -> None:
    link: Link = (1, 5, 0.5, 30.0)
    place = SENTENCE, 2 * SENTENCE, 5 * SENTENCE, 6 * SENTENCE
    assert of_links([], [link]) == [place]
    assert of_links([Part(place, 0.7, 60.0, chain=True)], [link]) == []
    assert of_links([Part(place, 0.3, 60.0, chain=True)], [link]) == [place]


def test_a_link_of_a_sentence_that_was_copied_to_another_place_is_dropped() -> None:
    copied = Part((0, 3 * SENTENCE, 8 * SENTENCE, 11 * SENTENCE), 0.95, 200.0, chain=True)
    assert of_links([copied], [(1, 5, 0.5, 30.0)]) == []
    assert of_links([copied], [(4, 5, 0.5, 30.0)]) == [(4 * SENTENCE, 5 * SENTENCE, 5 * SENTENCE, 6 * SENTENCE)]


def test_a_place_that_meets_two_spans_on_one_side_each_meets_neither() -> None:
    place, spans = (10, 20, 50, 60), [(0, 15, 90, 99), (80, 90, 55, 70)]
    assert boxes.unmet(of_places([place]), of_places(spans)).tolist() == [True]
    assert boxes.unmet(of_places([place]), of_places([(19, 30, 59, 70)])).tolist() == [False]
    assert boxes.unmet(of_places([place]), of_places([(20, 30, 60, 70)])).tolist() == [True]
