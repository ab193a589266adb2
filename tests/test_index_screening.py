"""What a check passes over before it reads and weighs it has no match; and what stands in sorted rows is found."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.index import Index, Matcher, add, matching, screening
from dedup.index.counting import Texts, occurrences_in
from dedup.index.lookup import add_up
from dedup.index.printing import DocumentPrinter
from dedup.index.tables import Table, counts, keys_of, merged, negated, numbers_of
from dedup.model import Document, Match
from dedup.settings import Settings
from factories import document
from strategies import a_moderate_number

SETTINGS = Settings()
WORDS = (
    "雾角 潮汐 码头 缆绳 盐田 灯船 海图 罗盘 浮标 船坞 信鸽 桅杆 舵轮 沙洲 礁石 渔网 蓑衣 竹篙 芦苇 石堤 "
    "harbour lantern tidewater keeper barrel anchor sparrow mooring cobbler ferryman"
)


def tale(rng: random.Random, words: int = 60) -> str:
    return "".join(
        f"{rng.choice(WORDS.split())}{rng.choice(('在', '和', '过', '，', '。', ' '))}" for _ in range(words)
    )


def archive_and_drafts(seed: int) -> tuple[list[Document], list[Document]]:
    """Tales that share sentences, half sentences and phrases with drafts, on both sides of these by name."""
    rng = random.Random(seed)  # noqa: S311 - tales, no secrets
    tales = [tale(rng) for _ in range(30)]
    drafts = [tale(rng) for _ in range(2)]
    for rank, size in enumerate((400, 60, 30, 24, 18, 14, 12, 10, 9, 8, 7, 6)):
        at = rng.randrange(120)
        tales[2 * rank] = tales[2 * rank][:80] + drafts[rank % 2][at : at + size] + tales[2 * rank][80:]
    old = [document(rank, text, f"{'az'[rank % 2]}/{rank}.txt") for rank, text in enumerate(tales)]
    return old, [document(rank, text, f"m/{rank}.txt") for rank, text in enumerate(drafts)]


def found(drafts: Sequence[Document], index: Index) -> list[tuple[str, str, Match]]:
    whole = Matcher(index, SETTINGS).match(drafts).found
    paths = [each.path for each in whole.documents]
    return [(paths[match.left.document], paths[match.right.document], match) for match in whole.matches]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_passed_over_has_no_match(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    old, drafts = archive_and_drafts(seed)
    monkeypatch.setattr(matching, "EXACT_DOCUMENTS", 1)
    passed_over = 0

    def all_kept(*given_to: object) -> NDArray[np.bool_]:
        nonlocal passed_over
        kept = screening.worth_comparing(*given_to)  # type: ignore[arg-type]
        passed_over += int((~kept).sum())
        return np.ones_like(kept)

    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, old, lambda *_: None)
        quick = found(drafts, index)
        monkeypatch.setattr(matching, "worth_comparing", all_kept)
        assert quick == found(drafts, index)
    assert len(quick) >= 2
    assert passed_over >= 4


@pytest.mark.parametrize("seed", range(3))
def test_wanted_places_are_counted_as_all_are(seed: int) -> None:
    old, drafts = archive_and_drafts(seed)
    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, old, lambda *_: None)
        folded = [DocumentPrinter(index).folded(each) for each in (*drafts, *old[:5])]
        offsets = np.concatenate(([0], np.cumsum([each.codes.size for each in folded]))).astype(np.int64)
        texts = Texts(np.concatenate([each.codes for each in folded]), offsets, np.arange(len(folded)) < 2)
        rng = np.random.default_rng(seed)
        wanted = np.zeros(texts.codes.size, dtype=np.bool_)
        for start in rng.integers(0, wanted.size, 12):
            wanted[start : start + 15] = True
        with index.snapshot() as snapshot:
            whole, characters = occurrences_in(snapshot, texts)
            some, same = occurrences_in(snapshot, texts, wanted)
    assert same == characters
    for all_of_them, those in zip(whole, some, strict=True):
        assert np.array_equal(all_of_them[wanted], those[wanted])
    before = np.flatnonzero(wanted[1:])
    assert np.array_equal(whole.singles[before], some.singles[before])
    assert np.array_equal(whole.bigrams[before], some.bigrams[before])


keys_of_some = st.lists(st.integers(0, (1 << 26) - 1), max_size=40)


@a_moderate_number
@given(keys_of_some, keys_of_some, keys_of_some, st.integers(1, 26))
def test_sums_of_prefixes_are_those_of_a_plain_loop(
    keys: list[int], gone: list[int], asked: list[int], bits: int
) -> None:
    def rows(some: list[int]) -> NDArray[np.uint64]:
        return counts(Table.GRAMS, np.array(some, dtype=np.uint64))

    stored = merged(Table.GRAMS, [rows(keys), negated(Table.GRAMS, rows(gone))])
    prefixes = np.unique(np.array([key >> (26 - bits) for key in (*asked, *keys[:5])], dtype=np.uint64))
    total = np.zeros(prefixes.size, dtype=np.int64)
    add_up(stored, prefixes, bits, Table.GRAMS.value_bits, total)
    pairs = list(zip(keys_of(Table.GRAMS, stored).tolist(), numbers_of(Table.GRAMS, stored).tolist(), strict=True))
    assert total.tolist() == [
        sum(number for key, number in pairs if key >> (26 - bits) == prefix) for prefix in prefixes.tolist()
    ]


def test_a_check_with_kept_kernels_loads_nothing_that_only_compiling_needs(tmp_path: Path) -> None:
    """What numba knows of numpy and of linear algebra costs a third of a second and is no use to compiled kernels."""
    old, drafts = archive_and_drafts(0)
    with Index.create(tmp_path / "archive", SETTINGS.fingerprint) as index:
        add(index, old, lambda *_: None)
    (tmp_path / "draft.txt").write_text(drafts[0].text, "utf-8")
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dedup.checking import check\n"
        "from dedup.index import Index\n"
        "from dedup.settings import Settings\n"
        "folder = Path(sys.argv[1])\n"
        "with Index.open(folder / 'archive') as index:\n"
        "    found = check([folder / 'draft.txt'], index, Settings())\n"
        "print(len(found.result.matches) > 0, 'numba.np.arraymath' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    # the first may have to compile
    told = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert told[1].split() == ["True", "False"]
