"""What stretches of text say in the same terms, and what regions of chains and links are worth, as their twins say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reference_links
import reference_weighing
from dedup.alignment import links, longest, partners, respelt, rewording, weighing
from dedup.alignment import regions as trimming
from dedup.alignment.boxes import Boxes, boxes_of
from dedup.alignment.longest import Runs
from dedup.alignment.pairwise import Rules
from dedup.alignment.rarity import Rarities, rarities_of
from dedup.alignment.texts import Text
from dedup.text.characters import is_dense
from reference_boxes import Part
from reference_links import Box
from reference_weighing import RegionRules, Reworded, Run, SpellingRules, Stretch, TermRules, Told
from strategies import a_moderate_number
from texts import kernel_text

TERMS = TermRules(
    partners._ABOUT, partners._SUPPORT, partners._MOST_PLACES, partners._LEAST_BITS,
    (trimming._MOST_MATCHED, trimming._UNMATCHED, trimming._FALL), trimming._ROUNDS, trimming._LOCAL,
    rewording._LEAST_COVER,
    SpellingRules(
        (respelt._LEAST_LETTERS, respelt._MOST_LETTERS), respelt._LETTERS_AN_EDIT, respelt._BESIDE, respelt._EDIT_BITS
    ),
)  # fmt: skip
MAX_GAP, APART, LEAST_LINK = 30, 70, 0.2
SYLLABLES = "".join(chr(0xAC00 + at) for at in range(600))
Alike = tuple[str, list[int], list[float]]


@dataclass(frozen=True)
class Drawn:
    """Two texts (folded, what ends before each character, bits of each) and chains between them."""

    left: Alike
    right: Alike
    chains: list[Part]
    runs: list[Run]

    def kernel_runs(self) -> Runs:
        places = np.array([run[:3] for run in self.runs], dtype=np.int32).reshape(-1, 3)
        return Runs(places, np.array([run[3] for run in self.runs], dtype=float))

    def kernel_texts(self) -> tuple[Text, Text]:
        return kernel_text(self.left[0], self.left[2], self.left[1]), kernel_text(
            self.right[0], self.right[2], self.right[1]
        )


@st.composite
def texts_alike(draw: st.DrawFn) -> Drawn:
    """Sentences of the left text stand in the right one too, in order or not, with some of their words changed.

    Chains lie on some of these, some of them a little off.
    """
    rng = np.random.default_rng(draw(st.integers(0, 9999)))
    changed, shuffled = draw(st.sampled_from([0.0, 0.2, 0.4, 0.6])), draw(st.booleans())
    spaced, common = draw(st.booleans()), draw(st.sampled_from([0.3, 0.7]))
    own = [_sentence(rng, spaced) for _ in range(rng.choice([rng.integers(2, 14), 24]))]
    taken = [number for number in range(len(own)) if rng.random() < common]
    if shuffled:
        rng.shuffle(taken)
    others = [[word if rng.random() >= changed else _changed(rng, word, spaced) for word in own[k]] for k in taken]
    copies = dict(enumerate(taken))
    for _ in range(rng.integers(0, 6)):
        at = int(rng.integers(0, len(others) + 1))
        others.insert(at, _sentence(rng, spaced))
        copies = {place + (place >= at): number for place, number in copies.items()}
    begins = [[0, *accumulate(sum(map(len, sentence)) for sentence in each)] for each in (own, others)]
    chains = [
        _chain(rng, begins[0][number : number + 2], begins[1][place : place + 2])
        for place, number in sorted(copies.items(), key=lambda item: item[1])
        if rng.random() < 0.4
    ]
    return Drawn(_text(rng, own), _text(rng, others), chains, _runs(rng, chains))


def _word(rng: np.random.Generator, spaced: bool) -> str:
    if spaced:
        return "".join(rng.choice(list("abdegiklmnorstu"), rng.integers(2, 12)).tolist())
    return str(rng.choice(list(SYLLABLES)))


def _changed(rng: np.random.Generator, word: str, spaced: bool) -> str:
    """Another word, or one of which a letter or two were changed, dropped or added."""
    if not spaced or rng.random() < 0.4:
        return _word(rng, spaced)
    for _ in range(rng.integers(1, 3)):
        at = int(rng.integers(0, len(word)))
        word = word[:at] + str(rng.choice(["", "a", word[at] + "o"])) + word[at + 1 :]
    return word or "a"


def _sentence(rng: np.random.Generator, spaced: bool) -> list[str]:
    return [_word(rng, spaced) for _ in range(rng.integers(4, 16))]


def _text(rng: np.random.Generator, sentences: list[list[str]]) -> Alike:
    text = "".join(word for sentence in sentences for word in sentence)
    ends = [
        0 if at else 1 if number else 2
        for sentence in sentences
        for number, word in enumerate(sentence)
        for at in range(len(word))
    ]
    return text, ends, rng.uniform(1, 15, len(text)).astype(np.float32).tolist()


def _chain(rng: np.random.Generator, left: list[int], right: list[int]) -> Part:
    off = rng.integers(0, 3, 4).tolist()
    place = left[0] + off[0], left[1] - off[1] + 1, right[0] + off[2], right[1] - off[3] + 1
    return Part(place, float(rng.choice([0.3, 0.6, 0.85, 0.95])), float(rng.uniform(5, 110)), chain=True)


def _runs(rng: np.random.Generator, chains: list[Part]) -> list[Run]:
    """In most of the chains one, some of them a phrase, in the order of the left text."""
    return sorted(
        (
            chain.place[0] + int(rng.integers(0, 3)),
            chain.place[2] + int(rng.integers(0, 3)),
            int(rng.integers(3, 12)),
            float(rng.choice([10.0, 45.0, 60.0])),
        )
        for chain in chains
        if rng.random() < 0.7
    )


def stretch(text: Text, rarity: Rarities, start: int, end: int) -> Stretch:
    hashes, bits, starts, ends = (each.tolist() for each in trimming.weighed_terms(text, start, end, rarity))
    sounds = [text.sounds[first:last].tolist() for first, last in zip(starts, ends, strict=True)]
    return Stretch(hashes, bits, starts, ends, sounds)


def rarities(left: Text, right: Text) -> tuple[Rarities, Rarities]:
    *_, own, other = links.linked_units(
        left.bags, right.bags, left.term_bits, right.term_bits, left.units.size - 1, right.units.size - 1, LEAST_LINK
    )
    return rarities_of(left.bags, own), rarities_of(right.bags, other)


def in_the_same_terms(drawn: Drawn, place: Box, *, throughout: bool) -> Reworded | None:
    """The twin of ``reworded``, on the terms that the kernel reads."""
    (left, right), (a, b, c, d) = drawn.kernel_texts(), place
    own, other = rarities(left, right)
    of_dense, levels = (
        (rewording._MORE_CHOICE_BITS, rewording._THROUGHOUT)
        if throughout
        else (rewording._CHOICE_BITS, rewording._MOST_UNMATCHED)
    )
    both = stretch(left, own, a, b), stretch(right, other, c, d)
    weight = sum(2 if is_dense(code) else 1 for code in (*left.codes[a:b].tolist(), *right.codes[c:d].tolist()))
    choice = reference_weighing.choice_of(*both, weight, of_dense, rewording._ENDS)
    search = float(np.log2(left.codes.size) + np.log2(right.codes.size))
    return reference_weighing.reworded(*both, search, choice, levels, TERMS)


def whole(drawn: Drawn) -> Box:
    return 0, len(drawn.left[0]), 0, len(drawn.right[0])


texts_of_both = texts_alike().filter(lambda drawn: drawn.right[0] != "")


@a_moderate_number
@given(texts_of_both, st.data())
def test_weighed_terms(drawn: Drawn, data: st.DataObject) -> None:
    """From any place on where the characters are dense, from the beginning where they are words."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(drawn.left[0]))] * 2)))
    start = start if drawn.left[0][0] in SYLLABLES else 0
    bags = [reference_links.bags(text, ends)[0] for text, ends, _ in (drawn.left, drawn.right)]
    worths = [reference_links.bits_of_terms(*text) for text in (drawn.left, drawn.right)]
    rarity: dict[reference_links.Term, float] = {}
    for unit in reference_links.rarities(bags[0], bags[1], worths[0], worths[1])[0]:
        rarity = {**unit, **rarity}
    expected = reference_weighing.weighed_terms(*drawn.left, rarity, start, end)
    left, right = drawn.kernel_texts()
    _, bits, starts, ends = trimming.weighed_terms(left, start, end, rarities(left, right)[0])
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(first, last) for *_, first, last in expected]
    assert bits.tolist() == pytest.approx([worth for _, worth, *_ in expected], rel=1e-4, abs=1e-4)


