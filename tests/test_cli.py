"""The commands as a user meets them: what they print where, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli_fakes import FakeScan, fake_report, modules, notice, result, skipped
from dedup.cli.app import app
from dedup.errors import DedupError, InputError
from dedup.model import Result as ScanResult
from dedup.workers import available_cores

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder with ``essays/`` in it, on a fake scan."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration is looked for above
    (tmp_path / "essays").mkdir()

    def run(*arguments: str, scan: FakeScan | None = None, report: Callable[..., None] = fake_report) -> Result:
        for name, module in modules(scan or FakeScan(), report).items():
            monkeypatch.setitem(sys.modules, name, module)
        return CliRunner().invoke(app, list(arguments))

    return run


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_scan_prints_a_summary_and_where_the_report_is(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays")
    assert done.exit_code == 0
    assert "2 documents, 38 characters" in done.stdout
    assert "1 match in 1 pair" in done.stdout
    assert f"Report: {Path('reports/essays/index.html')}\n" in done.stdout
    assert done.stderr == ""
    assert in_folder(tmp_path / "reports" / "essays") == [
        "documents",
        "documents.csv",
        "graph.graphml",
        "index.html",
        "matches.csv",
        "pairs",
        "pairs.csv",
        "results.json",
        "static",
        "texts.jsonl.gz",
    ]


def test_json_alone_goes_to_stdout_and_nothing_to_the_disk(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["documents"][0]["path"] == "甲.txt"
    assert in_folder(tmp_path) == [".git", "essays"]


def test_json_with_an_output_folder_writes_both_alike(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays", "--json", "-o", "out")
    assert done.stdout_bytes == (tmp_path / "out" / "results.json").read_bytes()
    assert (tmp_path / "out" / "index.html").exists()


def test_quiet_says_nothing_and_writes_the_report(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays", "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "reports" / "essays" / "index.html").exists()


def test_what_was_asked_reaches_the_scan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text("[significance]\nmin_bits = 99\n", encoding="utf-8")
    scan = FakeScan()
    run(
        "scan", "essays", "other", "--jobs", "3", "--config", "strict.toml", "--include", "*.md", "--include", "*.txt",
        "--exclude", "drafts/", scan=scan,
    )  # fmt: skip
    assert scan.paths == (Path("essays"), Path("other"))
    assert scan.jobs == 3
    assert scan.settings.significance.min_bits == 99
    assert scan.settings.reading.include == ("*.md", "*.txt")
    assert scan.settings.reading.exclude == ("drafts/",)


def test_all_cores_are_used_unless_told_otherwise(run: Run) -> None:
    scan = FakeScan()
    run("scan", "essays", scan=scan)
    assert scan.jobs == available_cores()


@pytest.mark.parametrize(("limit", "code"), [("0.75", 0), ("75%", 0), ("0.7", 1), ("70%", 1), ("0", 1), ("100 %", 0)])
def test_reuse_above_the_policy_is_exit_code_1_and_at_it_0(run: Run, limit: str, code: int) -> None:
    assert run("scan", "essays", "--fail-above", limit).exit_code == code


def test_documents_above_the_policy_are_named_on_stderr_even_when_quiet(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays", "--fail-above", "30%", "--quiet")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "dedup: 甲.txt: 75 % is reused, above the 30 % allowed",
        "dedup: b.txt: 75 % is reused, above the 30 % allowed",
    ]
    assert (tmp_path / "reports" / "essays" / "results.json").exists()


def test_the_limit_goes_with_the_settings_and_may_stand_in_the_configuration(run: Run, tmp_path: Path) -> None:
    scan = FakeScan()
    assert run("scan", "essays", "--fail-above", "80%", scan=scan).exit_code == 0
    assert scan.settings.gate.fail_above == 0.8
    (tmp_path / "dedup.toml").write_text("[gate]\nfail_above = 0.7\n", encoding="utf-8")
    assert run("scan", "essays", scan=scan).exit_code == 1
    assert run("scan", "essays", "--fail-above", "0.9", scan=scan).exit_code == 0


def test_the_gate_leaves_json_on_stdout_whole(run: Run) -> None:
    done = run("scan", "essays", "--json", "--fail-above", "0.1")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["schema"] == "dedup.results/1"


@pytest.mark.parametrize("share", ["30", "-0.1", "much", "130%", "nan", ""])
def test_what_is_no_share_is_refused_with_an_example(run: Run, share: str) -> None:
    scan = FakeScan()
    done = run("scan", "essays", "--fail-above", share, scan=scan)
    assert done.exit_code == 2
    assert "0.3" in done.stderr and "30%" in done.stderr
    assert not scan.called


def one_message(done: Result, code: int) -> str:
    """The one line that a failed run says, which has to be free of tracebacks."""
    assert done.exit_code == code, done.output
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("dedup: ")
    return line.removeprefix("dedup: ")


def test_an_input_error_is_one_message_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    done = run("scan", "nowhere", scan=FakeScan(InputError("nowhere: no such file or folder")))
    assert one_message(done, 2) == "nowhere: no such file or folder"
    assert in_folder(tmp_path) == [".git", "essays"]


def test_a_failure_dedup_knows_is_exit_code_3(run: Run) -> None:
    assert one_message(run("scan", "essays", scan=FakeScan(DedupError("no disk left"))), 3) == "no disk left"


def test_a_failure_nobody_expected_is_one_line_that_tells_of_debug(run: Run, tmp_path: Path) -> None:
    done = run("scan", "essays", scan=FakeScan(ValueError("odd\nthing")))
    assert one_message(done, 3) == "failed: ValueError: odd thing; run again with --debug for the traceback"
    assert in_folder(tmp_path) == [".git", "essays"]


def test_debug_shows_the_traceback(run: Run) -> None:
    done = run("scan", "essays", "--debug", scan=FakeScan(ValueError("odd")))
    assert done.exit_code == 3
    assert "Traceback" in done.stderr and "cli_fakes.py" in done.stderr
    assert done.stderr.splitlines()[-1] == "dedup: failed: ValueError: odd"


def test_a_failure_while_the_report_is_written_leaves_nothing(run: Run, tmp_path: Path) -> None:
    def broken(result: ScanResult, folder: Path, *_: object, **__: object) -> None:
        (folder / "index.html").write_text("half", encoding="utf-8")
        raise RuntimeError("page 7")

    assert "page 7" in one_message(run("scan", "essays", report=broken), 3)
    assert in_folder(tmp_path) == [".git", "essays"]


def test_ctrl_c_leaves_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    assert one_message(run("scan", "essays", scan=FakeScan(KeyboardInterrupt())), 130) == "interrupted, nothing written"
    assert in_folder(tmp_path) == [".git", "essays"]


def test_ctrl_c_leaves_earlier_results_as_they_were(run: Run, tmp_path: Path) -> None:
    run("scan", "essays")
    page = tmp_path / "reports" / "essays" / "index.html"
    page.write_text("earlier", encoding="utf-8")
    assert run("scan", "essays", scan=FakeScan(KeyboardInterrupt())).exit_code == 130
    assert page.read_text(encoding="utf-8") == "earlier"
    assert in_folder(tmp_path / "reports") == ["essays"]


def test_an_unknown_option_is_told_with_the_nearest(run: Run) -> None:
    done = run("scan", "essays", "--jbos", "2")
    assert done.exit_code == 2
    assert "--jbos" in done.stderr and "--jobs" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_configuration_key_is_told_before_anything_is_scanned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dedup.toml").write_text("[reading]\nexcludes = []\n", encoding="utf-8")
    scan = FakeScan()
    said = one_message(run("scan", "essays", scan=scan), 2)
    assert "excludes" in said and "did you mean exclude?" in said
    assert not scan.called


@pytest.mark.parametrize("arguments", [[], ["scan"], ["scan", "essays", "--jobs", "0"], ["compare", "a.txt"], ["scna"]])
def test_a_command_that_cannot_be_understood_is_exit_code_2(run: Run, arguments: Sequence[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_what_a_file_name_hides_does_not_reach_the_terminal(run: Run) -> None:
    names = ("evil\x1b[2J\r\n.txt", "half\udc80.txt")
    done = run("scan", "essays", "--fail-above", "0", scan=FakeScan(result(names)))
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert r"evil\x1b[2J\r\n.txt" in done.stdout
    assert r"half\udc80.txt" in done.stderr


def test_skipped_files_stand_in_the_summary_with_reasons_up_to_ten(run: Run) -> None:
    out = run("scan", "essays", scan=FakeScan(result(skipped=skipped(13)))).stdout
    assert "13 files skipped" in out
    assert "encrypted  bad-09.pdf: remove the password" in out
    assert "bad-10.pdf" not in out
    assert "and 3 more" in out


def test_notices_stand_in_the_summary(run: Run) -> None:
    found = result(notices=(notice("capped", "12 frequent keys were not joined"),))
    assert "12 frequent keys were not joined" in run("scan", "essays", scan=FakeScan(found)).stdout


def test_compare_prints_places_and_texts(run: Run) -> None:
    done = run("compare", "甲.txt", "b.txt")
    assert done.exit_code == 0
    assert "75 % of 甲.txt is in b.txt" in done.stdout
    assert "1. verbatim, 100 % alike" in done.stdout
    assert "甲.txt, characters 0 to 15" in done.stdout
    assert "改革开放以来,我们走出了一条" in done.stdout


def test_compare_prints_json(run: Run, tmp_path: Path) -> None:
    done = run("compare", "甲.txt", "b.txt", "--json")
    assert json.loads(done.stdout)["matches"][0]["left"] == {"document": 0, "start": 0, "end": 15}
    assert in_folder(tmp_path) == [".git", "essays"]


def test_compare_of_what_is_not_there_is_exit_code_2(run: Run) -> None:
    assert one_message(run("compare", "a", "b", scan=FakeScan(InputError("a: not there"))), 2) == "a: not there"
