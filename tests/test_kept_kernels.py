"""Kernels that are read from the disk: they run, others can be compiled that call them, and starting loads little."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import dedup

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


def test_a_check_loads_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("渠是给水修的路，水走熟了就不肯改道。" * 20, "utf-8")
    (tmp_path / "old.txt").write_text("渠是给水修的路，水走熟了就不肯改道。" * 20 + "后来村里人都这么说。", "utf-8")
    code = """
import sys
from dedup.cli import app
app.leave = lambda code: None
sys.argv = ["dedup", "check", sys.argv[1] + "/draft.txt", "--against", sys.argv[1] + "/old.txt", "--json"]
try:
    app.main()
except SystemExit:
    print()
    print(*(set(sys.modules) & {"datasketch", "duckdb", "networkx", "pypinyin", "rich", "lxml"}))
"""
    assert run(code, tmp_path)[-1] == "}"
