"""The benchmarks of directions count what they say, and run on a folder of their own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from benchmarks.direction import different, planted
from benchmarks.direction.verdicts import Bin, Score, Verdict, curve, score, show_curve, show_scores

from dedup.model import Direction, DirectionSource, Evidence

CORPUS = Path(__file__).parents[1] / "corpus"


def verdict(
    source: DirectionSource, probability: float, *log_odds: float, left: bool = True, by_length: bool | None = None
) -> Verdict:
    """What was stated where the left text, or else the right one, is the true source."""
    evidence = tuple(Evidence("cohesion", "", each) for each in log_odds)
    return Verdict("some", Direction(source, probability, evidence), left, by_length)


class TestScore:
    def test_undetermined_counts_against_nobody(self) -> None:
        verdicts = [
            verdict("left", 0.9, 2.2, by_length=True),
            verdict("left", 0.9, 2.2, left=False, by_length=True),
            verdict("right", 0.9, -2.2, left=False, by_length=False),
            verdict("undetermined", 0.6, 0.4),
            verdict("undetermined", 0.5, left=False),
        ]
        assert score("some", verdicts) == Score("some", 5, 0.4, pytest.approx(2 / 3), pytest.approx(2 / 3))

    def test_where_nothing_is_decided_nothing_is_right(self) -> None:
        assert score("none", [verdict("undetermined", 0.5)]) == Score("none", 1, 1.0, None, None)
        assert score("none", []).right is None

    def test_the_table_has_a_line_for_each_group(self) -> None:
        shown = show_scores([score("first", [verdict("left", 0.9, 2.2)]), score("second", [])]).splitlines()
        assert len(shown) == 4
        assert [cell.strip() for cell in shown[2].split("|")[1:-1]] == ["first", "1", "0.000", "1.000", "-"]


class TestCurve:
    def test_each_verdict_is_in_the_bin_of_its_probability(self) -> None:
        verdicts = [
            verdict("undetermined", 0.5),  # leans to neither: half right
            verdict("undetermined", 0.55, 0.2),
            verdict("undetermined", 0.6, 0.4, left=False),
            verdict("left", 0.92, 2.4),
            verdict("right", 0.98, -3.9),
            verdict("right", 0.98, -3.9, left=False),
            verdict("right", 0.96, -3.2, left=False),
        ]
        assert curve(verdicts) == [
            Bin(0.5, 0.6, 2, pytest.approx(0.525), pytest.approx(0.75)),
            Bin(0.6, 0.7, 1, pytest.approx(0.6), 0.0),
            Bin(0.9, 1.0, 4, pytest.approx(0.96), pytest.approx(0.75)),
        ]

    def test_what_contradicts_its_dates_leans_where_its_evidence_does(self) -> None:
        assert verdict("undetermined", 0.8, 2.2, -0.8).leans_right == 1.0
        assert verdict("undetermined", 0.5, 2.0, -2.0).leans_right == 0.5

    def test_bins_without_verdicts_are_left_out(self) -> None:
        assert curve([]) == []
        assert len(show_curve(curve([verdict("left", 0.9, 2.2)])).splitlines()) == 3


@pytest.fixture(scope="module")
def essays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the essays of the corpus."""
    folder = tmp_path_factory.mktemp("essays")
    for path in sorted(CORPUS.glob("*/*.txt")):
        shutil.copy(path, folder)
    return folder


