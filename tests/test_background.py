"""The background model gives each character the bits that its docstring says."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import reference
from dedup.alignment import background
from dedup.alignment.background import _DENSE, _FLOOR, _M1, _M2, _M3, _MOST_DENSE
from dedup.alignment.phrases import PHRASE_WEIGHT, count_phrases, familiarity
from dedup.alignment.prior import prior_probabilities
from dedup.fingerprint import Fingerprints
from dedup.fingerprint.bags import bags
from reference import codes_of
from strategies import a_moderate_number, few_letters
from test_candidates import prints_of

PRIOR = prior_probabilities()
CLOCK = "钟楼的钟慢了七分钟没有人去拨"
FERRY = "渡口的船夫说雾是河在想事情"


def bags_of(text: str) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    sounds = np.array(reference.sounds_of(text), dtype=np.uint32)
    rows, units = bags(sounds, codes_of(text), np.zeros(len(text), dtype=np.uint8))
    return rows, units


def corpus(texts: list[str]) -> Fingerprints:
    own = [bags_of(text) for text in texts]
    return replace(
        prints_of([], len(texts)),
        codes=codes_of("".join(texts)),
        sounds=np.array(reference.sounds_of("".join(texts)), dtype=np.uint32),
        breaks=np.zeros(sum(map(len, texts)), dtype=np.uint8),
        bags=np.concatenate([each[0] for each in own]),
        units=np.concatenate([each[1] for each in own]),
        offsets=offsets_of(texts),
        bag_offsets=offsets_of([each[0] for each in own]),
        unit_offsets=offsets_of([each[1] for each in own]),
    )


def offsets_of(parts: Sequence[Sized]) -> NDArray[np.int64]:
    return np.cumsum([0, *map(len, parts)]).astype(np.int64)


def surprise(texts: list[str], jobs: int = 1) -> list[list[float]]:
    prints = corpus(texts)
    bits = background(prints, jobs=jobs).surprise.tolist()
    return [bits[prints.offsets[n] : prints.offsets[n + 1]] for n in range(len(texts))]


phrases = st.sampled_from([CLOCK, FERRY, CLOCK[3:12], "水火水火", "nobodywoundtheclock", "木"])
texts_of_phrases = st.lists(st.lists(phrases, max_size=6).map("".join), min_size=1, max_size=6)


@a_moderate_number
@given(st.lists(few_letters, min_size=1, max_size=4) | texts_of_phrases)
def test_familiarity(texts: list[str]) -> None:
    prints = corpus(texts)
    table = count_phrases(prints.codes, prints.offsets)
    found = [familiarity(codes_of(text), table, PHRASE_WEIGHT).tolist() for text in texts]
    assert found == reference.familiarity(texts, PHRASE_WEIGHT)


def test_familiarity_stops_counting_at_255() -> None:
    texts = [CLOCK] * 300
    prints = corpus(texts)
    assert set(familiarity(codes_of(CLOCK), count_phrases(prints.codes, prints.offsets), PHRASE_WEIGHT)) == {255}


@a_moderate_number
@given(st.lists(few_letters, min_size=1, max_size=4) | texts_of_phrases)
def test_surprise(texts: list[str]) -> None:
    expected = reference.surprise(
        texts, lambda character: float(PRIOR[ord(character)]), (_M1, _M2, _M3), _FLOOR, (_DENSE, _MOST_DENSE)
    )
    for found, bits in zip(surprise(texts), expected, strict=True):
        assert found == pytest.approx(bits, rel=1e-4, abs=1e-4)


def test_running_bits_are_the_sum_of_the_surprise() -> None:
    known = background(corpus([CLOCK, FERRY]), jobs=1)
    assert known.before[0] == 0
    assert np.diff(known.before) == pytest.approx(known.surprise, abs=1e-5)


def test_a_copy_does_not_make_a_passage_familiar() -> None:
    assert sum(surprise([CLOCK, CLOCK, FERRY])[0]) == pytest.approx(sum(surprise([CLOCK, FERRY])[0]), rel=0.05)


def test_each_further_use_makes_a_phrase_more_familiar() -> None:
    worth = [sum(surprise([CLOCK] * times + [FERRY * 3])[0]) for times in (2, 3, 5, 10, 40)]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] < 60 < worth[0]


def test_a_character_is_never_worth_less_than_the_floor() -> None:
    bits = surprise([f"{CLOCK}nobodywoundtheclock"] * 200)[0]
    assert min(bits[: len(CLOCK)]) == pytest.approx(2 * _FLOOR)
    assert min(bits) == pytest.approx(_FLOOR)


def test_rare_characters_surprise_more_than_frequent_ones() -> None:
    bits = surprise(["饕的" * 3 + CLOCK])[0]
    assert bits[0] == pytest.approx(_MOST_DENSE) and bits[1] < _MOST_DENSE - 1


def test_the_prior_is_a_probability_for_every_code_point() -> None:
    assert PRIOR.shape == (0x110000,)
    assert ((PRIOR > 0) & (PRIOR < 0.2)).all()
    assert 0.9 < PRIOR[ord("a") : ord("z") + 1].sum() < 1.1
    assert PRIOR[ord("的")] == PRIOR[0x3400:0xA000].max()


def test_bits_do_not_depend_on_the_number_of_threads() -> None:
    assert surprise([CLOCK, FERRY, CLOCK + FERRY]) == surprise([CLOCK, FERRY, CLOCK + FERRY], jobs=2)


def test_no_characters_no_bits() -> None:
    assert background(corpus([""]), jobs=1).before.tolist() == [0.0]
