"""Direction: the compiled kernels, and what is read from a text once, are what their plain twins say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference_direction
import reference_links
from dedup.judgement.direction import cohesion as cohering
from dedup.judgement.direction import edits, loss
from dedup.judgement.direction.manner import manner_of
from dedup.judgement.direction.reader import reader_of
from dedup.judgement.direction.strangers import held_by_strangers
from dedup.judgement.direction.subjects import likeness
from dedup.judgement.direction.terms import Terms, rest_of, terms_of
from dedup.model import Span
from dedup.text import Folded, Folder
from reference_direction import Stretch, TextSide
from reference_links import Term
from strategies import a_moderate_number, any_text, essays, few_letters

FOLDER = Folder()
texts = any_text | essays | few_letters
corpora = st.lists(texts, min_size=2, max_size=5)


def placed_terms(fold: Folded) -> list[tuple[Term, int]]:
    return [(term, start) for term, start, _ in reference_links.terms(fold.text(), fold.breaks.tolist())]


@a_moderate_number
@given(corpora)
def test_in_how_many_texts_a_term_stands(corpus: list[str]) -> None:
    folded = [FOLDER.fold(text) for text in corpus]
    known = terms_of(folded)
    own = [placed_terms(fold) for fold in folded]
    assert [starts.tolist() for starts in known.starts] == [[start for _, start in terms] for terms in own]
    expected = reference_direction.holders(own, known.holders.size)
    assert {slot: int(known.holders[slot]) for slot in np.flatnonzero(known.holders).tolist()} == dict(expected)


@st.composite
def stretches(draw: st.DrawFn, size: int) -> tuple[list[Stretch], Stretch]:
    """Disjoint stretches of a text in order, and one of them; they may touch, and be empty."""
    bounds = sorted(draw(st.lists(st.integers(0, size), min_size=2, max_size=6)))
    found = list(zip(bounds[::2], bounds[1::2], strict=False))
    return found, draw(st.sampled_from(found))


def sides(data: st.DataObject, folded: list[Folded]) -> list[TextSide]:
    return [TextSide(placed_terms(fold), *data.draw(stretches(fold.codes.size))) for fold in folded[:2]]


def passage_of_two(
    corpus: list[str], data: st.DataObject
) -> tuple[TextSide, TextSide, list[list[tuple[Term, int]]], Terms, NDArray[np.int32]]:
    """Both sides of a passage of the first two texts, the terms of all texts plainly and as kernels have them, and the
    passage's places."""
    folded = [FOLDER.fold(text) for text in corpus]
    left, right = sides(data, folded)
    places = np.array((*left.passage, *right.passage), dtype=np.int32)
    return left, right, [placed_terms(fold) for fold in folded], terms_of(folded), places


@a_moderate_number
@given(st.lists(essays | few_letters, min_size=2, max_size=4), st.data())
def test_cohesion(corpus: list[str], data: st.DataObject) -> None:
    left, right, own, known, places = passage_of_two(corpus, data)
    rests = tuple(
        rest_of(known, number, np.array(side.shared, dtype=np.int32)) for number, side in enumerate((left, right))
    )
    found = cohering.cohesion(known, (0, 1), places, (rests[0], rests[1]))
    expected = reference_direction.cohesion(left, right, own, known.holders.size, 1500)
    assert (found.left, found.right, found.both, found.of, found.rest) == pytest.approx(expected)


@a_moderate_number
@given(st.lists(essays | few_letters, min_size=2, max_size=5), st.data())
def test_what_strangers_hold_of_a_passage(corpus: list[str], data: st.DataObject) -> None:
    left, right, own, known, places = passage_of_two(corpus, data)
    size = data.draw(st.integers(0, 100))
    found = held_by_strangers(known, (0, 1), places, size)
    assert found.tolist() == pytest.approx(
        reference_direction.held_by_strangers(left, right, own, known.holders.size, size)
    )


@a_moderate_number
@given(st.lists(essays | few_letters, min_size=2, max_size=4), st.data())
def test_likeness_of_the_rests(corpus: list[str], data: st.DataObject) -> None:
    folded = [FOLDER.fold(text) for text in corpus]
    left, right = sides(data, folded)
    known = terms_of(folded)
    rests = [rest_of(known, number, np.array(side.shared, dtype=np.int32)) for number, side in enumerate((left, right))]
    own = [placed_terms(fold) for fold in folded]
    expected = reference_direction.likeness(left, right, own, known.holders.size)
    assert likeness(known, (0, 1), (rests[0], rests[1])) == pytest.approx(expected, abs=1e-9)


