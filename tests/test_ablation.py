"""The ablation takes out what it says, on the same plantings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name

import pytest
from numba import config

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.quality import ablation
from benchmarks.quality.parts import PARTS, Part, taken_out

from dedup import scan
from dedup.settings import Settings
from dedup.text import Folder

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
COMPILED = [part for part in PARTS if part.constants]
OTHERS = [part for part in PARTS if not part.constants]


def named(name: str) -> Part:
    return next(part for part in PARTS if part.name == name)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_a_part_replaces_what_is_there_by_something_else(part: Part) -> None:
    for name, value in {**part.functions, **part.constants}.items():
        assert resolve_name(name) != value
    changed = part.settings(Settings()) != Settings()
    assert changed or part.functions or part.constants or part is PARTS[0]


@pytest.mark.parametrize("part", OTHERS, ids=lambda part: part.slug)
def test_what_was_taken_out_is_put_back(part: Part) -> None:
    before = {name: resolve_name(name) for name in part.functions}
    with taken_out(part):
        assert all(resolve_name(name) is value for name, value in part.functions.items())
    assert {name: resolve_name(name) for name in part.functions} == before


@pytest.mark.parametrize("part", COMPILED, ids=lambda part: part.slug)
def test_kernels_without_a_part_are_never_kept_among_those_with_it(
    part: Part, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for place in ("", str(tmp_path)):
        monkeypatch.setattr(config, "CACHE_DIR", place)
        with pytest.raises(ValueError, match=part.slug), taken_out(part):
            pass


def test_a_name_that_is_no_more_is_an_error() -> None:
    with pytest.raises(AttributeError), taken_out(Part("gone", functions={"dedup.detection.gone": int})):
        pass


def test_without_sounds_a_character_sounds_like_itself() -> None:
    with taken_out(named("sounds")):
        folded = Folder().fold("再在")
    assert folded.sounds.tolist() == folded.codes.tolist()
    assert len(set(Folder().fold("再在").sounds.tolist())) == 1


def test_without_calibration_the_limit_is_the_least(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}河水在夜里涨了两尺，摆渡的人把绳子又放长一圈。", "utf-8")
    with taken_out(named("calibration")) as settings:
        assert scan(tmp_path, settings, jobs=1).significance.limit_bits == settings.significance.min_bits


def test_each_part_has_a_row_of_the_same_plantings(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--planted", f"{CORPUS}=**/*.txt", "--cases", "1", "--rounds", "1"]
    assert ablation.main([*asked, "--part", "nothing", "--part", "sketches"]) == 0
    told = capsys.readouterr()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in told.out.splitlines() if line[:1] == "|"]
    assert [row[0] for row in rows] == ["taken out", rows[1][0], "nothing", "sketches"]
    assert {"verbatim", "all kinds", "precision", "clean accused"} <= set(rows[0])
    assert rows[2][1] == rows[3][1] == "1.000"
    assert told.err == "without nothing\nwithout sketches\n"


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ablation.main(["--planted", str(tmp_path)]) == 2
    assert "name a folder with at least 6" in capsys.readouterr().err


@pytest.mark.slow
def test_a_compiled_part_is_out_in_a_process_of_its_own(tmp_path: Path) -> None:
    one = "磨坊主把最后一袋麦子倒进漏斗，听见石头下面有人咳嗽。"
    other = "女儿说那是河水在换气，狗却一直不肯进门，直到月亮落到坝后面去。"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(one + other, "utf-8")
    (tmp_path / "texts" / "b.txt").write_text(other + one, "utf-8")
    found = [_matches("nothing", tmp_path), _matches("joining", tmp_path)]
    assert found == [1, 2]


def _matches(part: str, place: Path) -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    if part == "joining":
        environment["NUMBA_CACHE_DIR"] = str(place / part)
    asked = [sys.executable, "-m", "benchmarks.quality.ablated", part, "scan", str(place / "texts")]
    done = subprocess.run(asked, env=environment, capture_output=True, check=True)
    return len(json.loads(done.stdout)["matches"])
