"""The one SQL text, and the join in memory, find the pairs that a loop over all keys finds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from dedup import Settings, scan
from dedup.candidates import Candidates, compares_every_pair, engine, find_candidates
from dedup.candidates.engine import found_by_duckdb
from dedup.candidates.small import joined
from dedup.fingerprint.fingerprints import Fingerprints, Keys
from dedup.settings import CandidateSettings
from reference import pairs_by_keys
from strategies import a_moderate_number

Rows = list[tuple[int, int, int]]
_EDGES = [-(2**63), 2**63 - 1, 0, 1, 2, 3]


def prints_of(rows: Rows, documents: int = 6) -> Fingerprints:
    nothing = np.zeros(0, dtype=np.uint64)
    offsets = np.zeros(documents + 1, dtype=np.int64)
    return Fingerprints(
        anchors=keys_of(rows, 0),
        bands=keys_of(rows, 1),
        codes=np.zeros(0, dtype=np.uint32),
        offsets=offsets,
        grams=nothing,
        gram_offsets=offsets,
        sketches=keys_of(rows, 2),
        sounds=np.zeros(0, dtype=np.uint32),
        sketch_grams=nothing,
        sketch_offsets=offsets,
        breaks=np.zeros(0, dtype=np.uint8),
        bags=nothing,
        bag_offsets=offsets,
        units=np.zeros(0, dtype=np.int32),
        unit_offsets=offsets,
    )


def keys_of(rows: Rows, channel: int) -> Keys:
    own = sorted((document, key) for of, key, document in rows if of == channel)
    return Keys(
        np.array([key for _, key in own], dtype=np.int64),
        np.array([document for document, _ in own], dtype=np.int32),
        np.zeros(len(own), dtype=np.int32),
    )


def candidates(
    rows: Rows, most: int, most_sketches: int = 3, min_sketches: int = 2, rare: int = 1, jobs: int = 1
) -> Candidates:
    """What both searches find."""
    settings = CandidateSettings(
        max_key_documents=most,
        max_sketch_documents=most_sketches,
        min_sketches=min_sketches,
        rare_sketch_documents=rare,
    )
    prints = prints_of(rows)
    found = found_by_duckdb(prints, settings, jobs=jobs)
    check_equal(joined(prints, settings), found)
    return found


def check_equal(one: Candidates, other: Candidates) -> None:
    assert one.pairs.dtype == other.pairs.dtype == np.int32
    assert one.pairs.shape == other.pairs.shape
    assert np.array_equal(one.pairs, other.pairs)
    for name in ("capped_anchors", "capped_bands", "most_documents"):
        assert getattr(one, name) == getattr(other, name)
        assert type(getattr(one, name)) is int


@a_moderate_number
@given(
    st.lists(st.tuples(st.sampled_from([0, 1, 2, 2]), st.sampled_from(_EDGES), st.integers(0, 5)), max_size=40),
    st.integers(2, 6),
    st.integers(2, 6),
    st.integers(1, 3),
    st.integers(1, 4),
)
def test_pairs_are_those_of_a_loop_over_all_keys(
    rows: Rows, most: int, most_sketches: int, min_sketches: int, rare: int
) -> None:
    found = candidates(rows, most, most_sketches, min_sketches, rare)
    pairs, capped = pairs_by_keys(rows, (most, most, most_sketches), min_sketches, rare)
    assert found.pairs.dtype == np.int32
    assert found.pairs.shape == (len(pairs), 4)
    assert [tuple(row) for row in found.pairs.tolist()] == [
        (left, right, *shared) for (left, right), shared in sorted(pairs.items())
    ]
    assert (found.capped_anchors, found.capped_bands) == (capped.get(0, (0, 0))[0], capped.get(1, (0, 0))[0])
    assert found.most_documents == max((most for _, most in capped.values()), default=0)


def test_no_rows_no_pairs() -> None:
    found = candidates([], 2)
    assert found.pairs.shape == (0, 4)
    assert (found.capped_anchors, found.capped_bands, found.most_documents) == (0, 0, 0)


def test_a_key_in_too_many_documents_pairs_nobody_and_is_counted() -> None:
    rows = [(0, 7, document) for document in range(4)] + [(0, 8, 0), (0, 8, 1)]
    found = candidates(rows, 3)
    assert found.pairs.tolist() == [[0, 1, 1, 0]]
    assert (found.capped_anchors, found.most_documents) == (1, 4)


def test_a_key_many_times_in_one_document_is_still_one_document() -> None:
    rows = [(0, 7, 2)] * 5 + [(0, 7, 4)]
    assert candidates(rows, 2).pairs.tolist() == [[2, 2, 1, 0], [2, 4, 1, 0]]


def test_two_sketches_or_one_anchor_make_a_pair_but_one_sketch_does_not() -> None:
    shared = [(2, 7, 0), (2, 7, 1), (2, 8, 0), (2, 8, 1), (2, 9, 2), (2, 9, 3), (0, 7, 4), (0, 7, 5)]
    assert candidates(shared, 6).pairs.tolist() == [[0, 1, 0, 0], [4, 5, 1, 0]]
    assert candidates(shared, 6, min_sketches=1).pairs.tolist() == [[0, 1, 0, 0], [2, 3, 0, 0], [4, 5, 1, 0]]


def test_a_sketch_that_hardly_any_other_text_has_is_enough() -> None:
    shared = [(2, 7, 0), (2, 7, 1), *((2, 8, document) for document in (2, 3, 4))]
    assert candidates(shared, 6, rare=2).pairs.tolist() == [[0, 1, 0, 0]]
    assert candidates(shared, 6, rare=1).pairs.tolist() == []


def test_frequent_sketches_are_left_out_without_a_word() -> None:
    rows = [(2, key, document) for key in (7, 8) for document in range(4)]
    found = candidates(rows, 6)
    assert found.pairs.shape == (0, 4)
    assert (found.capped_anchors, found.capped_bands, found.most_documents) == (0, 0, 0)
    assert len(candidates(rows, 2, most_sketches=4).pairs) == 6


@a_moderate_number
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(0, 5)), max_size=40), st.integers(0, 1))
def test_every_pair_of_few_documents_is_a_candidate_whatever_keys_it_shares(rows: Rows, missing: int) -> None:
    """Six documents: up to six are few."""
    prints, few = prints_of(rows), CandidateSettings(every_pair_documents=6 - missing)
    by_keys = find_candidates(prints, CandidateSettings(every_pair_documents=0), jobs=1)
    found = find_candidates(prints, few, jobs=1)
    if missing:
        check_equal(found, by_keys)
        return
    inside = {(left, right): shared for left, right, *shared in by_keys.pairs.tolist() if left == right}
    pairs = sorted({*combinations(range(6), 2), *inside})
    assert found.pairs.tolist() == [[*pair, *inside.get(pair, [0, 0])] for pair in pairs]
    assert found.pairs.dtype == np.int32
    assert found.every
    assert (found.capped_anchors, found.capped_bands, found.most_documents) == (0, 0, 0)


def test_few_documents_may_be_too_long_for_every_pair_to_be_compared() -> None:
    assert compares_every_pair(200, 1_000_000, CandidateSettings())
    assert not compares_every_pair(201, 1_000, CandidateSettings())
    assert not compares_every_pair(200, 100_000_000, CandidateSettings())


def test_pairs_do_not_depend_on_the_number_of_threads() -> None:
    rows = [(n % 3, n * n % 97, n % 6) for n in range(3000)]
    assert np.array_equal(candidates(rows, 6, jobs=1).pairs, candidates(rows, 6, jobs=2).pairs)


def test_few_rows_are_joined_in_memory_and_many_by_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    prints = prints_of([(n % 3, n * n % 97, n % 6) for n in range(300)])
    settings = CandidateSettings(every_pair_documents=0)
    few = find_candidates(prints, settings, jobs=1)
    monkeypatch.setattr(engine, "joined", lambda prints, settings: pytest.fail("joined in memory"))
    with pytest.raises(pytest.fail.Exception):
        find_candidates(prints, settings, jobs=1)
    monkeypatch.setattr(engine, "_SMALL", 0)
    check_equal(few, find_candidates(prints, settings, jobs=1))


def test_a_scan_gives_the_same_whichever_search_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    by_keys = Settings(candidates=CandidateSettings(every_pair_documents=0))
    monkeypatch.setattr(engine, "found_by_duckdb", lambda *_, **__: pytest.fail("asked a database"))
    monkeypatch.setattr(engine, "_SMALL", 1 << 40)
    in_memory = scan(ROOT / "corpus", by_keys, jobs=1)
    monkeypatch.undo()
    monkeypatch.setattr(engine, "_SMALL", 0)
    assert len(in_memory.matches) > 10
    assert scan(ROOT / "corpus", by_keys, jobs=1) == in_memory


def test_few_documents_need_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    for search in ("found_by_duckdb", "joined"):
        monkeypatch.setattr(engine, search, lambda *_, **__: pytest.fail("searched"))
    assert len(scan(ROOT / "corpus", Settings(), jobs=1).matches) > 10
