"""The speed benchmarks compare like with like; how fast anything is, is not for a test to say."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.speed import minhash, paragraphs, processes, scan, texts


def test_every_signature_equals_datasketchs() -> None:
    made = minhash.make_texts(texts=7, characters=20)
    minhash.check_equal(made, minhash.permutations(128, 1))


@pytest.mark.parametrize("characters", [3, 4, 5, 6, 7, 8])
def test_signatures_are_equal_whatever_remains_of_a_turn_of_four_shingles(characters: int) -> None:
    made = minhash.make_texts(texts=3, characters=characters)
    minhash.check_equal(made, minhash.permutations(128, 1))


def test_a_difference_ends_the_run() -> None:
    made = minhash.make_texts(texts=2, characters=20)
    with pytest.raises(SystemExit, match="differ"):
        minhash.check_equal(made, minhash.permutations(128, 2))


def test_both_sides_take_the_same_texts_and_number_of_shingles() -> None:
    made = minhash.make_texts(texts=3, characters=20)
    assert "".join(made.strings) == bytes(made.codes.data).decode("utf-32-le")
    assert [len(minhash.shingles(text)) for text in made.strings] == (made.ends - made.starts).tolist()


def test_texts_are_the_same_in_every_run_and_differ_from_each_other() -> None:
    once, again = texts.random_codes(4, 50, seed=3), texts.random_codes(4, 50, seed=3)
    assert np.array_equal(once, again)
    assert len(set(texts.as_strings(once))) == 4


def test_the_reference_pairs_equal_paragraphs_and_no_others() -> None:
    one, other, third = texts.as_strings(texts.random_codes(3, 60, seed=5))
    assert paragraphs.similar([one, other, one, third]) == {(0, 2)}


def test_a_copy_takes_the_first_files_by_name_and_keeps_their_folders(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c/3.txt", "a/0.md"):
        place = tmp_path / "texts" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(name, "utf-8")
    chosen = scan.first_files(tmp_path / "texts", 2)
    copy = scan.copied(chosen, tmp_path / "texts", tmp_path / "copy")
    assert sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*.txt")) == ["a/1.txt", "b/2.txt"]


def test_a_measured_process_accounts_for_its_memory_and_its_output() -> None:
    usage = processes.measure([sys.executable, "-c", "held = bytearray(80_000_000); print('done')"])
    assert usage.output.strip() == "done"
    assert usage.peak_mib > 76
    assert usage.tree_mib is None or usage.tree_mib >= usage.peak_mib


def test_a_failing_command_ends_the_benchmark_with_its_message() -> None:
    with pytest.raises(SystemExit, match="nothing here"):
        processes.measure([sys.executable, "-c", "raise SystemExit('nothing here')"])