@a_moderate_number
@given(st.lists(st.integers(0, 40), min_size=20, max_size=60), st.data())
def test_which_terms_are_looked_for_near_a_passage(numbers: list[int], data: st.DataObject) -> None:
    starts = np.arange(len(numbers), dtype=np.int32)
    shared, passage = data.draw(stretches(len(numbers)))
    side = TextSide([((number,), at) for at, number in enumerate(numbers)], shared, passage)
    near = data.draw(st.integers(0, len(side.rest())))
    known = Terms((np.array(numbers, dtype=np.uint32),), (starts,), np.zeros(1, dtype=np.int32), np.zeros(2), ())
    rest = rest_of(known, 0, np.array(shared, dtype=np.int32))
    sought = np.unique(known.hashes[0]) if passage[0] < passage[1] else np.empty(0, dtype=np.uint32)
    held = cohering._held(sought, known.hashes[0], rest, starts, *passage, near)
    expected = {number for (number,) in side.rest()[:near]}
    assert set(sought[held].tolist()) == expected & set(sought.tolist())


@a_moderate_number
@given(corpora, st.integers(0, 30), st.integers(0, 12))
def test_surprise(corpus: list[str], start: int, length: int) -> None:
    folded = [FOLDER.fold(text) for text in corpus]
    reader = reader_of(folded)
    own = [fold.text() for fold in folded]
    start = min(start, len(own[0]))
    expected = reference_direction.surprise(own, own[0], start, start + length, reader.pairs.size)
    assert reader.bits(folded[0].codes, start, start + length) == pytest.approx(expected)


def test_what_the_corpus_knows_surprises_less() -> None:
    folded = [FOLDER.fold(text) for text in ("钟楼的钟慢了七分钟。" * 9, "钟楼的钟快了七分钟。")]
    known, new = folded[0].text().index("慢"), folded[1].text().index("快")
    reader = reader_of(folded)
    assert reader.bits(folded[0].codes, known, known + 1) + 1 < reader.bits(folded[1].codes, new, new + 1)


@a_moderate_number
@given(texts, st.data())
def test_words(text: str, data: st.DataObject) -> None:
    fold = FOLDER.fold(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, fold.codes.size)] * 2)))
    hashes, bounds = edits._words(fold.codes, fold.breaks, start, end)
    expected = reference_direction.words(fold.text(), fold.breaks.tolist(), start, end, edits._MOST_COMPARED)
    assert [fold.text(a, b) for a, b in pairwise(bounds)] == expected
    assert len(set(zip(hashes.tolist(), expected, strict=True))) == len(set(hashes.tolist())) == len(set(expected))


def test_of_a_long_passage_the_first_words_are_compared() -> None:
    fold = FOLDER.fold("水火" * edits._MOST_COMPARED)
    hashes, bounds = edits._words(fold.codes, fold.breaks, 3, fold.codes.size)
    assert (len(hashes), bounds[0], bounds[-1]) == (edits._MOST_COMPARED, 3, 3 + edits._MOST_COMPARED)


marked = st.text(alphabet="水a1,.，。：", min_size=20, max_size=60)


@a_moderate_number
@given(marked | any_text, st.data())
def test_points(text: str, data: st.DataObject) -> None:
    fold = FOLDER.fold(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    found = manner_of(text, fold, Span(start, end), _folded(fold, start, end))
    assert (found.narrow, found.wide) == reference_direction.points(text[start:end])


@a_moderate_number
@given(st.text(alphabet="水爲為为風风ニa，", max_size=60), st.data())
def test_han_characters_in_another_form(text: str, data: st.DataObject) -> None:
    fold = FOLDER.fold(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    found = manner_of(text, fold, Span(start, end), _folded(fold, start, end))
    part = text[start:end]
    assert (found.converted, found.han) == (sum(map(part.count, "爲為風ニ")), sum(map(part.count, "水爲為为風风ニ")))


def _folded(fold: Folded, start: int, end: int) -> tuple[int, int]:
    places: NDArray[np.int32] = np.flatnonzero((fold.source >= start) & (fold.source < end))
    return (int(places[0]), int(places[-1]) + 1) if places.size else (0, 0)


def test_every_accent_capital_and_printed_mark_counts() -> None:
    """All code points, a few thousand at a time: what is looked for first leaves none of them out."""
    for first in range(0, 0x110000, 0x1000):
        text = "".join(map(chr, range(first, first + 0x1000)))
        counted = loss.accents(text), loss.capitals(text), loss.printed(text)
        assert counted == reference_direction.kept_marks(text)