def test_a_word_is_worth_the_same_wherever_the_stretch_begins() -> None:
    words = ["the", "ferry", "left", "before", "dawn", "again"]
    ends = [int(at == 0) for word in words for at in range(len(word))]
    text = kernel_text("".join(words), 2.0, ends)
    rare = rarities_of(text.bags, np.full(text.bags.size, 99, dtype=np.float32))
    whole_text, rest = (trimming.weighed_terms(text, start, len(ends), rare)[1].tolist() for start in (0, 3))
    assert whole_text == [1.0 * len(word) for word in words]
    assert rest == whole_text[1:]


@a_moderate_number
@given(texts_of_both, st.booleans(), st.sampled_from([0, 7, 20]))
def test_reworded(drawn: Drawn, throughout: bool, less: int) -> None:
    _, end, _, other_end = whole(drawn)
    place = (min(less, end - 1), end, 0, max(1, other_end - less))
    left, right = drawn.kernel_texts()
    *found, bits, choice = rewording.reworded(left, right, *rarities(left, right), *place, throughout)
    expected = in_the_same_terms(drawn, place, throughout=throughout)
    if expected is None:
        assert bits == 0.0
    else:
        assert (tuple(found), bits, choice) == (expected[0], pytest.approx(expected[1]), pytest.approx(expected[2]))


