"""The weights of evidence between versions are fitted as the command says."""

from __future__ import annotations

import json
from math import log
from pathlib import Path

import numpy as np
import pytest
from benchmarks.direction.regression import fit
from benchmarks.direction.verdicts import Verdict, curve

from dedup.judgement.direction.weights import OF_VERSIONS
from dedup.model import Direction, Evidence

fitting = pytest.importorskip("benchmarks.direction.fitting", exc_type=ImportError)
versions = pytest.importorskip("benchmarks.direction.versions", exc_type=ImportError)


def of_one_kind(right: int, wrong: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One kind of evidence, so often right and so often wrong, and nothing else."""
    amounts = np.array([1.0] * right + [-1.0] * wrong)[:, None]
    return amounts, np.zeros(right + wrong), np.ones(right + wrong)


class TestFit:
    def test_of_many_pairs_the_weight_is_the_log_odds_of_what_was_right(self) -> None:
        found = fit(*of_one_kind(3000, 1000))
        assert found.weights[0] == pytest.approx(log(3), abs=0.01)
        assert found.errors[0] == pytest.approx((4000 * 0.75 * 0.25) ** -0.5, rel=0.01)

    def test_the_weight_is_the_one_of_greatest_posterior_density(self) -> None:
        """Sought on a grid; and the precision is the one that the weight itself calls for."""
        found = fit(*of_one_kind(30, 10))
        grid = np.linspace(-3, 3, 60001)
        density = 30 * np.log(1 / (1 + np.exp(-grid))) + 10 * np.log(1 / (1 + np.exp(grid)))
        assert found.weights[0] == pytest.approx(grid[np.argmax(density - found.precision * grid**2 / 2)], abs=2e-4)
        told = 1 - found.precision * found.errors[0] ** 2
        assert found.precision == pytest.approx(told / found.weights[0] ** 2, rel=1e-6)

    def test_what_was_never_wrong_is_not_worth_everything(self) -> None:
        found = fit(*of_one_kind(14, 0))
        assert 1.0 < found.weights[0] < 6.0

    def test_what_is_known_besides_is_not_counted_again(self) -> None:
        amounts, _, counts = of_one_kind(3000, 1000)
        found = fit(amounts, amounts[:, 0] * log(3), counts)
        assert found.weights[0] == pytest.approx(0, abs=0.01)

    def test_two_kinds_that_always_agree_share_what_they_are_worth(self) -> None:
        amounts, rest, counts = of_one_kind(3000, 1000)
        found = fit(np.hstack([amounts, amounts]), rest, counts)
        assert found.weights == pytest.approx([log(3) / 2] * 2, abs=0.01)

    def test_a_row_that_counts_for_two_is_two_rows(self) -> None:
        once, rest, _ = of_one_kind(30, 10)
        doubled = fit(once, rest, np.concatenate([np.ones(30), np.full(10, 2.0)]))
        assert doubled.weights == pytest.approx(fit(*of_one_kind(30, 20)).weights)

    def test_where_nothing_was_seen_nothing_is_worth_anything(self) -> None:
        assert fit(np.zeros((3, 2)), np.zeros(3), np.ones(3)).weights.tolist() == [0.0, 0.0]
        assert fit(np.zeros((0, 2)), np.zeros(0), np.zeros(0)).weights.tolist() == [0.0, 0.0]


def compared(
    evidence: dict[str, float], *, left: bool = True, lengths: tuple[int, int] = (1000, 1000), are_versions: bool = True
) -> versions.Compared:
    """Two versions; the log-odds of each kind of evidence speak for the left text where they are positive."""
    items = tuple(Evidence(kind, "", log_odds) for kind, log_odds in evidence.items())
    verdict = Verdict("", Direction("undetermined", 0.5, items), left)
    return versions.Compared("a/0", "a/1", True, lengths, are_versions, verdict)


class TestPairs:
    def test_the_weights_are_taken_away_from_the_evidence(self) -> None:
        worth = OF_VERSIONS["elaboration"]
        pair = fitting.pair_of(compared({"elaboration": 0.7 * worth, "lossy": -0.7}, left=False))
        amounts = dict(zip(OF_VERSIONS, pair.amounts, strict=True))
        assert amounts == {**dict.fromkeys(OF_VERSIONS, 0.0), "elaboration": pytest.approx(-0.7)}
        assert pair.rest == pytest.approx(0.7)

    def test_years_of_two_texts_that_are_no_versions_are_other_evidence(self) -> None:
        pair = fitting.pair_of(compared({"latest-year": 0.7}, are_versions=False))
        assert set(pair.amounts) == {0.0}
        assert pair.rest == pytest.approx(0.7)

    def test_pairs_of_unlike_lengths_tell_nothing_of_weights(self) -> None:
        year = OF_VERSIONS["latest-year"]
        level = [fitting.pair_of(compared({"latest-year": year})) for _ in range(20)]
        unlike = [fitting.pair_of(compared({"latest-year": -year}, lengths=(1000, 1300))) for _ in range(20)]
        assert fitting.fitted([*level, *unlike]).weights == pytest.approx(fitting.fitted(level).weights)

    def test_with_the_weights_in_use_what_is_stated_is_what_dedup_stated(self) -> None:
        evidence = {kind: weight for kind, weight in OF_VERSIONS.items() if kind != "figures"} | {"lossy": -0.7}
        pair = fitting.pair_of(compared(evidence))
        (verdict,) = fitting.stated([pair], np.array(list(OF_VERSIONS.values())))
        (found,) = curve([verdict])
        assert found.stated == pytest.approx(1 / (1 + np.exp(-sum(evidence.values()))))
        assert found.observed == 1.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts of which each version speaks of a later year."""
    for name, text in (("lamp", "渡口的灯每晚八点点上，十点熄掉。"), ("loom", "织布的人秋天上经，那时候纱最干。")):
        (tmp_path / name).mkdir()
        for number, year in enumerate((2003, 2009, 2018)):
            (tmp_path / name / f"{number}.txt").write_text(text * 9 + f"{year}年又抄了一遍。", "utf-8")
    return tmp_path


class TestCommand:
    def test_it_prints_the_weights_their_curves_and_the_line_to_use(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert fitting.main([str(folder)]) == 0
        shown = capsys.readouterr().out
        for part in ("| latest-year", "second half", "each half judged by the other", "All pairs, weights fitted"):
            assert part in shown
        line = shown.splitlines()[-1].removeprefix("OF_VERSIONS: ")
        assert list(json.loads(line)) == list(OF_VERSIONS)

    def test_kept_evidence_is_read_again(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        kept = folder / "kept.json"
        assert fitting.main([str(folder), "--keep", str(kept)]) == 0
        first = capsys.readouterr().out
        assert fitting.main([str(folder / "nowhere"), "--keep", str(kept)]) == 0
        assert capsys.readouterr().out == first

    def test_a_missing_folder_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert fitting.main([str(tmp_path / "nowhere")]) == 2
        assert "nowhere" in capsys.readouterr().err
