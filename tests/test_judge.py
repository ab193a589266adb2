"""``dedup judge``: stored results judged again, by the command and through the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dedup.cli.app import app
from dedup.given import NOTHING
from dedup.judging import judge
from dedup.model import Direction, Label, Notice, Span, Zone
from dedup.progress import Silent
from dedup.results import TEXTS_NAME, read_results, write_results
from dedup.settings import Settings
from dedup.text import Folder
from factories import english

Run = Callable[..., Result]
FOOT = "\n\n《石桥通讯》每季一期，来信请寄旧渡口邮亭，信封上写明栏目，稿件一律不退，霜降加印。"
WELL = (
    "打井的人先听后挖。他把空碗扣在地上，耳朵贴着碗底，听见水在石头下面拐弯的声音，才肯下第一锹。"
    "有人笑他，他说井是听出来的，锹只是把听见的东西掏给别人看。那口井后来用了六十年，旱年也没有见过底。"
)
LOOM = (
    "织布机停在西屋，梭子上还缠着半截蓝线。祖母说线没有断，只是在等下一只手，布和人一样，隔一夜再织就认生，要先摸一摸。"
)
WINDOW = (
    "窗纸换过三回，光还是那样斜着进来，落在去年的灰上面。灰比人勤快，天天来，也不要工钱。"
    "墙角的坛子空了两年，里面存着一点醋的气味，谁揭\u200b开盖子，谁就想起一顿饭。"
)
FERRY = (
    "渡船的缆绳磨出了毛边，船夫用手掌一寸一寸地捋，像是在数人数，数到一半又从头数起。"
    "对岸的灯亮得比从前早，桥墩已经立起四根，鸬鹚站在上面晒翅膀，并不关心哪一根先沉下去。"
)
KILN = (
    "窑火烧到第三夜最难守，困意比烟还浓。老师傅往人手里塞一块冰糖，说甜味化完以前不许合眼。"
    "天亮开窑，裂了的碗排在门槛外头，谁路过都可以挑一只，盛水漏水，盛米正好。"
    "柴是秋后劈的，码在墙根，湿的一头朝外，谁来添火都认得。"
)
TEXTS = {
    "2001-well.md": f"---\ndate: 2001-03-04\n---\n\n# 井\n\n村里的老井没有名字。{WELL}{FOOT}",
    "2014-well.md": f"---\ndate: 2014-08-01\n---\n\n# 听井\n\n我也写一写井。{WELL.replace('六十年', '几十年')}",
    "loom.txt": f"西屋记。{LOOM}{WINDOW}{FOOT}",
    "ferry.txt": f"{FERRY}{FOOT}",
    "kiln.txt": f"{KILN}{FOOT}",
    "two.txt": f"抄两段旧稿备查。\n\n{LOOM}\n\n{WELL}",
    "english.txt": "A list of boats by the year in which they were tarred, with no remark on who rowed them.",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a folder with a scan of ``essays`` in ``out``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration is looked for above
    (tmp_path / "essays" / "quarterly").mkdir(parents=True)
    for name, text in TEXTS.items():
        (tmp_path / "essays" / "quarterly" / name).write_text(text, encoding="utf-8")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    assert run("scan", "essays", "-o", "out", "--quiet").exit_code == 0
    return run


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_settings_give_the_same_bytes_in_place_and_elsewhere(run: Run, tmp_path: Path) -> None:
    scanned = files(tmp_path / "out")
    assert {"results.json", "matches.csv", TEXTS_NAME, "index.html"} <= set(scanned)
    found = json.loads(scanned["results.json"])["matches"]
    assert {match["context"] for match in found} == {"uncited", "boilerplate"}
    assert b"hidden-characters" in scanned["results.json"]  # said once, not once more each time
    assert "left" in {match["direction"]["source"] for match in found}
    for arguments in (["out"], ["out/results.json", "-o", "again"]):
        done = run("judge", *arguments)
        assert done.exit_code == 0, done.output
        assert files(tmp_path / (arguments[-1] if "-o" in arguments else "out")) == scanned
    assert "Report: again/index.html" in done.stdout


def test_other_settings_give_other_labels_and_keep_every_match(run: Run, tmp_path: Path) -> None:
    before = files(tmp_path / "out")
    (tmp_path / "loose.toml").write_text("[judgement]\nboilerplate_documents = 9\n", encoding="utf-8")
    done = run("judge", "out", "-o", "loose", "--config", "loose.toml", "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    assert files(tmp_path / "out") == before
    old, new = (read_results(tmp_path / name / "results.json", with_texts=True) for name in ("out", "loose"))
    assert {match.context for match in new.matches} == {"uncited"}
    assert [(match.left, match.right, match.bits) for match in new.matches] == [
        (match.left, match.right, match.bits) for match in old.matches
    ]
    assert len(new.pairs) > len(old.pairs)
    assert new.settings["judgement"]["boilerplate_documents"] == 9
    assert [reuse.waterfall.common for reuse in new.reuse] == [0] * len(TEXTS)
    assert sum(reuse.waterfall.common for reuse in old.reuse) > 0


def test_only_judgement_and_report_are_taken_from_the_configuration(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dedup.toml").write_text(
        "[significance]\nmin_bits = 99\n[judgement]\nlong_quotation = 7\n[report]\nmax_pair_pages = 0\n",
        encoding="utf-8",
    )
    assert run("judge", "out", "-q").exit_code == 0
    result = read_results(tmp_path / "out" / "results.json")
    assert result.settings["significance"]["min_bits"] == 60
    assert result.settings["judgement"]["long_quotation"] == 7
    assert [name for name in files(tmp_path / "out") if name.startswith("pairs/")] == []


def test_json_goes_to_stdout_and_nothing_to_the_disk(run: Run, tmp_path: Path) -> None:
    before = files(tmp_path)
    done = run("judge", "out", "--json")
    assert done.stdout_bytes == before["out/results.json"]
    assert files(tmp_path) == before


def said(done: Result) -> str:
    """The one line of a run that was refused."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


