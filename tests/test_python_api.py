"""The package as a program uses it: what the page on Python shows, and what a caller would stumble over."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import dedup
from test_check import BETWEEN, OLD, OWN

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def test_the_page_runs_as_one_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.S):
        exec(block, names)  # noqa: S102 - our own
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "fail"
    assert any(re.fullmatch(r"12 60 .+ uncited", line) for line in said)
    assert "('published/lighthouse.txt',) () 0 ()" in said
    assert said[-1].startswith("draft-that-is-not-there.docx")
    assert (tmp_path / "found" / "index.html").is_file()


def test_the_names_are_sorted_told_on_the_page_and_there() -> None:
    assert dedup.__all__ == sorted(dedup.__all__)
    assert set(dedup.__all__) <= set(dir(dedup))
    for name in dedup.__all__:
        assert f"`{name}" in PAGE, f"{name} is not on the page"
        assert inspect.getdoc(getattr(dedup, name))
    with pytest.raises(AttributeError, match="has no attribute 'scn'"):
        dedup.scn  # noqa: B018


@pytest.mark.parametrize("name", ["check", "scan", "compare", "document", "add", "write_report"])
def test_the_page_names_every_argument(name: str) -> None:
    shown = re.search(rf"`{name}\(([^)]*)\)", PAGE.split("## The names", 1)[1])
    assert shown
    assert list(re.findall(r"\w+", shown[1])) == list(inspect.signature(getattr(dedup, name)).parameters)


def test_importing_costs_nothing() -> None:
    code = "import sys, dedup; dir(dedup); print(sorted({'numpy', 'numba', 'duckdb'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_package_says_that_it_has_types() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert wheel["targets"]["wheel"]["packages"] == ["src/dedup"]
    assert (ROOT / "src" / "dedup" / "py.typed").is_file()


def test_a_type_checker_sees_the_types(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(
        "import dedup\n"
        "reveal_type(dedup.check(dedup.document('a'), 'b', dedup.settings_from({'policy': {}})).drafts[0].share)\n"
        "dedup.check(7, 'b')\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "src")
    assert 'Revealed type is "float"' in done.stdout
    assert "program.py:3: error" in done.stdout


def drafts_and_archive(folder: Path) -> tuple[Path, Path]:
    for name, text in (("drafts/copy.txt", f"{OWN}\n{OLD}"), ("archive/old.txt", OLD), ("archive/other.txt", BETWEEN)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "drafts", folder / "archive"


@pytest.mark.parametrize("kind", [str, Path, lambda path: [path], lambda path: (str(path),)])
def test_paths_are_strings_or_paths_one_or_many(
    kind: Callable[[Path], dedup.api.texts.Paths], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    drafts, archive = drafts_and_archive(tmp_path)
    verdict = dedup.check(kind(drafts), kind(archive))
    assert verdict.outcome == "fail"
    assert {each.path for each in verdict.result.documents} == {"drafts/copy.txt", "archive/old.txt"}
    assert len(dedup.scan(kind(archive)).documents) == 2


def test_strings_and_files_give_the_same_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drafts, archive = drafts_and_archive(tmp_path)
    draft = dedup.document((drafts / "copy.txt").read_text(encoding="utf-8"), "drafts/copy.txt")
    old = [dedup.document(OLD, "archive/old.txt"), dedup.document(BETWEEN, "archive/other.txt")]
    with dedup.Index.create(str(tmp_path / "i.dedup")) as index:
        assert dedup.add(index, archive).added == ("archive/old.txt", "archive/other.txt")
        verdicts = [
            dedup.check(*both)
            for both in ((draft, old), (draft, archive), (drafts, old), (draft, index), (drafts, index))
        ]
    assert len({(each.outcome, each.drafts[0].share, each.drafts[0].worst[0].bits) for each in verdicts}) == 1


def test_files_that_are_drafts_are_left_out_where_strings_are_among_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    assert dedup.check(tmp_path / "a.txt", [tmp_path, dedup.document(BETWEEN)]).outcome == "pass"
    with dedup.Index.create(tmp_path / "i.dedup") as index:
        dedup.add(index, tmp_path / "a.txt")
        assert dedup.check([tmp_path / "a.txt", dedup.document(OWN)], index).outcome == "pass"


def test_an_index_takes_strings_and_says_what_became_of_them() -> None:
    with dedup.Index.create(None) as index:
        first = dedup.add(index, [dedup.document(OLD, "a"), dedup.document(OWN, "b")])
        second = dedup.add(index, [dedup.document(OLD, "a"), dedup.document(BETWEEN, "b")])
        assert (first.added, second.added, second.replaced, second.unchanged) == (("a", "b"), (), ("b",), 1)
        checker = dedup.Checker(index, dedup.Settings())
        assert checker.check([dedup.document(OLD, "a")]).outcome == "fail"
        assert checker.check([dedup.document(OLD, "a")], earlier=["a"]).outcome == "pass"


def test_the_path_of_an_index_stands_for_it_and_is_never_a_text(tmp_path: Path) -> None:
    path, draft = tmp_path / "i.dedup", dedup.document(f"{OWN}{OLD}", "draft")
    with dedup.Index.create(path) as index:
        dedup.add(index, dedup.document(OLD, "old"))
    assert dedup.check(draft, str(path)).outcome == "fail"
    assert dedup.check([draft], [path]) == dedup.check(draft, path)
    for others in ([path, dedup.document(BETWEEN, "b")], [path, tmp_path]):
        with pytest.raises(dedup.UsageError, match=r"one index.*i\.dedup is an index"):
            dedup.check(draft, others)


def test_texts_of_one_author_are_own_work() -> None:
    draft, old = (dedup.document(text, name, author="沈未") for text, name in ((f"{OWN}{OLD}", "d"), (OLD, "a")))
    verdict = dedup.check(draft, old)
    assert verdict.outcome == "pass"
    assert [match.context for match in verdict.result.matches] == ["own-work"]


def test_what_was_set_aside_does_not_count_for_files_nor_for_strings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # nothing is looked for above
    drafts, archive = drafts_and_archive(tmp_path)
    draft = dedup.document((drafts / "copy.txt").read_text(encoding="utf-8"), "copy")
    (match,) = dedup.check(drafts, archive).drafts[0].worst
    (drafts / "dedup-dismissals.toml").write_text(
        f'[[dismissal]]\nkey = "{match.key}"\nreason = "permitted"\n', encoding="utf-8"
    )
    named = str(drafts / "dedup-dismissals.toml")
    old = dedup.document(OLD, "old")
    for verdict in (
        dedup.check(drafts, archive),
        dedup.check(drafts, [archive, dedup.document(BETWEEN)]),
        dedup.check(draft, [old], dismissals=named),
    ):
        (told,) = verdict.drafts
        assert (verdict.outcome, told.worst, len(told.dismissed)) == ("pass", (), 1)
    assert dedup.check(draft, [old]).outcome == dedup.check(drafts, archive, dismissals=()).outcome == "fail"
    assert [each.dismissal is not None for each in dedup.scan([drafts, archive]).matches] == [True]
    assert [each.dismissal for each in dedup.scan([drafts, archive], dismissals=[]).matches] == [None]


def test_two_texts_of_one_name_are_refused() -> None:
    with pytest.raises(dedup.UsageError, match="2 texts are named 'text'"):
        dedup.check(dedup.document(OWN, "d"), [dedup.document(OLD), dedup.document(BETWEEN)])


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "。" * 1_000_000])
def test_odd_strings_pass(text: str) -> None:
    assert dedup.check(dedup.document(text, "d"), dedup.document(OLD, "a")).outcome == "pass"


def test_settings_that_do_not_hold_are_told_all_at_once() -> None:
    with pytest.raises(dedup.ConfigurationError) as caught:
        dedup.settings_from({"policy": {"max_reuse": 7}, "polcy": {}, "report": {"max_graphs": "many"}})
    assert all(word in str(caught.value) for word in ("policy.max_reuse", "[polcy]", "report.max_graphs"))


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: dedup.scan("nothing"), dedup.InputError),
        (lambda: dedup.check([], []), dedup.InputError),
        (lambda: dedup.check(dedup.document(OLD), "nothing"), dedup.InputError),
        (lambda: dedup.Index.open("nothing.dedup"), dedup.IndexFileError),
        (lambda: dedup.settings_from("nothing.toml"), dedup.ConfigurationError),
        (lambda: dedup.read_results("nothing"), dedup.InputError),
    ],
)
def test_errors_are_of_one_family(call: Callable[[], object], error: type[dedup.DedupError]) -> None:
    with pytest.raises(error, match=r"nothing|no path"):
        call()
    assert issubclass(error, dedup.DedupError)
