"""The limit in bits follows from what unrelated pairs of the corpus are worth."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from benchmarks.quality.listed import documents_of
from numpy.typing import NDArray

from dedup.alignment.calibration import fit_tail, tail_of
from dedup.alignment.drawing import digest_numbers, random_pairs
from dedup.model import Result
from dedup.pipeline import examine
from dedup.settings import Settings, SignificanceSettings

STRICT = SignificanceSettings(min_bits=0.0)
WORDS = ("harbour", "lantern", "orchard", "pebble", "ribbon", "saddle", "thimble", "walnut", "meadow", "copper")


def scanned(documents: int, false_matches: float) -> Result:
    """Short texts of ten words each in an order of their own."""
    rng = np.random.default_rng(5)
    texts = {f"{number:03d}.txt": " ".join(rng.permutation(WORDS)) + "." for number in range(documents)}
    settings = Settings()
    accepted = replace(settings.significance, min_bits=0.0, false_matches=false_matches)
    return examine(documents_of(texts), replace(settings, significance=accepted))


def digests(documents: int, first: int = 0) -> NDArray[np.uint64]:
    """Numbers that look as random as digests do."""
    names = (f"text {first + number}".encode() for number in range(documents))
    return digest_numbers([hashlib.sha256(name).hexdigest() for name in names])


@pytest.mark.parametrize("documents", [0, 1, 2, 5, 77])
def test_all_pairs_are_taken_where_there_are_few(documents: int) -> None:
    drawn = random_pairs(digests(documents), 1).tolist()
    assert [tuple(pair) for pair in drawn] == list(combinations(range(documents), 2))


@pytest.mark.parametrize(("documents", "least"), [(78, 1_800), (300, 2_800), (20_000, 2_990)])
def test_different_pairs_are_drawn_where_there_are_more(documents: int, least: int) -> None:
    pairs = random_pairs(digests(documents), 1)
    assert len({tuple(pair) for pair in pairs.tolist()}) == len(pairs) >= least
    assert (pairs[:, 0] < pairs[:, 1]).all() and pairs.min() >= 0 and pairs.max() < documents
    assert np.array_equal(pairs, random_pairs(digests(documents), 1))
    assert not np.array_equal(pairs, random_pairs(digests(documents), 2))


def test_the_order_of_the_documents_does_not_change_which_pairs_are_drawn() -> None:
    known = digests(400)
    order = np.random.default_rng(2).permutation(400)
    drawn = {frozenset(known[list(pair)].tolist()) for pair in random_pairs(known, 1).tolist()}
    assert {frozenset(known[order][list(pair)].tolist()) for pair in random_pairs(known[order], 1).tolist()} == drawn


def test_one_document_more_changes_few_pairs() -> None:
    before, after = (random_pairs(digests(documents), 1).tolist() for documents in (2_000, 2_001))
    assert len({tuple(pair) for pair in before} - {tuple(pair) for pair in after}) < 20


def test_no_document_is_drawn_much_more_often_than_others() -> None:
    often = np.bincount(random_pairs(digests(100), 1).reshape(-1), minlength=100)
    assert often.min() > 20 and often.max() < 70


@pytest.mark.parametrize("scale", [3.0, 6.0, 10.0])
def test_a_tail_is_fitted_though_real_reuse_lies_beyond_it(scale: float) -> None:
    rng = np.random.default_rng(3)
    chance = np.where(rng.random(20_000) < 0.1, 4 + rng.exponential(scale, 20_000), 0.0)
    share, fitted = fit_tail(np.concatenate([chance, np.full(2_000, 400.0)]), 4.0)
    assert fitted == pytest.approx(scale, rel=0.1)
    assert share == pytest.approx(0.1, rel=0.15)


@pytest.mark.parametrize("low", [-4.0, 0.0, 6.0])
def test_the_limit_does_not_depend_on_the_draw_of_the_pairs_more_than_a_few_bits(low: float) -> None:
    """Wherever the bits of unrelated pairs lie, a tenth of them and no less tells how fast they thin out."""
    rng = np.random.default_rng(7)
    worth = [tail_of(low + rng.exponential(5.0, 1_000) - 5.0).significance(500_000, STRICT) for _ in range(40)]
    limits = np.array([each.limit_bits for each in worth])
    assert limits.mean() == pytest.approx(low - 5.0 + 5.0 * np.log(500_000 / STRICT.false_matches), abs=3)
    assert limits.std() < 6


@pytest.mark.parametrize("sharing", [0.04, 0.08, 0.3])
def test_the_limit_is_the_same_however_few_pairs_share_anything(sharing: float) -> None:
    """What the others are worth is not known; it is not what chance adds up to."""
    rng = np.random.default_rng(11)
    chance = np.where(rng.random(30_000) < sharing, rng.exponential(5.0, 30_000) - 8.0, -20.0)
    limit = tail_of(chance).significance(500_000, STRICT).limit_bits
    assert limit == pytest.approx(-8.0 + 5.0 * np.log(500_000 * sharing / STRICT.false_matches), abs=6)


def test_nothing_known_of_the_corpus_leaves_what_is_known_of_others() -> None:
    share, scale = fit_tail(np.zeros(0), 4.0)
    assert (share, scale) == (0.5, pytest.approx(5.0))


def test_the_fewer_false_matches_are_accepted_the_higher_the_limit() -> None:
    usual, strict = scanned(20, 0.5), scanned(20, 0.005)
    assert strict.significance.limit_bits > usual.significance.limit_bits + 10
    assert strict.significance.expected_false_matches <= 0.0051 < usual.significance.expected_false_matches <= 0.51
    assert usual.significance.pairs == 190


def test_the_limit_is_what_a_reader_asks_for_where_chance_needs_less() -> None:
    result = examine(documents_of({"a.txt": "first text", "b.txt": "second text"}), Settings())
    assert result.significance.limit_bits == Settings().significance.min_bits
    assert result.significance.expected_false_matches < Settings().significance.false_matches
