"""An index answers as a scan of the same texts would, however it came to be, and says what is wrong with it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.checking import Checker
from dedup.errors import IndexFileError
from dedup.index import Index, Matcher, add, calibrated, remove
from dedup.index.calibrating import tail_for
from dedup.index.segments import rows_in, segments_in
from dedup.index.tables import Rows, Table, counts, merged, negated, numbers_of, reversed_bits
from dedup.index.updating import add_paths, remove_paths, update_paths
from dedup.index.verifying import verify
from dedup.model import Document, Match, Result
from dedup.pipeline import examine
from dedup.progress import Silent
from dedup.reading import find_files, read_all
from dedup.settings import Settings
from factories import document
from strategies import a_moderate_number

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SETTINGS = Settings()
BY_KEYS = replace(SETTINGS, candidates=replace(SETTINGS.candidates, every_pair_documents=0))
CLOCK = (
    "钟楼的钟慢了七分钟，没有人去拨。卖豆腐的老人说，慢一点好，镇上的人走路都不用跑。后来钟修好了，大家反而常常迟到。"
)
FERRY = "渡口的船夫说，雾是河在想事情。他把桨横在膝上，等河想完。等的人里有一个背着琴，琴盒上结了一层白霜。"


@pytest.fixture(scope="module")
def library() -> tuple[Document, ...]:
    files = find_files([CORPUS], SETTINGS.reading).files
    return read_all(files, SETTINGS.reading, jobs=1, progress=Silent())[0]


@pytest.fixture(scope="module")
def scanned(library: tuple[Document, ...]) -> Result:
    return examine(library, SETTINGS)


@pytest.fixture
def archive() -> Iterator[Index]:
    with Index.create(None, SETTINGS.fingerprint) as index:
        yield index


def put(index: Index, documents: Sequence[Document]) -> list[tuple[str, str]]:
    done: list[tuple[str, str]] = []
    add(index, documents, lambda what, path: done.append((what, path)))
    return done


def unheard(what: str, path: str) -> None:
    """For tests in which it does not matter what is acknowledged."""


def essays(*texts: str) -> list[Document]:
    return [document(0, text, f"essays/{rank}.txt") for rank, text in enumerate(texts)]


def told(result: Result, match: Match) -> tuple[object, ...]:
    """A match but for its number, in terms of paths."""
    places = [(result.documents[side.document].path, side.span) for side in (match.left, match.right)]
    of_both = (match.bits, match.similarity, match.kind, match.context, match.reason, match.carriers, match.direction)
    return (*places, *of_both, match.left_label, match.right_label)


def of_drafts(result: Result, drafts: set[str]) -> set[tuple[object, ...]]:
    return {
        told(result, match)
        for match in result.matches
        if drafts & {result.documents[side.document].path for side in (match.left, match.right)}
    }


def rows_of(index: Index, table: Table) -> list[int]:
    """All rows of the documents that are there, without their numbers."""
    with index.snapshot() as snapshot:
        parts = [rows_in(snapshot.connection, segment, table) for segment in snapshot.segments]
        rows = merged(table, parts)
        if table.counts:
            return rows.tolist()
        alive = rows[~np.isin(rows & np.uint64(0xFFFFFF), snapshot.gone.astype(np.uint64))]
        return (alive >> np.uint64(24)).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_a_check_finds_what_a_scan_of_the_same_texts_finds(
    seed: int, library: tuple[Document, ...], scanned: Result, archive: Index
) -> None:
    shuffled = random.Random(seed).sample(library, len(library))  # noqa: S311
    drafts, old = shuffled[:6], shuffled[6:]
    put(archive, old)
    verdict = Checker(archive, SETTINGS).check(drafts)
    names = {draft.path for draft in drafts}
    assert of_drafts(verdict.result, names) == of_drafts(scanned, names)
    assert len(verdict.result.matches) == len(of_drafts(scanned, names)) > 0
    assert verdict.result.significance == scanned.significance


def test_old_texts_are_not_checked_against_each_other(archive: Index) -> None:
    put(archive, essays(CLOCK, CLOCK, FERRY))
    verdict = Checker(archive, SETTINGS).check([document(0, FERRY, "draft.txt")])
    found = [
        {verdict.result.documents[side.document].path for side in (match.left, match.right)}
        for match in verdict.result.matches
    ]
    assert found == [{"draft.txt", "essays/2.txt"}]


def test_drafts_are_checked_against_each_other_and_inside_themselves(archive: Index) -> None:
    drafts = [document(0, CLOCK, "one.txt"), document(0, f"{FERRY}\n{CLOCK}\n{FERRY}", "two.txt")]
    result = Checker(archive, SETTINGS).check(drafts).result
    assert [match.internal for match in result.matches] == [False, True]


@pytest.mark.parametrize("seed", range(3))
def test_an_index_is_the_same_whatever_order_its_documents_came_and_went_in(
    seed: int, library: tuple[Document, ...]
) -> None:
    rng = random.Random(seed)  # noqa: S311
    kept = rng.sample(library, 40)
    passing = [each for each in library if each not in kept][:12]
    with (
        Index.create(None, SETTINGS.fingerprint) as at_once,
        Index.create(None, SETTINGS.fingerprint) as in_pieces,
    ):
        put(at_once, kept)
        order = rng.sample([*kept, *passing], 52)
        for start in range(0, 52, 7):
            put(in_pieces, order[start : start + 7])
            leaving = [each.path for each in passing if each in order[: start + 7] and rng.random() < 0.5]
            remove(in_pieces, leaving, unheard)
        remove(in_pieces, [each.path for each in passing], unheard)
        assert [rows_of(in_pieces, table) for table in Table] == [rows_of(at_once, table) for table in Table]
        assert replace(in_pieces.totals(), next=0) == replace(at_once.totals(), next=0)
        assert calibrated(in_pieces, SETTINGS) == calibrated(at_once, SETTINGS)
        assert verify(in_pieces) == []


def test_what_does_not_change_is_not_added_again_and_what_changes_replaces(archive: Index) -> None:
    first, second = essays(CLOCK, FERRY)
    assert put(archive, [first, second]) == [("added", "essays/0.txt"), ("added", "essays/1.txt")]
    assert put(archive, [first]) == []
    assert put(archive, [document(0, FERRY * 2, "essays/0.txt")]) == [("replaced", "essays/0.txt")]
    assert archive.totals().documents == 2
    assert Checker(archive, SETTINGS).check([document(0, CLOCK, "draft.txt")]).result.matches == ()
    assert verify(archive) == []


def test_a_document_that_comes_twice_in_one_call_is_there_once(archive: Index) -> None:
    put(archive, [document(0, CLOCK, "a.txt"), document(0, FERRY, "a.txt"), document(0, FERRY, "a.txt")])
    with archive.snapshot() as snapshot:
        assert [(path, size) for _, path, _, size in snapshot.listed()] == [("a.txt", len(FERRY))]
    assert verify(archive) == []


def test_many_small_additions_leave_few_segments(archive: Index) -> None:
    for number in range(60):
        put(archive, [document(0, f"{CLOCK}{number * 7919}", f"{number}.txt")])
    with archive.snapshot() as snapshot:
        assert len(segments_in(snapshot.connection)) < 8


def test_a_key_in_too_many_documents_is_followed_again_once_they_are_gone(archive: Index) -> None:
    limit = SETTINGS.candidates.max_key_documents
    put(archive, [document(0, f"{FERRY}{CLOCK}", f"{number}.txt") for number in range(limit)])
    checker = Checker(archive, BY_KEYS)
    draft = document(0, CLOCK, "draft.txt")
    assert not checker.check([draft]).result.matches
    assert [notice.code for notice in checker.check([draft]).result.notices] == ["frequent-keys"]
    remove(archive, [f"{number}.txt" for number in range(limit - 1)], unheard)
    assert len(checker.check([draft]).result.matches) == 1


def test_a_reader_sees_the_state_at_which_it_began(tmp_path: Path) -> None:
    with Index.create(tmp_path / "i", SETTINGS.fingerprint) as writer:
        put(writer, essays(CLOCK))
        with Index.open(tmp_path / "i") as reader:
            with reader.snapshot() as before:
                put(writer, [document(0, FERRY, "later.txt")])
                assert [path for _, path, _, _ in before.listed()] == ["essays/0.txt"]
                assert before.totals.documents == 1
            assert len(Checker(reader, SETTINGS).check([document(0, FERRY, "draft.txt")]).result.matches) == 1


def test_an_index_is_one_file_when_nobody_has_it_open(tmp_path: Path) -> None:
    with Index.create(tmp_path / "i", SETTINGS.fingerprint) as index:
        put(index, essays(CLOCK))
    with Index.open(tmp_path / "i") as index:
        Checker(index, SETTINGS).check([document(0, FERRY, "draft.txt")])
    assert [path.name for path in tmp_path.iterdir()] == ["i"]


def test_a_kept_calibration_serves_while_little_has_changed(archive: Index, library: tuple[Document, ...]) -> None:
    put(archive, library[:-2])
    kept = calibrated(archive, SETTINGS)
    put(archive, library[-2:])
    with archive.snapshot() as snapshot:
        assert tail_for(snapshot, SETTINGS) == kept
    remove(archive, [each.path for each in library[:30]], unheard)
    with archive.snapshot() as snapshot:
        assert tail_for(snapshot, SETTINGS).sampled != kept.sampled


def test_other_settings_are_refused_by_name(archive: Index) -> None:
    other = replace(SETTINGS, fingerprint=replace(SETTINGS.fingerprint, anchor=18))
    with pytest.raises(IndexFileError, match=r"fingerprint\.anchor is 16 in it and 18 in the configuration"):
        Matcher(archive, other)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("PRAGMA user_version = 9", "has schema 9, this version reads 1"),
        ("PRAGMA application_id = 5", "no index of dedup"),
        (
            "UPDATE meta SET value = replace(value, '\"folding\": 1', '\"folding\": 7') WHERE name = 'made'",
            "folding 7, now 1",
        ),
    ],
)
def test_an_index_of_another_version_is_refused_by_name(tmp_path: Path, change: str, said: str) -> None:
    with Index.create(tmp_path / "i", SETTINGS.fingerprint) as index:
        put(index, essays(CLOCK))
    with sqlite3.connect(tmp_path / "i") as connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(IndexFileError, match=said):
        Index.open(tmp_path / "i")


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + bytes(2000)])
def test_a_file_that_is_no_index_is_recognised(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "i").write_bytes(content)
    with pytest.raises(IndexFileError, match="index"):
        Index.open(tmp_path / "i")


def test_there_is_no_index_to_open_where_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match="no such index"):
        Index.open(tmp_path / "i")


@pytest.mark.parametrize("place", [0.3, 0.5, 0.7, 0.9])
def test_a_damaged_file_is_recognised(tmp_path: Path, library: tuple[Document, ...], place: float) -> None:
    path = tmp_path / "i"
    with Index.create(path, SETTINGS.fingerprint) as index:
        put(index, library)
    content = bytearray(path.read_bytes())
    start = int(place * len(content))
    content[start : start + 9000] = bytes(9000)
    path.write_bytes(content)
    with Index.open(path) as index:
        assert verify(index)


def test_a_count_that_is_wrong_is_recognised(tmp_path: Path) -> None:
    with Index.create(tmp_path / "i", SETTINGS.fingerprint) as index:
        put(index, essays(CLOCK, FERRY))
        with index.writing() as connection:
            connection.execute("DELETE FROM documents WHERE id = 1")
        assert any("singles are not those of its documents" in fault for fault in verify(index))


def test_files_are_added_updated_and_removed_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "essays"
    folder.mkdir()
    for name, text in (("a", CLOCK), ("b", FERRY)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Index.create(tmp_path / "i", SETTINGS.fingerprint) as index:
        assert add_paths(index, [folder], SETTINGS, unheard).unchanged == 0
        assert add_paths(index, [folder], SETTINGS, unheard).unchanged == 2
        (folder / "a.txt").write_text(FERRY * 2, encoding="utf-8")
        (folder / "b.txt").unlink()
        (folder / "c.txt").write_text(CLOCK, encoding="utf-8")
        done: list[tuple[str, str]] = []
        update_paths(index, [folder], SETTINGS, lambda what, path: done.append((what, path)))
        assert done == [("removed", "essays/b.txt"), ("replaced", "essays/a.txt"), ("added", "essays/c.txt")]
        remove_paths(index, [folder / "a.txt"], SETTINGS, unheard)
        with index.snapshot() as snapshot:
            assert [path for _, path, _, _ in snapshot.listed()] == ["essays/c.txt"]


def test_nothing_of_a_group_that_fails_is_stored(archive: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    put(archive, essays(CLOCK))

    def fails(*_: object) -> None:
        raise RuntimeError("no space")

    with monkeypatch.context() as broken:
        broken.setattr("dedup.index.adding.append", fails)
        with pytest.raises(RuntimeError, match="no space"):
            put(archive, [document(0, FERRY, "later.txt")])
    assert archive.totals().documents == 1
    assert verify(archive) == []


@given(st.integers(1, 32), st.lists(st.integers(0, (1 << 32) - 1)))
def test_bits_reversed_twice_are_as_before(bits: int, values: list[int]) -> None:
    given_values = np.array([value % (1 << bits) for value in values], dtype=np.uint64)
    reversed_once = reversed_bits(given_values, bits)
    assert reversed_bits(reversed_once, bits).tolist() == given_values.tolist()
    written = [f"{value:0{bits}b}"[::-1] for value in given_values.tolist()]
    assert [f"{value:0{bits}b}" for value in reversed_once.tolist()] == written


keys_of_some = st.lists(st.integers(0, 40), max_size=30)


@a_moderate_number
@given(st.lists(keys_of_some, max_size=5), keys_of_some)
def test_counts_add_up_and_can_be_taken_away(parts: list[list[int]], gone: list[int]) -> None:
    def rows(keys: list[int]) -> Rows:
        return counts(Table.GRAMS, np.array(keys, dtype=np.uint64))

    away = rows(gone)
    together = merged(Table.GRAMS, [*map(rows, parts), away, negated(Table.GRAMS, away)])
    flat = [key for part in parts for key in part]
    found = dict(zip((together >> np.uint64(38)).tolist(), numbers_of(Table.GRAMS, together).tolist(), strict=True))
    assert found == {key: flat.count(key) for key in flat}
    assert all(one < other for one, other in pairwise(together.tolist()))
