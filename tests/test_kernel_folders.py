"""Kept kernels of earlier versions go once they are out of use, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dedup import kernel_folders
from dedup.kernel_folders import tend

DAY = 86_400
NOW = 2_000_000_000.0
OWN, OLD = "kernels-0123456789abcdef", "kernels-fedcba9876543210"


def folder(place: Path, name: str, days: float) -> Path:
    """A folder of kernels last used so many days ago."""
    made = place / name
    made.mkdir(parents=True)
    (made / "kernel.nbi").write_bytes(b"index")
    (made / "kernel.nbc").write_bytes(b"code")
    os.utime(made, (NOW - days * DAY,) * 2)
    return made


@pytest.mark.parametrize(("days", "stays"), [(0, True), (29.9, True), (30.1, False), (900, False), (-1, True)])
def test_a_folder_goes_that_was_not_used_for_thirty_days(tmp_path: Path, days: float, stays: bool) -> None:
    own, old = folder(tmp_path, OWN, 2), folder(tmp_path, OLD, days)
    tend(own, NOW)
    assert old.exists() == stays
    assert (own / "kernel.nbc").exists()


def test_earlier_folders_go_before_the_first_one_is_made(tmp_path: Path) -> None:
    old = folder(tmp_path, OLD, 31)
    tend(tmp_path / OWN, NOW)
    assert not old.exists()
    assert not (tmp_path / OWN).exists()


def test_use_is_marked_once_a_day(tmp_path: Path) -> None:
    own = folder(tmp_path, OWN, 0.9)
    tend(own, NOW)
    assert own.stat().st_mtime == NOW - 0.9 * DAY
    tend(own, NOW + DAY)
    assert own.stat().st_mtime == NOW + DAY


def test_nothing_is_looked_for_where_use_was_marked_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_folders, "_others", lambda folder: pytest.fail("looked"))
    tend(folder(tmp_path, OWN, 0.5), NOW)


@pytest.mark.parametrize(
    "name", ["kernels", "kernels-", "kernels-0123", "kernels-0123456789ABCDEF", OLD + "0", "essays"]
)
def test_what_is_not_named_as_kernels_stays(tmp_path: Path, name: str) -> None:
    own, other = folder(tmp_path, OWN, 2), folder(tmp_path, name, 900)
    tend(own, NOW)
    assert (other / "kernel.nbc").exists()


def test_a_file_named_so_and_what_a_link_leads_to_stay(tmp_path: Path) -> None:
    own, old = folder(tmp_path / "cache", OWN, 2), folder(tmp_path / "cache", "kernels-1111111111111111", 900)
    elsewhere = folder(tmp_path, "elsewhere", 900)
    file = tmp_path / "cache" / "kernels-2222222222222222"
    file.write_bytes(b"no folder")
    os.utime(file, (0, 0))
    link = tmp_path / "cache" / OLD
    link.symlink_to(elsewhere, target_is_directory=True)
    os.utime(link, (0, 0), follow_symlinks=False)
    (old / "link").symlink_to(elsewhere, target_is_directory=True)
    os.utime(old, (0, 0))
    tend(own, NOW)
    assert not old.exists()
    assert file.exists() and link.is_symlink()
    assert (elsewhere / "kernel.nbc").exists()


def test_what_may_not_be_removed_is_passed_over_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, old = folder(tmp_path, OWN, 2), folder(tmp_path, OLD, 900)
    for name in ("unlink", "rmdir", "utime"):
        monkeypatch.setattr(os, name, refuse)
    tend(own, NOW)
    tend(tmp_path / "missing" / OWN, NOW)
    assert (old / "kernel.nbc").exists()


def refuse(*_: object, **__: object) -> None:
    raise PermissionError


def test_a_run_removes_old_kernels_beside_its_own(tmp_path: Path) -> None:
    old, recent = folder(tmp_path, OLD, 0), folder(tmp_path, OWN, 0)
    os.utime(old, (1, 1))
    os.utime(recent)
    code = "from dedup.compiled import kernels_are_kept; print(kernels_are_kept())"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert (old.exists(), recent.exists()) == (False, True)
