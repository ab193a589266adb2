"""Matches set aside with a reason: what that changes, what ends it, and the file that says so."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from dedup.dismissals import Entry, append, keyed, read_dismissals, remove
from dedup.errors import InputError, OutputError
from dedup.model import Match, Side, Span
from dedup.report.anonymise import anonymised
from dedup.report.wording import wording
from dedup.text import Folder as TextFolder
from drafts import LAMP, MILL, OWN, Folder, prepared
from strategies import a_moderate_number

FILE = "drafts/dedup-dismissals.toml"
SCHEMA = Path(__file__).parents[1] / "docs" / "results.schema.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return prepared(tmp_path, monkeypatch)


def entry(digit: str, **fields: str) -> Entry:
    return replace(Entry(digit * 64, "other"), **fields)  # type: ignore[arg-type]


def test_a_dismissed_passage_is_told_and_does_not_count(folder: Folder) -> None:
    before = folder.check()["drafts"][0]
    assert (before["verdict"], len(before["passages"])) == ("fail", 2)
    said = folder.dismiss("archive/lamp.txt", "--note", "作者来信同意")
    assert "permitted" in said and "note: 作者来信同意" in said
    after = folder.check()["drafts"][0]
    assert after["reused_characters"] == pytest.approx(before["reused_characters"] - len(LAMP), abs=3)
    assert [passage["source"]["path"] for passage in after["passages"]] == ["archive/mill.txt"]
    assert after["dismissed"][0]["dismissal"] == {"reason": "permitted", "note": "作者来信同意"}
    assert after["dismissed"][0]["context"] == "uncited"
    assert after["dismissed_characters"] == pytest.approx(len(LAMP), abs=3)


def test_a_draft_of_which_all_is_dismissed_passes(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    folder.dismiss("archive/mill.txt")
    done = folder.run("check", "drafts", "--against", "archive")
    assert done.exit_code == 0
    assert "pass: drafts/note.txt, 0 % reused" in done.stdout
    assert re.search(r"^  2 passages dismissed, \d+ characters$", done.stdout, re.M)


def test_a_passage_counts_as_long_as_another_text_has_it_too(folder: Folder) -> None:
    folder.write("archive/second.txt", f"另一份。\n{LAMP.replace('点灯', '管灯').replace('第二间', '第三间')}\n完。")
    before = folder.check()["drafts"][0]["reused_characters"]
    folder.dismiss("archive/lamp.txt")
    assert folder.check()["drafts"][0]["reused_characters"] >= before - 5


@pytest.mark.parametrize("renamed", [("drafts/note.txt", "drafts/zz.txt"), ("archive/lamp.txt", "archive/y/z.txt")])
def test_a_dismissal_survives_other_names(folder: Folder, renamed: tuple[str, str]) -> None:
    folder.dismiss("archive/lamp.txt")
    text = folder.read(renamed[0])
    (folder.path / renamed[0]).unlink()
    folder.write(renamed[1], text)
    assert len(folder.check()["drafts"][0]["dismissed"]) == 1


def test_a_dismissal_survives_other_line_breaks_and_punctuation(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    text = folder.read("drafts/note.txt")
    folder.write("drafts/note.txt", text.replace("。", ".\r\n　　").replace("，", ", "))
    assert len(folder.check()["drafts"][0]["dismissed"]) == 1


def test_a_dismissal_ends_where_the_passage_changes_and_is_named(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    folder.write("drafts/note.txt", folder.read("drafts/note.txt").replace("烟头", "炭火"))
    done = folder.run("check", "drafts", "--against", "archive")
    assert done.exit_code == 1
    named = r"1 dismissal matches nothing any more: .*dedup-dismissals\.toml:4: archive/lamp\.txt and drafts/note\.txt"
    assert re.search(named, done.stdout)
    said = folder.check()
    assert not said["drafts"][0]["dismissed"]
    assert re.search(named, said["notices"][-1])
    for format in ("markdown", "github", "junit", "sarif"):
        told = folder.ok("check", "drafts", "--against", "archive", "--format", format)
        assert "1 dismissal matches nothing any more" in told


def test_a_dismissal_of_another_draft_is_not_called_stale(folder: Folder) -> None:
    folder.write("drafts/mine.txt", "一份没有抄过任何东西的稿子，只写了三行，第三行还没有写完。")
    folder.dismiss("archive/lamp.txt")
    done = folder.run("check", "drafts/mine.txt", "--against", "archive")
    assert (done.exit_code, "any more" in done.stdout) == (0, False)


def test_a_scan_and_a_new_judgement_carry_the_dismissal_and_keep_all_figures(folder: Folder) -> None:
    folder.ok("scan", "archive", "drafts", "-o", "plain", "-q")
    folder.dismiss("archive/lamp.txt", "--note", "n")
    assert "1 dismissed" in folder.ok("scan", "archive", "drafts", "-o", "out")
    plain, scanned = (json.loads(folder.read(f"{name}/results.json")) for name in ("plain", "out"))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(scanned)
    assert [match["dismissal"] for match in scanned["matches"]] == [{"reason": "permitted", "note": "n"}, None]
    assert plain["documents"] == scanned["documents"] and plain["pairs"] == scanned["pairs"]
    folder.ok("judge", "plain", "-q")
    assert folder.read("plain/results.json") == folder.read("out/results.json")
    folder.ok("dismiss", scanned["matches"][0]["key"], "--undo", "--results", "out")
    folder.ok("judge", "plain", "-q")
    assert all(match["dismissal"] is None for match in json.loads(folder.read("plain/results.json"))["matches"])


def test_the_gate_of_a_scan_lets_go_what_is_dismissed(folder: Folder) -> None:
    gate = ("scan", "archive", "drafts", "-o", "gated", "-q", "--fail-above")
    assert folder.run(*gate, "40%").exit_code == 1
    folder.dismiss("archive/lamp.txt")
    said = folder.run(*gate, "40%").stderr
    assert "drafts/note.txt" not in said and "archive/mill.txt" in said


def test_the_report_shows_a_dismissed_match_grey_with_its_reason(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt", "--note", "<i>同意</i>")
    folder.ok("check", "drafts", "--against", "archive", "--report", "out", "-q")
    pages = {path: path.read_text("utf-8") for path in folder.path.glob("out/*/*.html")}
    pair = next(text for path, text in pages.items() if path.parent.name == "pairs" and LAMP[:8] in text)
    assert "人工忽略：已获许可 · &lt;i&gt;同意&lt;/i&gt;" in pair
    assert 'class="badge dismissed"' in pair and 'class="badge uncited"' in pair
    document = next(text for path, text in pages.items() if path.parent.name == "documents" and OWN[:8] in text)
    assert 'mark class="dismissed verbatim"' in document and "人工忽略" in document


def test_a_page_names_a_match_as_dedup_dismiss_takes_it(folder: Folder) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--report", "out", "-q")
    pair = next(text for path in folder.path.glob("out/pairs/*.html") if LAMP[:8] in (text := path.read_text("utf-8")))
    found = re.search(r"<code [^>]*>([0-9a-f]{10})</code>", pair)
    assert found and found[1] == folder.name_of("archive/lamp.txt")


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit", "github", "markdown"])
def test_every_format_says_how_much_is_dismissed(folder: Folder, format: str) -> None:
    folder.dismiss("archive/lamp.txt")
    told = folder.ok("check", "drafts", "--against", "archive", "--format", format)
    characters = folder.check()["drafts"][0]["dismissed_characters"]
    if format == "json":
        assert len(json.loads(told)["drafts"][0]["dismissed"]) == 1
    elif format == "sarif":
        figures = json.loads(told)["runs"][0]["properties"]["drafts"][0]
        assert (figures["dismissed"], figures["dismissedCharacters"]) == (1, characters)
    elif format == "junit":
        found = {each.get("name"): each.get("value") for each in ET.fromstring(told).iter("property")}  # noqa: S314
        assert found == {"dismissed": "1", "dismissed characters": str(characters)}
    else:
        assert f"1 passage dismissed, {characters} characters" in told


def test_sarif_suppresses_what_is_dismissed_and_says_of_all_else_that_it_is_not(folder: Folder) -> None:
    name = folder.name_of("archive/lamp.txt")
    folder.dismiss("archive/lamp.txt", "--note", "leave given")
    told = json.loads(folder.ok("check", "drafts", "--against", "archive", "--format", "sarif"))
    results = told["runs"][0]["results"]
    suppressed = [each for each in results if each["suppressions"]]
    assert [each["suppressions"] for each in suppressed] == [
        [{"kind": "external", "status": "accepted", "justification": "permitted: leave given"}]
    ]
    assert suppressed[0]["partialFingerprints"]["dedupPassage/v1"].startswith(name)
    assert len(results) > len(suppressed)


def test_in_sarif_what_is_dismissed_comes_after_all_else(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    folder.write("drafts/two.txt", f"{MILL}\n{OWN}\n")
    told = json.loads(folder.ok("check", "drafts", "--against", "archive", "--format", "sarif"))
    suppressed = [bool(each["suppressions"]) for each in told["runs"][0]["results"]]
    assert sum(suppressed) == 1 and suppressed[-1] and len(suppressed) > 4


def test_from_another_folder_too_what_is_dismissed_does_not_count(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.dismiss("archive/lamp.txt")
    monkeypatch.chdir(folder.path / "drafts")
    said = json.loads(folder.ok("check", "note.txt", "--against", "../archive", "--json"))["drafts"][0]
    assert [passage["source"]["path"] for passage in said["passages"]] == ["../archive/mill.txt"]
    assert [passage["source"]["path"] for passage in said["dismissed"]] == ["../archive/lamp.txt"]


def test_a_match_may_be_named_by_its_place_in_the_results(folder: Folder) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--save", "results=c.json", "-q")
    matches = json.loads(folder.read("c.json"))["matches"]
    folder.ok("dismiss", "1", "0", "--reason", "template", "--results", "c.json")
    keys = [each.key for each in read_dismissals([folder.path / FILE]).entries]
    assert keys == [matches[1]["key"], matches[0]["key"]]


def test_an_entry_shows_its_passage_though_results_were_saved_without_texts(folder: Folder) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--save", "results=c.json", "-q")
    folder.ok("dismiss", "0", "--reason", "other", "--results", "c.json")
    assert LAMP[:40] in folder.read(FILE)


def test_the_last_scan_is_what_a_match_is_looked_up_in(folder: Folder) -> None:
    folder.ok("scan", "archive", "drafts", "-q")
    (results,) = folder.path.glob("reports/*/results.json")
    key = json.loads(results.read_text("utf-8"))["matches"][0]["key"]
    folder.ok("dismiss", key[:8].upper(), "--reason", "common")
    folder.ok("scan", "archive", "-q")
    assert "2 results in reports" in folder.run("dismiss", "0", "--reason", "common").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ffffffffff", "--reason", "quoted"), "no match 'ffffffffff'"),
        (("77", "--reason", "quoted"), "give an id from 0 to 1"),
        (("lamp", "--reason", "quoted"), "no match 'lamp'"),
        (("0",), "give --reason: template, quoted, permitted, common, other"),
        (("0", "--reason", "boring"), "boring"),
        (("--reason", "quoted"), "name a match"),
        (("0", "--list"), "--list takes no match"),
        (("0", "--undo"), "there is no dedup-dismissals.toml"),
    ],
)
def test_what_cannot_be_dismissed_is_said_and_nothing_is_written(
    folder: Folder, arguments: tuple[str, ...], said: str
) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--save", "results=c.json", "-q")
    done = folder.run("dismiss", *arguments, "--results", "c.json")
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(folder.path.rglob("*dismissals*"))


def test_a_match_is_dismissed_once(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    before = folder.read(FILE)
    done = folder.run("dismiss", "0", "--reason", "other", "--results", "out")
    assert done.exit_code == 2 and "is dismissed already" in done.stderr and "--undo" in done.stderr
    assert folder.read(FILE) == before


def test_results_without_the_match_in_reports_ask_for_results(folder: Folder) -> None:
    done = folder.run("dismiss", "0123456789", "--reason", "other")
    assert done.exit_code == 2 and "--results" in done.stderr


def test_undo_takes_back_and_list_tells_what_is_left(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt", "--note", "甲")
    folder.dismiss("archive/mill.txt", "--note", "乙")
    listed = folder.ok("dismiss", "--list", "--results", "out")
    assert "note: 甲" in listed and "note: 乙" in listed and "2 dismissals in drafts/dedup-dismissals.toml" in listed
    name = json.loads(folder.ok("dismiss", "--list", "--results", "out", "--json"))["dismissals"][0]["key"]
    folder.ok("dismiss", name, "--undo", "--results", "out")
    assert "甲" not in folder.read(FILE) and "乙" in folder.read(FILE)
    assert len(folder.check()["drafts"][0]["dismissed"]) == 1


def test_the_file_above_the_drafts_holds_for_all_of_them_and_another_may_be_named(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt")
    (folder.path / FILE).rename(folder.path / "dedup-dismissals.toml")
    assert len(folder.check()["drafts"][0]["dismissed"]) == 1
    folder.write("none.toml", "# nothing\n")
    assert not folder.check("--dismissals", "none.toml")["drafts"][0]["dismissed"]
    folder.dismiss("archive/mill.txt")
    assert not (folder.path / FILE).exists()


def test_a_draft_from_standard_input_has_the_file_of_the_current_folder(folder: Folder) -> None:
    folder.dismiss("archive/lamp.txt", "--dismissals", "dedup-dismissals.toml")
    from typer.testing import CliRunner

    from dedup.cli.app import app

    text = folder.read("drafts/note.txt")
    done = CliRunner().invoke(app, ["check", "-", "--against", "archive", "--json"], input=text)
    assert len(json.loads(done.stdout)["drafts"][0]["dismissed"]) == 1


BROKEN = [
    ('[[dismissal]]\nkey = "unclosed\n', "line 2"),
    ("# a\n\n[[dismissal]]\nkey = 'abc'\nreason = 'other'\n", ":3: key must be the 64 hex digits"),
    (f"[[dismissal]]\nkey = '{'a' * 64}'\nreason = 'mine'\n", ":1: reason must be one of template, quoted"),
    (f"[[dismissal]]\nkey = '{'a' * 64}'\nreason = 'other'\nwhy = 'x'\n", ":1: unknown key 'why' (valid: key, reason"),
    (f"[[dismissal]]\nkey = '{'a' * 64}'\nreason = 'other'\nnote = 3\n", ":1: note must be a text"),
    (f"[[dismissal]]\nkey = '{'a' * 64}'\nreason = 'other'\ndate = '3'\n", ":1: date must be a date"),
    (f"[[dismisal]]\nkey = '{'a' * 64}'\nreason = 'other'\n", ":1: unknown 'dismisal'"),
    ("\n\ndismissal = 3\n", ":3: dismissal is no list of tables"),
    ("\ufeff[[dismissal]]\n\n\n\n[[dismissal]]\nkey=[\n", "line 7"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_file_that_does_not_hold_is_told_with_its_line_and_left_as_it_is(
    folder: Folder, text: str, said: str
) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--save", "results=c.json", "-q")
    folder.write(FILE, text)
    for arguments in (
        ("check", "drafts", "--against", "archive"),
        ("scan", "drafts", "-o", "out"),
        ("dismiss", "0", "--reason", "other", "--results", "c.json"),
        ("dismiss", "a" * 64, "--undo"),
    ):
        done = folder.run(*arguments, *(("--dismissals", FILE) if arguments[0] == "dismiss" else ()))
        assert done.exit_code == 2
        assert "dedup-dismissals.toml" in done.stderr and said in done.stderr
    assert folder.read(FILE) == text
    assert not list(folder.path.glob("drafts/.*"))


def test_a_named_file_that_is_missing_is_an_error(folder: Folder) -> None:
    done = folder.run("check", "drafts", "--against", "archive", "--dismissals", "gone.toml")
    assert done.exit_code == 2 and "gone.toml: the dismissals cannot be read" in done.stderr


@pytest.mark.parametrize("feed", ["\n", "\r\n"])
def test_what_a_person_wrote_in_the_file_stays(tmp_path: Path, feed: str) -> None:
    file = tmp_path / "d.toml"
    written = feed.join(
        (
            "# ours, see the minutes of May",
            "[[dismissal]]   # first",
            f'key = "{"a" * 64}"',
            "# the editor agreed",
            'reason = "other"',
            "",
            "# the second, of another kind",
            " [[ dismissal ]]",
            f'key = "{"b" * 64}"',
            'reason = "common"   # proverb',
        )
    )
    file.write_bytes(written.encode("utf-8"))
    append(file, [entry("c", note="neu")])
    longer = file.read_bytes().decode("utf-8")
    assert longer.startswith(written + feed)
    assert longer.count("\r") == (longer.count("\n") if feed == "\r\n" else 0)
    remove(file, ["a" * 64])
    left = file.read_bytes().decode("utf-8")
    assert all(comment in left for comment in ("# ours", "# the editor agreed", "# the second", "# proverb"))
    assert [each.key[0] for each in read_dismissals([file]).entries] == ["b", "c"]
    remove(file, ["c" * 64, "b" * 64])
    assert read_dismissals([file]).entries == ()
    assert "# ours" in file.read_text("utf-8")


def test_an_entry_whose_lines_cannot_be_told_is_left_to_a_person(tmp_path: Path) -> None:
    file = tmp_path / "d.toml"
    text = f'[[dismissal]]\nkey = "{"a" * 64}"\nreason = "other"\nnote = """\n[[dismissal]]\n"""\n'
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match="by hand"):
        remove(file, ["a" * 64])
    assert file.read_text("utf-8") == text


def test_of_entries_written_at_the_same_time_none_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "d.toml"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda digit: append(file, [entry(digit)]), "0123456789abcdef"))
    assert sorted(each.key[0] for each in read_dismissals([file]).entries) == sorted("0123456789abcdef")
    assert [path.name for path in tmp_path.iterdir()] == ["d.toml"]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        append(tmp_path / "missing" / "d.toml", [entry("a")])


@a_moderate_number
@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=30))
def test_whatever_a_note_and_a_path_hold_comes_back(
    tmp_path_factory: pytest.TempPathFactory, note: str, path: str
) -> None:
    file = tmp_path_factory.mktemp("notes") / "d.toml"
    append(file, [entry("a", note=note, left=path, passage=note)])
    append(file, [entry("b")])
    first, second = read_dismissals([file]).entries
    assert (first.note, first.left, first.passage, second.note) == (note, path, note, "")
    assert all(line.isprintable() for line in file.read_text("utf-8").split("\n"))
    remove(file, [first.key])
    assert [each.key for each in read_dismissals([file]).entries] == [second.key]


FOLDER = TextFolder()
MARKS = st.text("，。！?；、“”…—\n\r\t 　·", max_size=4)


def key_of(*texts: str) -> str:
    folded = [FOLDER.fold(text) for text in texts]
    match = Match(0, Side(0, Span(0, len(texts[0]))), Side(1, Span(0, len(texts[1]))), "edited", 0.9, 90.0)
    return keyed([match], folded)[0].key


@a_moderate_number
@given(st.lists(MARKS, min_size=len(LAMP), max_size=len(LAMP)), st.booleans())
def test_a_key_survives_whatever_folding_drops_and_the_order_of_the_sides(marks: list[str], swapped: bool) -> None:
    set_anew = "".join(f"{mark}{character}" for mark, character in zip(marks, LAMP, strict=True))
    both = (MILL, set_anew) if swapped else (set_anew, MILL)
    assert key_of(*both) == key_of(LAMP, MILL)


@a_moderate_number
@given(
    st.sampled_from([at for at, character in enumerate(LAMP) if character.isalnum()]),
    st.sampled_from("鹤7xあ"),
    st.booleans(),
)
def test_a_key_ends_with_any_folded_character(at: int, other: str, dropped: bool) -> None:
    changed = LAMP[:at] + ("" if dropped else other) + LAMP[at + 1 :]
    assert key_of(changed, MILL) != key_of(LAMP, MILL)
    assert key_of(LAMP, changed) != key_of(LAMP, LAMP)


def test_two_passages_are_not_one_cut_elsewhere() -> None:
    assert key_of("水渠", "石桥") != key_of("水", "渠石桥")


def test_a_report_without_names_has_no_note() -> None:
    from dedup.model import Dismissal

    plain = factories.chinese()
    matches = (replace(plain.matches[0], dismissal=Dismissal("permitted", "周砚秋来信")), *plain.matches[1:])
    hidden = anonymised(replace(plain, matches=matches), wording("zh")).matches[0].dismissal
    assert hidden and hidden.reason == "permitted" and "周砚秋" not in hidden.note