@given(st.text("abc", max_size=27), st.text("abc", max_size=27))
def test_edits_of_words(word: str, other: str) -> None:
    expected = reference_weighing.edits_of([*map(ord, word)], [*map(ord, other)], TERMS.spelling)
    found = respelt.edits_of(*(np.array([*map(ord, each)], dtype=np.uint32) for each in (word, other)))
    assert found == (-1 if expected is None else expected)


def regions(drawn: Drawn, least_bits: float, *, throughout: bool) -> tuple[list[Told], list[Part]]:
    """What the kernel finds and the boxes that it was given."""
    (left, right), chains = drawn.kernel_texts(), drawn.chains
    n_left, n_right = left.units.size - 1, right.units.size - 1
    between, cosines, shared, *_ = links.linked_units(
        left.bags, right.bags, left.term_bits, right.term_bits, n_left, n_right, LEAST_LINK
    )
    boxes: Boxes = boxes_of(
        left, right, np.array([chain.place for chain in chains], dtype=np.int32).reshape(-1, 4),
        np.array([chain.alike for chain in chains], dtype=float),
        np.array([chain.bits for chain in chains], dtype=float), between, cosines, shared,
    )  # fmt: skip
    rules = Rules(MAX_GAP, 20, 0.2, 0.1, 60, APART, 0, least_bits)
    found = weighing.regions(left, right, *rarities(left, right), drawn.kernel_runs(), boxes, rules, throughout)
    rows = zip(*(each.tolist() for each in found), strict=True)
    spans = [((place[0], place[1], place[2], place[3]), bits, told) for place, bits, told in rows]
    rows = zip(boxes.places.tolist(), boxes.alike.tolist(), boxes.bits.tolist(), strict=True)
    parts = [Part((p[0], p[1], p[2], p[3]), alike, bits, at < boxes.chains) for at, (p, alike, bits) in enumerate(rows)]
    return spans, parts


@a_moderate_number
@given(texts_of_both, st.sampled_from([15.0, 30.0, 60.0]), st.booleans())
def test_regions(drawn: Drawn, least_bits: float, throughout: bool) -> None:
    found, parts = regions(drawn, least_bits, throughout=throughout)
    rules = RegionRules(
        MAX_GAP, APART, least_bits, weighing._EXACT, weighing._WHOLE, weighing._PROMISING,
        weighing._SHUFFLED, weighing._ALONG, trimming._ALIKE, longest.WORDED_ALIKE, longest._PHRASE_BITS,
        longest._LEAST_OF_REGION,
    )  # fmt: skip
    expected = reference_weighing.regions(
        parts, whole(drawn)[1::2], lambda place: in_the_same_terms(drawn, place, throughout=throughout), drawn.runs,
        rules, throughout=throughout,
    )  # fmt: skip
    assert [(place, told) for place, _, told in found] == [(place, told) for place, _, told in expected]
    assert [bits for _, bits, _ in found] == pytest.approx([bits for _, bits, _ in expected])
