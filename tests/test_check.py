"""dedup check as a user meets it: verdicts, rules, formats and exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from dedup import Index, Settings, check
from dedup.checking import Checker
from dedup.cli.app import app
from dedup.errors import ConfigurationError, InputError
from dedup.formats import FORMATS
from dedup.formats.lines import Lines
from dedup.index import add
from dedup.model import Span
from dedup.policy import PRESETS, policy_of
from dedup.settings import PolicySettings
from dedup.verdict import Verdict, weight
from factories import document

SETTINGS = Settings()
OLD = (
    "灯塔修了三年，守塔的人每天写一页日记，写潮水，也写路过的船。有一回他写道，雾里有人唱歌，唱的是多年前的渔歌，"
    "可是第二天早上海面干干净净，连一块木板也没有。他把那页纸折成小船，放进了退潮的水里。"
)
OWN = (
    "菜市场最早来的是卖花的姑娘，她总把水桶摆在台阶下面，一桶一桶排开，红的归红的，白的归白的。过了七点太阳照进来，"
    "她就撑开一把旧伞，伞骨断了两根，用麻绳绑着。有人问她怎么不换一把新的，她笑笑说，这把伞认得路。"
)
BETWEEN = "邻居搬走的那天下着小雨，他们留下了一盆还没有开花的山茶，和一张写着浇水日子的纸条。"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a folder with an archive of one text and two drafts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration is looked for above
    for name, text in (("archive/old.txt", OLD), ("copy.txt", f"{OWN}\n{OLD}\n{BETWEEN}"), ("own.txt", OWN)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin)

    return run


def verdict_on(text: str, *archive: str, policy: PolicySettings = PolicySettings()) -> Verdict:  # noqa: B008 - frozen
    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, [document(0, old, f"archive/{rank}.txt") for rank, old in enumerate(archive)], lambda *_: None)
        return Checker(index, replace(SETTINGS, policy=policy)).check([document(0, text, "draft.txt")])


def rules(verdict: Verdict) -> dict[str, str]:
    return {firing.rule: firing.outcome for firing in verdict.drafts[0].firings}


def test_a_text_of_its_own_passes() -> None:
    verdict = verdict_on(OWN, OLD)
    assert verdict.outcome == "pass"
    assert rules(verdict) == {}
    assert verdict.drafts[0].share == 0


def test_a_copy_fails_by_each_rule_it_breaks() -> None:
    verdict = verdict_on(f"{OWN}{OLD}", OLD)
    assert verdict.outcome == "fail"
    assert rules(verdict) == {"reuse": "fail", "source": "fail"}
    draft = verdict.drafts[0]
    assert draft.characters == pytest.approx(len(OLD), abs=2)
    assert draft.run == weight(OLD) <= PRESETS["standard"].review_run


def test_what_is_between_the_limits_is_for_a_person() -> None:
    policy = PolicySettings(review_reuse=0.2, max_reuse=0.9, review_source=0.2, max_source=0.9)
    verdict = verdict_on(f"{OWN}{OLD}", OLD, policy=policy)
    assert verdict.outcome == "review"
    assert rules(verdict) == {"reuse": "review", "source": "review"}


def test_two_sources_together_may_be_too_much_though_neither_is() -> None:
    policy = PolicySettings(max_reuse=0.6, max_source=0.6, review_source=0.6, review_reuse=0.6, review_run=1000)
    verdict = verdict_on(f"{OLD}{OWN}{BETWEEN}", OLD, OWN, policy=policy)
    assert rules(verdict) == {"reuse": "fail"}
    assert 0.4 < verdict.drafts[0].source_share < 0.6


def test_what_is_quoted_with_its_source_does_not_count_unless_the_policy_says_so() -> None:
    draft = f"{OWN}周砚秋在《守塔人》中写道：“{OLD[:60]}”{BETWEEN}"
    assert verdict_on(draft, OLD).drafts[0].characters == 0
    counted = PolicySettings(contexts=("cited-and-quoted", "uncited", "missing-citation", "missing-quotation-marks"))
    assert verdict_on(draft, OLD, policy=counted).drafts[0].characters >= 55


def test_a_long_run_is_for_a_person_though_it_is_a_small_share() -> None:
    policy = PolicySettings(review_reuse=1.0, max_reuse=1.0, review_source=1.0, max_source=1.0, review_run=100)
    verdict = verdict_on(f"{OWN}{OLD}", OLD, policy=policy)
    assert rules(verdict) == {"run": "review"}
    span = verdict.drafts[0].firings[0].span
    assert span and OLD.startswith(span.of(f"{OWN}{OLD}")[:20])


@pytest.mark.parametrize(("hidden", "outcome"), [("", "review"), ("fail", "fail")])
def test_hidden_characters_are_always_told(hidden: str, outcome: str) -> None:
    verdict = verdict_on(OWN.replace("水桶", "水\u200b桶"), OLD, policy=PolicySettings(hidden=hidden))
    assert rules(verdict) == {"hidden-characters": outcome}
    assert verdict.outcome == outcome


def test_a_setting_wins_over_its_preset_and_the_rest_stays() -> None:
    policy = policy_of(PolicySettings(preset="journal", max_reuse=0.0))
    assert policy == replace(PRESETS["journal"], max_reuse=0.0)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (PolicySettings(preset="jornal"), "standard, journal, thesis, newsroom"),
        (PolicySettings(hidden="maybe"), "review or fail"),
        (PolicySettings(contexts=("uncited", "stolen")), "unknown stolen"),
    ],
)
def test_a_policy_that_does_not_hold_is_refused_with_what_would(settings: PolicySettings, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        policy_of(settings)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_preset_asks_a_person_before_it_refuses(preset: Any) -> None:
    assert preset.review_reuse < preset.max_reuse
    assert preset.review_source < preset.max_source
    assert preset.review_run < preset.max_run


def test_the_command_tells_the_verdict_and_ends_with_1_where_a_draft_fails(run: Run) -> None:
    done = run("check", "copy.txt", "--against", "archive")
    assert done.exit_code == 1
    assert re.search(r"^fail: copy\.txt, \d+ % reused, \d+ % from archive/old\.txt$", done.stdout, re.M)
    assert "Verdict: fail (1 draft)\n" in done.stdout
    assert run("check", "own.txt", "--against", "archive").exit_code == 0


def test_the_command_checks_against_an_index_and_reads_standard_input(run: Run) -> None:
    assert run("index", "add", "i.dedup", "archive").exit_code == 0
    done = run("check", "-", "--against", "i.dedup", "--json", stdin=f"{OWN}\n{OLD}")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert said["verdict"] == "fail"
    assert [draft["path"] for draft in said["drafts"]] == ["standard-input"]
    assert said["drafts"][0]["passages"][0]["source"]["path"] == "archive/old.txt"


def test_a_review_is_a_failure_only_where_that_is_asked_for(run: Run) -> None:
    limits = ("--max-reuse", "100%", "--max-source", "100%")
    assert run("check", "copy.txt", "--against", "archive", *limits).exit_code == 0
    assert run("check", "copy.txt", "--against", "archive", *limits, "--strict").exit_code == 1


def test_the_policy_of_a_configuration_file_holds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dedup.toml").write_text('[policy]\npreset = "newsroom"\nhidden = "fail"\n', encoding="utf-8")
    said = json.loads(run("check", "own.txt", "--against", "archive", "--json").stdout)
    assert said["policy"]["max_reuse"] == PRESETS["newsroom"].max_reuse
    assert said["policy"]["hidden"] == "fail"


def test_the_report_has_pages_for_the_draft(run: Run, tmp_path: Path) -> None:
    done = run("check", "copy.txt", "--against", "archive", "--report", "out")
    assert f"Report: {Path('out/index.html')}" in done.stdout
    assert (tmp_path / "out" / "results.json").is_file()
    assert len(list((tmp_path / "out" / "documents").glob("*.html"))) == 2


def test_the_report_marks_what_the_policy_allows(run: Run, tmp_path: Path) -> None:
    run("check", "copy.txt", "--against", "archive", "--preset", "newsroom", "--max-reuse", "40%", "--report", "out")
    settings = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))["settings"]
    assert settings["gate"] == {"fail_above": 0.4, "review_above": PRESETS["newsroom"].review_reuse}
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "本次检测的限值 40.0\u00a0%" in index
    assert "超过 5.0\u00a0% 须人工复核" in index


def test_a_draft_in_the_archive_folder_is_not_checked_against_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OWN, encoding="utf-8")
    assert check([tmp_path / "a.txt"], [tmp_path], SETTINGS).outcome == "pass"


def test_no_draft_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(OWN, encoding="utf-8")
    with pytest.raises(InputError, match="no draft could be read"):
        check([tmp_path / "a.txt"], [tmp_path / "b.txt"], SETTINGS)


def test_an_index_among_other_paths_is_refused(run: Run) -> None:
    run("index", "add", "i.dedup", "archive")
    done = run("check", "own.txt", "--against", "i.dedup", "--against", "archive")
    assert done.exit_code == 2
    assert "--against takes one index" in done.stderr


@pytest.fixture(scope="module")
def failed() -> Verdict:
    return verdict_on(f"{OWN}\n\n{OLD.replace('渔歌', '渔' + chr(0x200B) + '歌')}", OLD)


def test_sarif_places_each_finding_by_line_column_and_offset(failed: Verdict) -> None:
    run_of = json.loads(FORMATS["sarif"](failed))["runs"][0]
    assert {rule["id"] for rule in run_of["tool"]["driver"]["rules"]} >= {each["ruleId"] for each in run_of["results"]}
    levels = {each["ruleId"]: each["level"] for each in run_of["results"]}
    assert levels["reuse"] == "error" and levels["hidden-characters"] == "warning" and levels["passage"] == "note"
    passage = next(each for each in run_of["results"] if each["ruleId"] == "passage")
    region = passage["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 1)
    assert region["charOffset"] == len(OWN) + 2
    assert passage["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "archive/0.txt"


def test_junit_has_a_suite_for_a_draft_and_a_case_for_a_rule(failed: Verdict) -> None:
    root = ET.fromstring(FORMATS["junit"](failed))  # noqa: S314 - our own
    suite = root[0]
    assert suite.get("name") == "draft.txt"
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    assert suite.get("failures") == str(len(suite.findall(".//failure"))) == "2"
    assert suite.get("skipped") == str(len(suite.findall(".//skipped"))) == "1"


def test_annotations_stand_one_a_line_at_the_lines_of_the_draft(failed: Verdict) -> None:
    lines = FORMATS["github"](failed).splitlines()
    assert all(
        re.fullmatch(r"::(error|warning|notice) file=draft\.txt,title=dedup [\w-]+[^:]*::.+", line) for line in lines
    )
    assert any(line.startswith("::notice") and "line=3,endLine=3,col=1" in line for line in lines)


def test_what_others_wrote_stays_text_in_markdown() -> None:
    verdict = verdict_on(f"{OWN}\n{OLD.replace('雾里', '[雾](http://bad.example) <b> @team | ')}", OLD)
    said = FORMATS["markdown"](verdict)
    assert r"\[雾\]\(http\:" in said and r"\<b\>" in said and r"\@team \|" in said


def test_hostile_names_break_no_format() -> None:
    name = "a\n::error::x,y%\u202e\x1b[31m<&>.txt"
    with Index.create(None, SETTINGS.fingerprint) as index:
        add(index, [document(0, OLD, "old.txt")], lambda *_: None)
        verdict = Checker(index, SETTINGS).check([document(0, OLD, name)])
    ET.fromstring(FORMATS["junit"](verdict))  # noqa: S314 - our own
    assert all(line.startswith("::") and "::error::x" not in line for line in FORMATS["github"](verdict).splitlines())
    assert json.loads(FORMATS["json"](verdict))["drafts"][0]["path"] == name
    assert "\x1b" not in FORMATS["markdown"](verdict) and "\n::error" not in FORMATS["markdown"](verdict)


@pytest.mark.parametrize(
    ("span", "place"), [((0, 1), (1, 1, 1, 2)), ((2, 4), (1, 3, 2, 2)), ((3, 6), (2, 1, 3, 2)), ((6, 6), (3, 2, 3, 2))]
)
def test_lines_and_columns_count_from_one(span: tuple[int, int], place: tuple[int, int, int, int]) -> None:
    region = Lines("ab\nc\nd").region(Span(*span))
    assert (region.first_line, region.first_column, region.last_line, region.last_column) == place


@pytest.mark.parametrize("action", ["add", "remove", "update"])
def test_an_index_is_changed_by_named_paths_only(run: Run, action: str) -> None:
    done = run("index", action, "i.dedup")
    assert done.exit_code == 2 and "name files or folders" in done.stderr


def test_an_index_says_what_it_holds_and_that_it_is_whole(run: Run) -> None:
    assert "added archive/old.txt\n" in run("index", "add", "i.dedup", "archive", "own.txt").stdout
    assert json.loads(run("index", "add", "i.dedup", "archive", "--json").stdout)["unchanged"] == 1
    assert run("index", "list", "i.dedup").stdout.split()[1::2] == ["archive/old.txt", "own.txt"]
    assert json.loads(run("index", "info", "i.dedup", "--json").stdout)["documents"] == 2
    assert run("index", "verify", "i.dedup").stdout == "2 documents: nothing wrong\n"
    assert run("index", "remove", "i.dedup", "archive").exit_code == 0
    assert run("index", "list", "i.dedup").stdout.split()[1::2] == ["own.txt"]
    assert run("index", "remove", "i.dedup", "archive").exit_code == 2
