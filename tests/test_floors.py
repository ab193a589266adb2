"""Pinned quality figures: what falls short is named, and nothing is lowered in silence."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.quality import floors
from benchmarks.quality.floor_suites import Gathered, MissingDataError, Suite, all_suites, digest_of, unpacked
from benchmarks.quality.floor_table import Figure, read_table

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Bench:
    """One made-up suite whose data and figures a test sets, and a table of its own."""

    table: Path
    digest: str = "a" * 64
    options: dict[str, int | str] = field(default_factory=lambda: {"cases": 4})
    recall: float = 0.95
    alarms: int = 2
    further: tuple[Figure, ...] = ()
    without: str = ""
    missing: bool = False

    def run(self, *arguments: str) -> int:
        suite = Suite("small", self.options, self._gather)
        return floors.main(["--table", str(self.table), *arguments], [suite])

    def floor(self, name: str = "recall") -> float:
        return read_table(self.table)["small"].bounds[name].at

    def _gather(self, data: Path, scratch: Path) -> Gathered:
        if self.missing:
            raise MissingDataError(f"no small.tar.xz in {data}")
        return Gathered(self.digest, 3, self._figures)

    def _figures(self) -> list[Figure]:
        figures = (Figure("recall", self.recall, True, 0.01), Figure("alarms", self.alarms, False, 0), *self.further)
        return [figure for figure in figures if figure.name != self.without]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path / "floors.toml")
    assert made.run("--update") == 0
    return made


class TestCheck:
    def test_the_same_figures_pass_and_so_do_ones_within_the_tolerance(self, bench: Bench) -> None:
        assert bench.run() == 0
        bench.recall = 0.941
        assert bench.run() == 0

    def test_a_figure_below_its_floor_fails_with_figure_floor_and_value(
        self, bench: Bench, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bench.recall = 0.91
        assert bench.run() == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line == "small: recall: 0.9100 is below the floor of 0.94"

    def test_one_false_alarm_more_fails(self, bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
        bench.alarms = 3
        assert bench.run() == 1
        assert "alarms: 3.0000 is above the ceiling of 2" in capsys.readouterr().err

    def test_a_figure_that_is_no_longer_measured_fails(self, bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
        bench.without = "recall"
        assert bench.run() == 1
        assert "recall: has a floor of 0.94 but was not measured" in capsys.readouterr().err

    def test_a_figure_whose_floor_was_deleted_by_hand_fails(
        self, bench: Bench, capsys: pytest.CaptureFixture[str]
    ) -> None:
        kept = [line for line in bench.table.read_text("utf-8").splitlines() if not line.startswith('"recall"')]
        bench.table.write_text("\n".join(kept), "utf-8")
        assert bench.run() == 1
        assert "recall: measured but not pinned" in capsys.readouterr().err

    @pytest.mark.parametrize("changes", [{"digest": "b" * 64}, {"options": {"cases": 2}}])
    def test_other_data_or_options_are_refused_with_what_to_do(
        self, bench: Bench, changes: dict[str, object], capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name, value in changes.items():
            setattr(bench, name, value)
        capsys.readouterr()
        assert bench.run() == 2
        told = capsys.readouterr()
        assert "pinned" in told.err
        assert "--update --lower" in told.err
        assert told.out == ""  # refused before anything is measured

    def test_absent_data_is_said_and_is_an_error_only_where_the_suite_was_asked_for(
        self, bench: Bench, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bench.missing = True
        assert bench.run() == 0
        assert "small: not run, no small.tar.xz in" in capsys.readouterr().err
        assert bench.run("--suite", "small") == 2


class TestUpdate:
    def test_better_figures_raise_the_floor_and_lower_the_ceiling(self, bench: Bench) -> None:
        bench.recall, bench.alarms = 0.98, 0
        assert bench.run("--update") == 0
        assert (bench.floor(), bench.floor("alarms")) == (0.97, 0)

    def test_floors_do_not_wear_down_by_small_steps(self, bench: Bench) -> None:
        for bench.recall in (0.945, 0.941, 0.94):
            assert bench.run("--update") == 0
        assert bench.floor() == 0.94

    def test_lowering_without_a_reason_is_refused_and_writes_nothing(
        self, bench: Bench, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = bench.table.read_bytes()
        bench.recall, bench.alarms = 0.90, 0
        assert bench.run("--update") == 1
        told = capsys.readouterr().err
        assert "recall: 0.9000 is below the floor of 0.94" in told
        assert "--lower" in told
        assert bench.table.read_bytes() == before

    def test_a_reason_is_written_beside_the_figure_with_its_date(self, bench: Bench) -> None:
        bench.recall = 0.90
        assert bench.run("--update", "--lower", 'a "fair" price for 速度') == 0
        assert bench.floor() == 0.89
        (line,) = [line for line in bench.table.read_text("utf-8").splitlines() if line.startswith('"recall"')]
        assert date.today().isoformat() in line
        assert "速度" in line
        (change,) = read_table(bench.table)["small"].bounds["recall"].lowered
        assert (change.before, change.reason) == (0.94, 'a "fair" price for 速度')
        assert "lowered" not in next(x for x in bench.table.read_text("utf-8").splitlines() if x.startswith('"alarms"'))

    def test_the_reason_stays_until_the_floor_is_back(self, bench: Bench) -> None:
        bench.recall = 0.90
        bench.run("--update", "--lower", "speed")
        bench.recall = 0.92
        bench.run("--update")
        assert [change.reason for change in read_table(bench.table)["small"].bounds["recall"].lowered] == ["speed"]
        bench.recall = 0.95
        bench.run("--update")
        assert read_table(bench.table)["small"].bounds["recall"].lowered == ()

    @pytest.mark.parametrize("arguments", [(), ("--lower", "")])
    def test_other_data_needs_a_reason_even_where_figures_rise(self, bench: Bench, arguments: tuple[str, ...]) -> None:
        bench.digest, bench.recall = "b" * 64, 0.99
        assert bench.run("--update", *arguments) == 1
        assert read_table(bench.table)["small"].digest == "a" * 64

    def test_other_data_with_a_reason_is_pinned_and_the_former_is_told(self, bench: Bench) -> None:
        bench.digest, bench.recall = "b" * 64, 0.945
        assert bench.run("--update", "--lower", "more essays") == 0
        pinned = read_table(bench.table)["small"]
        assert (pinned.digest, bench.floor()) == ("b" * 64, 0.935)
        assert [change.reason for change in pinned.changed] == ["more essays"]
        assert str(pinned.changed[0].before).startswith("a" * 12)
        assert bench.run() == 0

    def test_dropping_a_figure_needs_a_reason_which_stays(self, bench: Bench) -> None:
        bench.without = "recall"
        assert bench.run("--update") == 1
        assert bench.run("--update", "--lower", "measured elsewhere") == 0
        for _ in range(2):
            dropped = read_table(bench.table)["small"].dropped
            assert dropped is not None
            assert (dropped["recall"].before, dropped["recall"].reason) == (0.94, "measured elsewhere")
            assert bench.run("--update") == 0

    def test_a_new_figure_is_pinned(self, bench: Bench) -> None:
        bench.further = (Figure("precision", 0.5, True, 0.01),)
        assert bench.run("--update") == 0
        assert bench.floor("precision") == 0.49

    def test_a_reason_without_an_update_is_a_usage_error(self, bench: Bench) -> None:
        with pytest.raises(SystemExit) as ended:
            bench.run("--lower", "speed")
        assert ended.value.code == 2


class TestData:
    def test_the_digest_knows_names_contents_and_their_order(self) -> None:
        parts = [("a.txt", b"one"), ("b.txt", b"two")]
        others = [
            [("a.txt", b"one"), ("b.txt", b"twO")], [("a.txt", b"one"), ("c.txt", b"two")], parts[::-1], parts[:1],
            [("a.txt", b"oneb"), (".txt", b"two")],
        ]  # fmt: skip
        assert len({digest_of(each) for each in (parts, *others)}) == 6
        assert digest_of(parts) == digest_of(list(parts))

    def test_an_archive_is_unpacked_but_never_outside_its_folder(self, tmp_path: Path) -> None:
        import io
        import tarfile

        (tmp_path / "data").mkdir()
        with tarfile.open(tmp_path / "data" / "texts.tar.xz", "w:xz") as archive:
            for name in ("texts/a.txt", "../escaped.txt"):
                member = tarfile.TarInfo(name)
                member.size = 3
                archive.addfile(member, io.BytesIO(b"abc"))
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        folder = unpacked(tmp_path / "data", "texts", scratch)
        assert (folder / "a.txt").read_bytes() == b"abc"
        assert not (tmp_path / "escaped.txt").exists()

    def test_every_suite_has_floors_for_both_what_is_found_and_what_is_wrong(self) -> None:
        table = read_table(floors.TABLE)
        assert set(table) == {suite.name for suite in all_suites()}
        for pinned in table.values():
            assert any(name.startswith("recall") for name in pinned.bounds)
            assert any(name.startswith("precision") for name in pinned.bounds)
            assert any(not bound.is_floor for bound in pinned.bounds.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", [suite.name for suite in all_suites()])
def test_no_figure_has_fallen_below_its_floor(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    archive = {"laws": "laws-zh.tar.xz", "pan": "pan13-train.tar.xz"}.get(name)
    if archive and not (floors.DATA / archive).exists():
        pytest.skip(f"no {archive} in the folder of shared data beside the checkout")
    code = floors.main(["--suite", name])
    assert code == 0, capsys.readouterr().err
