"""Labels of both sides of a match and the context that follows, from the files to the results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dedup.cli.app import app
from dedup.judgement import settle
from dedup.model import Context, Direction, DirectionSource, Label, Match, Side, Span
from factories import document

Run = Callable[..., Result]

OATH = (
    "本人承诺所交文稿系独立完成，凡引他人字句均已注明，如有不实，愿受本会章程第九款之处分，并自退稿酬，"
    "三年之内不再投稿；代笔者与请托者同责，互为知情而不报者减半。"
)
HERON = (
    "苍鹭站在闸口等了一个上午，水里的影子比它先动。管闸的人说它不是在捉鱼，是在数水，"
    "水多一寸，它就往岸上退一步，退到石阶第三级便飞走，从来没有算错过。"
)
HOUSE = "搬家那天我们拆下门框，上面的刻痕从膝盖一直长到胸口，父亲用报纸把它裹好，像裹一件会疼的东西，放在车厢最里头。"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a folder with ``essays``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "essays").mkdir()
    texts = {
        "a.txt": f"关于河的笔记。{HERON}\n\n{OATH}\n\n沿河还有两处旧闸，一处锁着，一处没有门。",
        "b.txt": f"夜里读到林雁秋《守闸记》里写道：“{HERON}”我合上书，想起老家的桥。",
        "c.txt": f"旧房子的事。{HOUSE}后来门框立在新家的阳台上，谁也不再量身高。",
        "e.txt": f"投稿附页。\n\n{OATH}\n\n日期与签名写在背面，用墨水，不用铅笔。",
        "d.txt": f"二稿。{HOUSE}新家没有院子，刻痕晒不到太阳。",
    }
    for name, text in texts.items():
        (tmp_path / "essays" / name).write_text(text, encoding="utf-8")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return run


def found(file: Path) -> dict[tuple[str, str, str], Any]:
    """The matches by the texts' names and the first characters of the passage."""
    result = json.loads(file.read_text("utf-8"))
    names = [Path(item["path"]).name for item in result["documents"]]
    texts = {name: Path("essays", name).read_text("utf-8") for name in names}
    matches = {}
    for match in result["matches"]:
        left, right = match["left"], match["right"]
        passage = texts[names[left["document"]]][left["start"] : left["end"]]
        which = next(key for key, text in (("oath", OATH), ("heron", HERON), ("house", HOUSE)) if text[:40] in passage)
        matches[names[left["document"]], names[right["document"]], which] = match
    return matches


def test_who_quotes_and_cites_is_told_from_who_is_quoted(run: Run) -> None:
    assert run("scan", "essays", "-o", "out", "--quiet").exit_code == 0
    match = found(Path("out/results.json"))["a.txt", "b.txt", "heron"]
    assert match["context"] == match["labels"]["right"]["context"] == "cited-and-quoted"
    assert match["labels"]["left"]["context"] == "uncited"
    assert match["reason"].startswith("b.txt: ")
    assert "守闸记" in match["reason"]
    assert "quoted" in [item["kind"] for item in match["direction"]["evidence"]]


def test_what_stands_in_a_common_source_is_labelled_and_stays_in_the_results(run: Run, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "oath.txt").write_text(f"投稿须知\n{OATH}\n", encoding="utf-8")
    assert run("scan", "essays", "-o", "plain", "--quiet").exit_code == 0
    assert run("scan", "essays", "-o", "out", "--common", "set", "--quiet").exit_code == 0
    before, after = (found(Path(name, "results.json")) for name in ("plain", "out"))
    assert before.keys() == after.keys()
    assert (before["a.txt", "e.txt", "oath"]["context"], after["a.txt", "e.txt", "oath"]["context"]) == (
        "uncited",
        "common",
    )
    assert "oath.txt" in after["a.txt", "e.txt", "oath"]["reason"]
    notice = next(item for item in json.loads(Path("out/results.json").read_text())["notices"])
    assert (notice["code"], notice["count"]) == ("common-sources", 1)


