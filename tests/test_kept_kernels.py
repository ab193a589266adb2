"""Kernels that are read from the disk: they run, others can be compiled that call them, and starting loads little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dedup
from dedup.index import Index, add
from dedup.settings import Settings
from factories import document

SOURCE = Path(dedup.__file__).parent.parent

KERNELS = """
from numba import config, njit
from dedup.kept_kernels import KeptKernels

def inner(value):
    return value * 2

def outer(values):
    total = 0
    for value in values:
        total += inner(value)
    return total

def kernel(function, folder):
    made = njit(function)
    made._cache = KeptKernels(function, folder)
    return made
"""


def run(code: str, folder: Path, *arguments: str) -> list[str]:
    """What a Python of its own prints that has ``KERNELS`` at hand as a module, and ``folder`` in its arguments."""
    (folder / "kernels.py").write_text(KERNELS, "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{folder}"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


USE = """
import sys, kernels, numpy as np
kernels.inner = kernels.kernel(kernels.inner, sys.argv[1])
if "inner" in sys.argv:
    print(kernels.inner(21))
if "outer" in sys.argv:
    outer = kernels.kernel(kernels.outer, sys.argv[1])
    print(outer(np.arange(4)), sum(outer.stats.cache_hits.values()))
print(sum(kernels.inner.stats.cache_hits.values()))
"""


def test_a_kept_kernel_is_read_and_runs(tmp_path: Path) -> None:
    assert run(USE, tmp_path, "inner") == ["42", "0"]
    assert sorted(file.suffix for file in tmp_path.glob("inner-*")) == [".nbc", ".nbi"]
    assert run(USE, tmp_path, "inner") == ["42", "1"]


def test_a_kernel_is_compiled_that_calls_a_kept_one_and_is_kept_itself(tmp_path: Path) -> None:
    run(USE, tmp_path, "inner")
    assert run(USE, tmp_path, "inner", "outer") == ["42", "12", "0", "1"]
    assert run(USE, tmp_path, "inner", "outer") == ["42", "12", "1", "1"]
    assert run(USE, tmp_path, "outer") == ["12", "1", "0"]


LOADED = """
import sys
from dedup.cli import app
app.leave = lambda code: None
sys.argv = ["dedup", *sys.argv[2:]]
try:
    app.main()
except SystemExit:
    print("loaded", *sorted(set(sys.modules) & {"datasketch", "duckdb", "networkx", "pypinyin", "rich", "lxml"}))
"""


@pytest.mark.parametrize(("kind", "loaded"), [("texts", []), ("no texts", []), ("files", ["datasketch"])])
def test_a_check_loads_no_library_that_it_does_not_use(tmp_path: Path, kind: str, loaded: list[str]) -> None:
    """An index holds what datasketch computed when it was made; one draft and what it was compared with are a star; so
    few keys need no database."""
    draft = (
        "磨坊主把最后一袋麦子倒进漏斗，听见石头下面有人咳嗽。他停了风车，掀开盖板，里面只有去年的灰。"
        "女儿说那是河水在换气，狗却一直不肯进门，直到月亮落到坝后面去。"
    )
    old = f"渔具店的老板每周三关门半天，去给对岸的信箱上油。{draft}"
    (tmp_path / "draft.txt").write_text(draft, "utf-8")
    (tmp_path / "old.txt").write_text(old, "utf-8")
    if kind != "files":
        with Index.create(tmp_path / "old.dedup", Settings().fingerprint, text=kind == "texts") as index:
            add(index, [document(0, old, "old.txt")], lambda *_: None)
    against = tmp_path / ("old.txt" if kind == "files" else "old.dedup")
    told = run(LOADED, tmp_path, "check", str(tmp_path / "draft.txt"), "--against", str(against), "--json")
    verdict, found = " ".join(told).split(" loaded")
    assert json.loads(verdict)["verdict"] == "fail"
    assert found.split() == loaded
