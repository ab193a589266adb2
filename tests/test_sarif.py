"""SARIF as code hosts take it: the rules of the standard and of GitHub, places in the file, fingerprints."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from dedup import Index, Settings, check
from dedup.changes.since import compared
from dedup.checking import Checker
from dedup.formats import to_github, to_sarif
from dedup.formats.findings import RULES
from dedup.formats.fingerprints import LineHashes
from dedup.formats.lines import lines_of
from dedup.formats.sarif import MOST_RESULTS
from dedup.index import add
from dedup.model import Document, Skipped, Span
from dedup.verdict import Verdict
from factories import document
from test_check import BETWEEN, OLD, OWN

SETTINGS = Settings()
LEVELS = {"none", "note", "warning", "error"}


def verdict_on(*drafts: Document, archive: str = OLD, skipped: tuple[Skipped, ...] = ()) -> Verdict:
    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, [document(0, archive, "posts/旧 文.md")], lambda *_: None)
        return Checker(index, SETTINGS).check(drafts, skipped=skipped)


def run_of(verdict: Verdict) -> dict[str, Any]:
    log = json.loads(to_sarif(verdict))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"
    return log["runs"][0]  # type: ignore[no-any-return]


def region(verdict: Verdict, rule: str = "passage") -> dict[str, int]:
    result = next(each for each in run_of(verdict)["results"] if each["ruleId"] == rule)
    return result["locations"][0]["physicalLocation"]["region"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def failed() -> Verdict:
    hidden = OLD.replace("渔歌", "渔\u200b歌")
    skipped = (Skipped("posts/空.md", "empty", "the file has no bytes"),)
    return verdict_on(document(0, f"{OWN}\n\n{hidden}", "posts/新 稿[1].md"), skipped=skipped)


@pytest.fixture(scope="module")
def in_a_file_without_lines() -> Verdict:
    text = f"{OWN}\n{OLD}"
    return verdict_on(document(0, text, "draft.pdf", format="pdf", pages=(0, len(OWN) + 1)))


def test_every_rule_has_what_a_code_host_shows(failed: Verdict) -> None:
    driver = run_of(failed)["tool"]["driver"]
    assert driver["name"] == "dedup" and driver["version"]
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        for part in ("shortDescription", "fullDescription", "help"):
            assert 0 < len(rule[part]["text"]) <= 1024
        assert rule["defaultConfiguration"]["level"] in LEVELS


@pytest.mark.parametrize("name", ["failed", "in_a_file_without_lines"])
def test_every_result_has_what_a_code_host_requires(name: str, request: pytest.FixtureRequest) -> None:
    run = run_of(request.getfixturevalue(name))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        assert re.fullmatch(r"[0-9a-f]+:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
        assert len(result["locations"]) == 1


def test_paths_are_relative_and_percent_encoded(failed: Verdict) -> None:
    result = next(each for each in run_of(failed)["results"] if "relatedLocations" in each)
    for place, path in (
        (result["locations"][0], "posts/新 稿[1].md"),
        (result["relatedLocations"][0], "posts/旧 文.md"),
    ):
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w./%~-]+", uri, re.ASCII) and unquote(uri) == path
        assert not urlsplit(uri).scheme and not uri.startswith("/")


def test_a_path_from_the_root_is_an_absolute_uri() -> None:
    verdict = verdict_on(document(0, OLD, "/srv/新.md"))
    uri = run_of(verdict)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "file:///srv/%E6%96%B0.md"


def test_what_could_not_be_read_is_told(failed: Verdict) -> None:
    told = run_of(failed)["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in told] == ["not read: the file has no bytes"]
    assert "::warning file=posts/空.md,title=dedup not read::the file has no bytes\n" in to_github(failed)


def test_brackets_of_a_file_name_make_no_link_and_the_other_place_has_one() -> None:
    draft = document(0, OLD, "x.md")
    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, [document(0, OLD, "[click](http://bad.example).md")], lambda *_: None)
        results = run_of(Checker(index, SETTINGS).check([draft]))["results"]
    for result in results:
        links = re.findall(r"(?<!\\)\[[^]]*\]\(([^)]*)\)", result["message"]["text"])
        assert links == (["1"] if "relatedLocations" in result else [])
        assert [place["id"] for place in result.get("relatedLocations", [])] == [int(link) for link in links]


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        ("", 1, 1),
        ("一\r\n二\r\n", 3, 1),
        ("一\u2028二\u2029三\x85四\x0b五\x0c\n", 2, 1),
        ("𠮷\U0001f600\t", 1, 4),
        ("一\n\n\n", 4, 1),
    ],
)
def test_lines_end_at_line_feeds_and_columns_are_code_points(before: str, line: int, column: int) -> None:
    found = region(verdict_on(document(0, f"{before}{OLD}", "a.md")))
    assert (found["startLine"], found["startColumn"], found["charOffset"]) == (line, column, len(before))
    assert found["endLine"] == line
    assert OLD[: found["endColumn"] - column].startswith("灯塔修了三年") and found["endColumn"] - column >= len(OLD) - 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("indexed", [False, True])
def test_lines_are_those_of_the_file_with_its_front_matter(
    end: str, indexed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    facts = end.join(("---", "title: 灯塔", "---", ""))
    for name, text in (("old.md", f"{facts}{end}{OLD}{end}"), ("new.md", f"{facts}{OWN}{end}{OLD}{end}")):
        (tmp_path / name).write_bytes(text.encode())
    if indexed:
        from dedup.index.updating import add_paths

        with Index.create(tmp_path / "i.dedup", SETTINGS.fingerprint) as index:
            add_paths(index, [Path("old.md")], SETTINGS, lambda *_: None)
            verdict = check([Path("new.md")], index, SETTINGS)
    else:
        verdict = check([Path("new.md")], [Path("old.md")], SETTINGS)
    result = next(each for each in run_of(verdict)["results"] if each["ruleId"] == "passage")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert region(verdict, "reuse")["startLine"] == 4


def test_files_are_named_from_the_folder_of_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("posts/old.md", OLD), ("posts/new.md", f"{OWN}{OLD}"), ("posts/deep/空.md", " ")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    verdict = check([Path("posts/new.md")], [Path("posts")], SETTINGS)
    assert {each.path for each in verdict.result.documents} == {"posts/new.md", "posts/old.md"}
    assert [each.path for each in verdict.result.skipped] == ["posts/deep/空.md"]
    assert "posts/old.md" in verdict.drafts[0].firings[1].message
    monkeypatch.chdir(tmp_path / "posts" / "deep")
    verdict = check([Path("../new.md")], [Path("..")], SETTINGS)
    assert {each.path for each in verdict.result.documents} == {"../new.md", "../old.md"}


def test_a_file_without_lines_is_named_as_a_whole_with_the_page(in_a_file_without_lines: Verdict) -> None:
    results = run_of(in_a_file_without_lines)["results"]
    assert all("region" not in each["locations"][0]["physicalLocation"] for each in results)
    passage = next(each for each in results if each["ruleId"] == "passage")
    assert "alike), from page 2. " in passage["message"]["text"]
    assert "line=" not in to_github(in_a_file_without_lines)
    fingerprints = [each["partialFingerprints"]["primaryLocationLineHash"] for each in results]
    assert len(set(fingerprints)) == len(fingerprints)


@pytest.mark.parametrize("format", ["docx", "html", "odt", "epub", "rtf"])
def test_only_the_text_of_text_files_has_lines(format: str) -> None:
    assert lines_of(document(0, OWN, format=format)) is None
    assert lines_of(document(0, OWN, format="md")) is not None


def test_no_more_results_than_are_shown_and_the_gravest_first(failed: Verdict) -> None:
    many = replace(failed, drafts=failed.drafts * (MOST_RESULTS // 3))
    run = run_of(many)
    order = [["error", "warning", "note"].index(each["level"]) for each in run["results"]]
    assert len(order) == MOST_RESULTS <= 25_000
    assert order == sorted(order)
    n_found = sum(len(draft.firings) + len(draft.worst) for draft in many.drafts)
    told = run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert told.startswith(f"{n_found - MOST_RESULTS:,} more findings")


def test_passages_beyond_those_listed_are_counted(failed: Verdict) -> None:
    draft = replace(failed.drafts[0], worst=failed.drafts[0].worst * 25)
    messages = [each["message"]["text"] for each in run_of(replace(failed, drafts=(draft,)))["results"]]
    assert sum("also stand in posts" in message for message in messages) == 20
    assert "5 more passages also stand in other texts." in messages


def test_all_results_have_a_state_where_one_has(failed: Verdict) -> None:
    verdict = compared(failed, failed.result, only_new=False)
    draft = replace(verdict.drafts[0], worst=verdict.drafts[0].worst * 25)
    results = run_of(replace(verdict, drafts=(draft,)))["results"]
    assert len(results) > 21
    assert {each["baselineState"] for each in results} == {"unchanged"}


def test_a_passage_is_known_by_its_line_and_by_what_it_says(failed: Verdict) -> None:
    results = run_of(failed)["results"]
    keys = [each["partialFingerprints"].get("dedupPassage/v1") for each in results if each["ruleId"] == "passage"]
    assert keys == [match.key for match in failed.drafts[0].worst] and all(keys)
    assert all("dedupPassage/v1" not in each["partialFingerprints"] for each in results if each["ruleId"] != "passage")


LOREM = "Lorem ipsum dolor sit amet.\n" * 10
MIXED = " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"


@pytest.mark.parametrize(
    ("text", "hashes"),
    [  # as the tests of github/codeql-action have them
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (MIXED, ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"]),
        (LOREM, ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3"]),
    ],
)
def test_fingerprints_are_those_that_github_computes(text: str, hashes: list[str]) -> None:
    lines = LineHashes(text)
    assert [lines.of(number) for number in range(1, len(hashes) + 1)] == hashes


def test_a_fingerprint_does_not_change_with_text_above_its_line() -> None:
    def prints(text: str) -> dict[str, str]:
        results = run_of(verdict_on(document(0, text, "a.md")))["results"]
        return {each["ruleId"]: each["partialFingerprints"]["primaryLocationLineHash"] for each in results}

    before, after = prints(f"{OWN}\n{OLD}\n"), prints(f"{BETWEEN}\n{OWN}\n{OLD}\n")
    assert before["passage"] == after["passage"]
    assert before["reuse"] != after["reuse"]  # said of the whole draft, at its first line


def test_a_megabyte_of_one_character_is_hashed_at_once() -> None:
    assert LineHashes("\n" * 1_000_000).of(1_000_000)
    assert LineHashes("甲" * 1_000_000).of(1).endswith(":1")
    assert lines_of(document(0, "\n" * 1_000_000)).region(Span(999_999, 1_000_000)).last_line == 1_000_001  # type: ignore[union-attr]


@pytest.mark.skipif(
    "SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA names no copy of the JSON schema of SARIF 2.1.0"
)
@pytest.mark.parametrize("name", ["failed", "in_a_file_without_lines"])
def test_the_schema_of_the_standard_holds(name: str, request: pytest.FixtureRequest) -> None:
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        json.loads(to_sarif(request.getfixturevalue(name)))
    )
