"""What changed since an earlier result, and whether the draft, the archive or the settings did it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from drafts import LAMP, MILL, OTHER, OWN, Folder, prepared

SEED = (
    "种子铺的抽屉没有写名字，全凭老板娘的手认路。她说芥菜籽是凉的，豆子是暖的，闭着眼也不会拿错。"
    "有一年抽屉被孩子们换了位置，那年春天全镇种错了菜，到了秋天却谁也没有抱怨。"
)
Row = tuple[str, str, list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return prepared(tmp_path, monkeypatch)


def save(folder: Folder, *arguments: str) -> None:
    folder.ok("check", "drafts", "--against", "archive", "--save", "results=before.json", "-q", *arguments)


def changes(folder: Folder, since: str = "before.json", *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = folder.check("--since", since, *arguments)["changes"]["drafts"][0]
    return told


def rows(told: dict[str, Any]) -> list[Row]:
    """Status, source and causes of each change."""
    return [
        (each["status"], Path((each["now"] or each["before"])["source"]["path"]).stem, each["causes"])
        for each in told["matches"]
    ]


def test_nothing_changed_is_said_so(folder: Folder) -> None:
    save(folder)
    told = changes(folder)
    assert {key: told[key] for key in ("new", "changed", "gone", "unchanged")} == {
        "new": 0,
        "changed": 0,
        "gone": 0,
        "unchanged": 2,
    }
    assert told["checked_before"] and not told["matches"]


def test_an_archive_that_grew_is_told_from_a_draft_that_changed(folder: Folder) -> None:
    folder.write("archive/seed.txt", SEED)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n")
    save(folder)
    folder.write("archive/mill2.txt", f"又见磨坊。\n{LAMP[:70]}")
    assert rows(changes(folder)) == [("new", "mill2", ["archive"])]
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n{MILL}\n")
    (folder.path / "archive" / "mill2.txt").unlink()
    assert rows(changes(folder)) == [("new", "mill", ["draft"])]


def test_with_its_texts_an_earlier_result_tells_what_stood_in_a_draft_before(folder: Folder) -> None:
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n")
    folder.ok("check", "drafts", "--against", "archive", "--report", "out", "-q")
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n{MILL}\n")
    folder.write("archive/seed.txt", SEED)
    told = changes(folder, "out")
    assert sorted(rows(told)) == [("new", "mill", ["draft"]), ("new", "seed", ["archive"])]
    assert "was not in the earlier result" in next(
        each["reason"] for each in told["matches"] if each["causes"] == ["archive"]
    )


def test_without_its_texts_both_that_changed_are_possible_causes(folder: Folder) -> None:
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n")
    save(folder)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{SEED}\n{OTHER}\n")
    folder.write("archive/seed.txt", SEED)
    assert rows(changes(folder)) == [("new", "seed", ["draft", "archive"])]


def test_a_passage_taken_out_of_the_draft_is_gone_by_the_draft(folder: Folder) -> None:
    save(folder)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{OTHER}\n")
    told = changes(folder)
    assert rows(told) == [("gone", "mill", ["draft"])]
    assert "drafts/note.txt changed" in told["matches"][0]["reason"]
    assert told["unchanged"] == 1


def test_a_text_taken_out_of_the_archive_is_gone_by_the_archive(folder: Folder) -> None:
    save(folder)
    (folder.path / "archive" / "mill.txt").unlink()
    assert rows(changes(folder)) == [("gone", "mill", ["archive"])]


def test_an_edited_passage_is_changed_and_shows_both_wordings(folder: Folder) -> None:
    save(folder)
    folder.write("drafts/note.txt", folder.read("drafts/note.txt").replace("半圈上", "整圈上").replace("麻雀", "乌鸦"))
    (change,) = changes(folder)["matches"]
    assert (change["status"], change["causes"]) == ("changed", ["draft"])
    assert change["now"]["source"]["path"] == change["before"]["source"]["path"] == "archive/mill.txt"
    assert change["now"]["key"] != change["before"]["key"]


def test_a_changed_text_of_the_archive_changes_its_match_by_the_archive(folder: Folder) -> None:
    save(folder)
    folder.write("archive/mill.txt", folder.read("archive/mill.txt").replace("麻雀", "乌鸦"))
    assert rows(changes(folder)) == [("changed", "mill", ["archive"])]


def test_a_higher_limit_is_told_as_settings(folder: Folder) -> None:
    save(folder)
    folder.write("dedup.toml", "[significance]\nmin_bits = 5000\n")
    told = changes(folder)
    assert rows(told) == [("gone", "lamp", ["settings"]), ("gone", "mill", ["settings"])]
    assert "the limit is 5000.0" in told["matches"][0]["reason"]


def test_names_and_places_are_no_change(folder: Folder) -> None:
    save(folder)
    text = folder.read("drafts/note.txt")
    (folder.path / "drafts" / "note.txt").unlink()
    folder.write("drafts/other.txt", text)
    assert changes(folder)["unchanged"] == 2
    folder.write("drafts/other.txt", text)
    (folder.path / "archive" / "mill.txt").rename(folder.path / "archive" / "a mill.txt")
    assert changes(folder)["unchanged"] == 2


def test_a_draft_moved_down_by_new_words_keeps_its_matches(folder: Folder) -> None:
    save(folder)
    folder.write("drafts/note.txt", f"{SEED}\n{folder.read('drafts/note.txt')}")
    assert changes(folder)["unchanged"] == 2


def test_a_new_draft_is_new_as_a_whole(folder: Folder) -> None:
    save(folder)
    folder.write("drafts/a.txt", f"{OTHER}\n{MILL}")
    drafts = folder.check("--since", "before.json")["changes"]["drafts"]
    first = next(each for each in drafts if each["path"] == "drafts/a.txt")
    assert not first["checked_before"]
    assert {(each["status"], *each["causes"]) for each in first["matches"]} == {("new", "draft")}


def test_of_drafts_that_are_not_checked_now_nothing_is_gone_but_what_a_draft_shared_with_them(folder: Folder) -> None:
    folder.write("drafts/a.txt", f"{SEED}\n{LAMP[:80]}")
    save(folder)
    done = folder.ok("check", "drafts/a.txt", "--against", "archive", "--since", "before.json", "--json")
    (told,) = json.loads(done)["changes"]["drafts"]
    assert rows(told) == [("gone", "note", ["draft"])]
    assert "other drafts" in told["matches"][0]["reason"]


def test_the_exit_code_stays_and_only_new_looks_at_what_is_new(folder: Folder) -> None:
    save(folder)
    arguments = ("check", "drafts", "--against", "archive", "--since", "before.json")
    assert folder.run(*arguments).exit_code == 1
    done = folder.run(*arguments, "--only-new")
    assert done.exit_code == 0
    assert "pass: drafts/note.txt, 0 % reused" in done.stdout and "only new and changed ones count" in done.stdout
    folder.write("archive/seed.txt", SEED)
    folder.write("drafts/note.txt", f"{folder.read('drafts/note.txt')}\n{SEED}")
    draft = folder.check("--since", "before.json", "--only-new")["drafts"][0]
    assert [passage["source"]["path"] for passage in draft["passages"]] == ["archive/seed.txt"]
    assert draft["reused_characters"] == pytest.approx(len(SEED), abs=3)


def test_dismissed_and_unchanged_are_both_told(folder: Folder) -> None:
    save(folder)
    folder.dismiss("archive/lamp.txt")
    told = folder.check("--since", "before.json")
    assert told["changes"]["drafts"][0]["unchanged"] == 2
    assert [passage["state"] for passage in told["drafts"][0]["dismissed"]] == ["unchanged"]


@pytest.fixture
def grown(folder: Folder) -> Folder:
    """One passage new, one changed, one gone, one as it was."""
    folder.write("archive/seed.txt", SEED)
    folder.write("archive/own.txt", OWN)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n{MILL}\n")
    save(folder)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP.replace('烟头', '炭火')}\n{SEED}\n")
    return folder


def test_words_and_markdown_list_what_changed_with_the_reason(grown: Folder) -> None:
    for format in ("text", "markdown", "junit"):
        told = grown.ok("check", "drafts", "--against", "archive", "--since", "before.json", "--format", format)
        told = told.replace("\\", "")
        assert "ince the earlier result: 1 new, 1 changed, 1 gone, 1 unchanged" in told
        for status, source in (("new", "seed"), ("changed", "lamp"), ("gone", "mill")):
            pattern = rf"{status}: \d+ characters, in archive/{source}\.txt \(by the draft: drafts/note\.txt changed\)"
            assert re.search(pattern, told), (format, status)


def test_sarif_states_are_those_of_the_standard(grown: Folder) -> None:
    told = grown.ok("check", "drafts", "--against", "archive", "--since", "before.json", "--format", "sarif")
    results = json.loads(told)["runs"][0]["results"]
    passages = {
        each["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]: each["baselineState"]
        for each in results
        if each["ruleId"] == "passage"
    }
    assert passages == {
        "archive/seed.txt": "new",
        "archive/lamp.txt": "updated",
        "archive/mill.txt": "absent",
        "archive/own.txt": "unchanged",
    }
    assert all(each["baselineState"] in ("new", "unchanged", "updated", "absent") for each in results)
    plain = grown.ok("check", "drafts", "--against", "archive", "--format", "sarif")
    assert "baselineState" not in plain


def absent(folder: Folder) -> dict[str, Any]:
    """The one result of what is gone, which stands after all others."""
    told = folder.ok("check", "drafts", "--against", "archive", "--since", "before.json", "--format", "sarif")
    results: list[dict[str, Any]] = json.loads(told)["runs"][0]["results"]
    assert [each["baselineState"] == "absent" for each in results] == [False] * (len(results) - 1) + [True]
    return results[-1]


def test_what_is_gone_is_told_last_by_the_place_it_had_and_its_key(grown: Folder) -> None:
    earlier = {match["key"] for match in json.loads(grown.read("before.json"))["matches"]}
    gone = absent(grown)
    assert list(gone["partialFingerprints"]) == ["dedupPassage/v1"]
    assert gone["partialFingerprints"]["dedupPassage/v1"] in earlier
    assert gone["locations"][0]["physicalLocation"]["region"] == {
        "charOffset": len(f"{OWN}\n{LAMP}\n"),
        "charLength": len(MILL),
    }
    assert gone["message"]["text"].endswith(". [Show it there](1).") and gone["relatedLocations"][0]["id"] == 1


@pytest.mark.parametrize("name", ["drafts/note.md", "drafts/note.html"])
def test_where_offsets_are_not_those_of_the_file_what_is_gone_has_the_file_alone(folder: Folder, name: str) -> None:
    (folder.path / "drafts" / "note.txt").unlink()
    head = "---\ntitle: 记\n---\n" if name.endswith("md") else "<title>记</title>"
    folder.write(name, f"{head}<p>{OWN}</p>\n\n<p>{LAMP}</p>\n\n<p>{MILL}</p>\n")
    save(folder)
    folder.write(name, f"{head}<p>{OWN}</p>\n\n<p>{LAMP}</p>\n")
    assert absent(folder)["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": name}}}]


def test_several_formats_are_saved_at_once(folder: Folder) -> None:
    save(folder, "--save", "sarif=now.sarif", "--save", "markdown=now.md")
    assert json.loads(folder.read("before.json"))["schema"].startswith("dedup.results/")
    assert json.loads(folder.read("now.sarif"))["version"] == "2.1.0"
    assert folder.read("now.md").startswith("## dedup: fail\n")


def test_a_match_between_two_drafts_is_told_of_both(folder: Folder) -> None:
    folder.write("drafts/two.txt", SEED)
    save(folder)
    folder.write("drafts/two.txt", f"{SEED}\n{OWN}")
    drafts = folder.check("--since", "before.json")["changes"]["drafts"]
    told = {each["path"]: [(*row[::2],) for row in rows(each) if row[1] in ("note", "two")] for each in drafts}
    assert all(("new", ["draft"]) in found for found in told.values()), told


def test_an_index_that_grew_is_told_too(folder: Folder) -> None:
    folder.ok("index", "add", "i.dedup", "archive", "-q")
    folder.ok("check", "drafts", "--against", "i.dedup", "--save", "results=before.json", "-q")
    folder.write("archive/more.txt", f"再记。\n{MILL}")
    folder.ok("index", "add", "i.dedup", "archive", "-q")
    told = json.loads(folder.ok("check", "drafts", "--against", "i.dedup", "--since", "before.json", "--json"))
    assert rows(told["changes"]["drafts"][0]) == [("new", "more", ["archive"])]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only-new",), "--only-new needs --since"),
        (("--since", "gone.json"), "gone.json cannot be read"),
        (("--save", "results=drafts/note.txt"), "no file of results that dedup wrote"),
        (("--save", "results=drafts"), "is a folder"),
        (("--save", "check.json"), "write FORMAT=FILE; the formats are json, sarif, junit, github, markdown, results"),
        (("--since", "old.json"), "before matches had keys"),
    ],
)
def test_what_cannot_be_compared_or_saved_is_refused(folder: Folder, arguments: tuple[str, ...], said: str) -> None:
    save(folder)
    old = json.loads(folder.read("before.json"))
    for match in old["matches"]:
        del match["key"]
    folder.write("old.json", json.dumps(old))
    text = folder.read("drafts/note.txt")
    done = folder.run("check", "drafts", "--against", "archive", *arguments)
    assert done.exit_code == 2 and said in done.stderr
    assert folder.read("drafts/note.txt") == text


def test_results_whose_matches_lead_nowhere_are_refused(folder: Folder) -> None:
    save(folder)
    old = json.loads(folder.read("before.json"))
    old["matches"][0]["right"]["document"] = 99
    folder.write("old.json", json.dumps(old))
    done = folder.run("check", "drafts", "--against", "archive", "--since", "old.json")
    assert done.exit_code == 2 and "not whole" in done.stderr


def test_saved_results_take_the_place_of_earlier_ones_after_being_compared_with(folder: Folder) -> None:
    save(folder)
    folder.write("drafts/note.txt", f"{OWN}\n{LAMP}\n")
    assert len(changes(folder, "before.json", "--save", "results=before.json")["matches"]) == 1
    assert not changes(folder)["matches"]