def test_a_common_source_given_later_judges_again_without_a_scan_and_lasts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "oath.txt").write_text(OATH, encoding="utf-8")
    assert run("scan", "essays", "-o", "out", "--quiet").exit_code == 0
    assert run("judge", "out", "--common", "oath.txt", "--quiet").exit_code == 0
    once = Path("out/results.json").read_bytes()
    assert found(Path("out/results.json"))["a.txt", "e.txt", "oath"]["context"] == "common"
    assert run("judge", "out", "--quiet").exit_code == 0
    assert Path("out/results.json").read_bytes() == once


@pytest.mark.parametrize("flag", [("--manifest", "who.csv"), ()])
def test_texts_of_one_author_are_own_work(run: Run, tmp_path: Path, flag: tuple[str, ...]) -> None:
    rows = 'path,author\n"[cd].txt",林雁秋\nmissing.txt,林雁秋\n'
    if flag:
        (tmp_path / "who.csv").write_text(rows, encoding="utf-8")
    else:
        tables = '[[documents]]\npath = "?.txt"\nauthor = "林雁秋"\n\n[[documents]]\npath = "missing.txt"\n'
        (tmp_path / "essays" / "corpus.toml").write_text(tables, encoding="utf-8")
    assert run("scan", "essays", "-o", "out", *flag, "--quiet").exit_code == 0
    match = found(Path("out/results.json"))["c.txt", "d.txt", "house"]
    assert (match["context"], match["reason"]) == ("own-work", "own work: both texts are by 林雁秋")
    notices = json.loads(Path("out/results.json").read_text("utf-8"))["notices"]
    assert ["missing.txt" in item["message"] for item in notices] == [True]


@pytest.mark.parametrize("flags", [("--common", "nowhere"), ("--manifest", "nowhere.csv"), ("--common", "empty")])
def test_what_cannot_be_read_ends_the_scan_and_is_named(run: Run, tmp_path: Path, flags: tuple[str, str]) -> None:
    (tmp_path / "empty").mkdir()
    done = run("scan", "essays", "-o", "out", *flags)
    assert done.exit_code == 2
    assert flags[1] in done.output
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("source", "left", "right", "context"),
    [
        ("left", "uncited", "cited-and-quoted", "cited-and-quoted"),
        ("left", "cited-and-quoted", "uncited", "uncited"),
        ("right", "uncited", "missing-citation", "uncited"),
        ("undetermined", "uncited", "missing-citation", "missing-citation"),
        ("undetermined", "cited-and-quoted", "missing-citation", "cited-and-quoted"),
        ("common", "bibliography", "bibliography", "bibliography"),
    ],
)
def test_the_context_is_that_of_who_borrowed(
    source: DirectionSource, left: Context, right: Context, context: Context
) -> None:
    documents = [document(id, "水" * 50) for id in range(2)]
    sides = [Side(id, Span(0, 50)) for id in range(2)]
    labels = Label(left, "why left"), Label(right, "why right")
    match = Match(
        0, *sides, "verbatim", 1.0, 99.0, direction=Direction(source, 0.9), left_label=labels[0], right_label=labels[1]
    )
    (settled,) = settle([match], documents)
    assert settled.context == context
    assert settled.reason.endswith("why left" if left == context else "why right")


def test_every_label_has_its_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "essays" / "twice.txt").write_text(f"{HOUSE}\n\n中间隔着一行字。\n\n{HOUSE}", encoding="utf-8")
    assert run("scan", "essays", "-o", "out", "--quiet").exit_code == 0
    matches = json.loads(Path("out/results.json").read_text("utf-8"))["matches"]
    assert any(match["left"]["document"] == match["right"]["document"] for match in matches)
    labels = [label for match in matches for label in (match, *match["labels"].values())]
    assert all(label["reason"] for label in labels)