def test_what_cannot_be_judged_is_one_message_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    assert "empty/results.json cannot be read" in said(run("judge", "empty"))
    assert "nowhere" in said(run("judge", "nowhere"))
    results = (out / "results.json").read_text("utf-8")
    (out / "results.json").write_text(results.replace("dedup.results/1", "dedup.results/7"), "utf-8")
    assert "dedup.results/7" in said(run("judge", "out"))
    (out / "results.json").write_text(results.replace('"min_bits"', '"least_bits"'), "utf-8")
    assert "least_bits" in said(run("judge", "out"))
    (out / "results.json").write_text(results, "utf-8")
    (out / TEXTS_NAME).unlink()
    assert "texts of the results are not there; scan the texts again" in said(run("judge", "out"))


def test_a_folder_of_somebody_else_is_not_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("mine", encoding="utf-8")
    assert "that dedup did not write" in said(run("judge", "out", "-o", "site"))
    assert files(tmp_path / "site") == {"index.html": b"mine"}


def test_what_was_said_before_is_forgotten_but_for_common_sources(tmp_path: Path) -> None:
    common = Zone("common", Span(0, 9), "stands in laws/water.txt")
    plain = english()
    first = replace(
        plain.documents[0],
        zones=(Zone("quotation", Span(0, 20), "once in marks", cited=True), common),
        notices=(Notice("long-quotation", "a quotation of 900 characters"), Notice("hidden-characters", "one")),
    )
    once = Label("own-work", "once")
    stale = [
        replace(match, left_label=once, context="own-work", direction=Direction("left", 0.9)) for match in plain.matches
    ]
    write_results(replace(plain, documents=(first, *plain.documents[1:]), matches=tuple(stale)), tmp_path)
    stored = read_results(tmp_path / "results.json", with_texts=True)
    folded = [Folder().fold(document.text) for document in stored.documents]
    again, first_time = (
        judge(documents, folded, matches, Settings(), NOTHING, jobs=1, progress=Silent())
        for documents, matches in (
            (stored.documents, stored.matches),
            ((replace(first, zones=(common,), notices=first.notices[1:]), *plain.documents[1:]), plain.matches),
        )
    )
    assert again == first_time
    assert again.documents[0].zones == (common,)
    assert [notice.code for notice in again.documents[0].notices] == ["hidden-characters"]
    assert "own-work" not in {match.context for match in again.matches}
    assert [match.direction for match in again.matches if match.internal] == [Direction()]