class TestPlanted:
    def test_a_folder_is_planted_and_its_directions_scored(
        self, essays: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert planted.main([str(essays), "--cases", "1", "--language", "zh"]) == 0
        shown = capsys.readouterr().out
        for group in ("verbatim", "whole text, verbatim", "all planted passages", "in texts of 1500 and more"):
            assert group in shown
        assert "stated probability" in shown

    def test_what_is_copied_word_for_word_as_a_whole_has_no_direction(
        self, essays: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert planted.main([str(essays), "--cases", "1", "--language", "zh", "--json"]) == 0
        verdicts = [one["verdict"] for one in json.loads(capsys.readouterr().out)]
        whole = [one["direction"]["source"] for one in verdicts if one["group"] == "whole text, verbatim"]
        assert set(whole) == {"undetermined"}

    def test_a_missing_folder_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert planted.main([str(tmp_path / "nowhere")]) == 2
        assert "nowhere" in capsys.readouterr().err


FERRY = (
    "渡口的灯每晚八点点上，十点熄掉。摆渡的人说，灯是给看不见岸的人点的，看得见岸的人不用灯。"
    "下雨天灯要早点，雾天灯要晚熄，这是老规矩，没有人写下来，也没有人忘记。"
)
LOOM = (
    "织布的人秋天上经，那时候纱最干。梨木的梭子用得好，可以用三十年，比织布的人还要老。"
    "断了线就打一个结，结要打得小，小到手摸不出来；摸得出来的结，布下了水就会露出一个洞。"
)


@pytest.fixture
def families(tmp_path: Path) -> Path:
    """Two texts of which each version says more than the one before."""
    for name, text in (("ferry", FERRY), ("loom", LOOM)):
        (tmp_path / name).mkdir()
        for number, year in enumerate((2003, 2009, 2018)):
            added = "".join(f"{each}年又抄了一遍。" for each in (2003, 2009, 2018) if each <= year)
            (tmp_path / name / f"{number}.txt").write_text(text + added, "utf-8")
    return tmp_path


class TestVersions:
    @pytest.fixture(autouse=True)
    def versions(self) -> None:
        self.module = pytest.importorskip("benchmarks.direction.versions", exc_type=ImportError)

    def test_versions_in_folders_are_compared_and_scored(
        self, families: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.module.main([str(families)]) == 0
        shown = capsys.readouterr().out
        for group in ("all pairs", "all pairs, consecutive", "lengths within 5 %, first and last"):
            assert f"| {group} " in shown

    def test_each_version_is_compared_with_the_next_and_the_first_with_the_last(
        self, families: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.module.main([str(families), "--json"]) == 0
        compared = json.loads(capsys.readouterr().out)
        pairs = [(one["earlier"], one["later"]) for one in compared]
        assert pairs == [(f"{n}/{a}", f"{n}/{b}") for n in ("ferry", "loom") for a, b in ((0, 1), (1, 2), (0, 2))]
        assert all(one["verdict"]["left_is_source"] for one in compared)
        assert {one["verdict"]["direction"]["source"] for one in compared} == {"left"}  # by the later year

    def test_the_halves_are_all_pairs_and_part_no_folder(
        self, families: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = {}
        for half in ("first", "second"):
            assert self.module.main([str(families), "--half", half, "--json"]) == 0
            found[half] = {one["earlier"].partition("/")[0] for one in json.loads(capsys.readouterr().out)}
        assert sorted([*found["first"], *found["second"]]) == ["ferry", "loom"]

    def test_a_table_says_which_files_are_versions(self, families: Path, capsys: pytest.CaptureFixture[str]) -> None:
        table = families / "families.tsv"
        (families / "b.txt").write_text(FERRY + "2018年又抄了一遍。", "utf-8")
        (families / "a.txt").write_text(FERRY + "2009年又抄了一遍。", "utf-8")
        (families / "c.txt").write_text(FERRY + "不知何年又抄了一遍。", "utf-8")
        table.write_text("family\tdate\tfile\nx\t2009-01\tb.txt\nx\t2018-01\ta.txt\nx\t\tc.txt\n", "utf-8")
        assert self.module.main([str(families), "--families", str(table), "--json"]) == 0
        (one,) = json.loads(capsys.readouterr().out)
        assert (one["earlier"], one["later"], one["verdict"]["left_is_source"]) == ("b.txt", "a.txt", False)

    def test_a_missing_folder_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.module.main([str(tmp_path / "nowhere")]) == 2
        assert "nowhere" in capsys.readouterr().err

    def test_a_folder_without_versions_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.module.main([str(tmp_path)]) == 2
        assert str(tmp_path) in capsys.readouterr().err


PASSAGE = "渡口管理单位应当在两岸立牌公示渡运时间、核定载客定额和安全注意事项，并在大雾、洪水期间停止渡运。"


@pytest.fixture
def statutes(tmp_path: Path) -> Path:
    """Three statutes with one passage: on bridges, the youngest; on ferries, amended after that on canals was made."""
    for name, dates, rest in (
        ("县渡口条例(2016-05-01)", "2003年4月1日通过　2016年5月1日修正", "渡船应当每年检验一次。"),
        ("县运河条例(2009-07-01)", "2009年7月1日通过", "运河两岸种柳树，柳树归两岸的人。"),
        ("县桥梁条例(2019-02-01)", "2019年2月1日通过", "桥梁每十年检查一次桥墩和桥面。"),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{name[:5]}\n{dates}\n{rest * 3}\n{PASSAGE}\n{rest * 2}\n", "utf-8")
    return tmp_path


class TestDifferent:
    def test_only_texts_that_are_wholly_earlier_are_taken_for_the_source(
        self, statutes: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert different.main([str(statutes), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        # By names: bridges, ferries, canals. Ferries and canals are left out: neither is wholly earlier.
        assert [one["left_is_source"] for one in found] == [False, False]

    def test_the_tables_tell_each_kind_of_evidence(self, statutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert different.main([str(statutes)]) == 0
        shown = capsys.readouterr().out
        assert "| pairs " in shown
        assert "| evidence " in shown

    def test_a_missing_folder_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert different.main([str(tmp_path / "nowhere")]) == 2
        assert "nowhere" in capsys.readouterr().err
