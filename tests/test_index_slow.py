"""An index under a power cut and under company: processes of their own, killed and side by side."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dedup.index import Index
from dedup.index.verifying import verify
from dedup.model import Document
from dedup.settings import Settings

SETTINGS = Settings()
KILLS = 50
WORDS = (
    "灯塔",
    "渔船",
    "石阶",
    "茶馆",
    "雨伞",
    "木匠",
    "纸鸢",
    "稻田",
    "井水",
    "邮差",
    "桥洞",
    "炊烟",
    "磨坊",
    "槐树",
    "竹篮",
    "夜市",
    "风筝",
    "渡船",
    "钟声",
    "油灯",
)

ADDING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from test_index_slow import SETTINGS, story
from dedup.index import Index, add
with Index.create(Path(sys.argv[1]), SETTINGS.fingerprint) as index:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        add(index, [story(number)], lambda what, path: print(path, flush=True))
"""
CHECKING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_index_slow import SETTINGS, story
from dedup.checking import Checker
from dedup.index import Index
with Index.open(Path(sys.argv[1])) as index:
    checker = Checker(index, SETTINGS)
    for number in range(20):
        found = checker.check([story(number, "draft.txt")]).result.matches
        print(len(found), flush=True)
"""


def story(number: int, path: str = "") -> Document:
    """A text of its own for each number."""
    rng = random.Random(number)  # noqa: S311
    text = "。".join("".join(rng.choice(WORDS) for _ in range(8)) for _ in range(12)) + "。"
    return Document(0, path or f"{number:05d}.txt", None, "txt", "utf-8", None, None, f"{number:064x}", text)


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments, here], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path, acknowledged, start = tmp_path / "i", list[str](), 0
    rng = random.Random(11)  # noqa: S311
    for _ in range(KILLS):
        process = python(ADDING, str(path), str(start), str(start + 10_000))
        assert process.stdout
        known = [process.stdout.readline().strip()]  # it has begun
        time.sleep(rng.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        known += process.stdout.read().split()
        process.wait()
        acknowledged += known
        start += len(known) + 1  # one may have been stored and not acknowledged
    with Index.open(path) as index:
        assert verify(index) == []
        with index.snapshot() as snapshot:
            stored = {name for _, name, _, _ in snapshot.listed()}
    assert set(acknowledged) <= stored
    assert len(stored) <= len(set(acknowledged)) + KILLS


@pytest.mark.slow
def test_two_that_add_and_five_that_check_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "i"
    first = python(ADDING, str(path), "0", "20")
    assert first.wait(timeout=120) == 0
    adding = [python(ADDING, str(path), str(start), str(start + 150)) for start in (1000, 2000)]
    checking = [python(CHECKING, str(path)) for _ in range(5)]
    for process in (*adding, *checking):
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        if process in checking:
            assert output.split() == ["1"] * 20
    with Index.open(path) as index:
        assert index.totals().documents == 320
        assert verify(index) == []
