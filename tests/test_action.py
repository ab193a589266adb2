"""The action for GitHub: its steps run by bash as a runner would run them, and nothing named by others in a script."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from dedup.reading.formats import format_of
from test_check import OLD as ESSAY
from test_check import OWN as OWN_ESSAY

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "where-drafts-are-written.md").read_text(encoding="utf-8")
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def workflows() -> list[dict[Any, Any]]:
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S)]
    return [block for block in blocks if "jobs" in block]


def step_of(id: str) -> dict[str, Any]:
    return next(step for step in STEPS if step.get("id") == id)


@dataclass
class Runner:
    """A folder that is checked out, and one for what the runner keeps."""

    workspace: Path
    kept: Path

    def check(self, **inputs: str) -> Ran:
        """The step that checks, with these inputs, the others as they are without."""
        given = {name: spec.get("default", "") for name, spec in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{name}": value for name, value in given.items()}
        known["steps.install.outputs.command"] = str(self.kept / "dedup")
        step = step_of("check")
        environment = {name: EXPRESSION.sub(lambda each: known[each[1]], text) for name, text in step["env"].items()}
        for name in ("output", "summary"):
            (self.kept / name).write_text("", encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={
                **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
                **environment,
                "RUNNER_TEMP": str(self.kept),
                "GITHUB_OUTPUT": str(self.kept / "output"),
                "GITHUB_STEP_SUMMARY": str(self.kept / "summary"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in (self.kept / "output").read_text(encoding="utf-8").splitlines())
        return Ran(done.returncode, done.stdout, outputs, (self.kept / "summary").read_text(encoding="utf-8"))


@dataclass
class Ran:
    code: int
    said: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    runner = Runner(tmp_path / "site", tmp_path / "kept")
    for name, text in (
        ("posts/old.md", ESSAY),
        ("drafts/新 稿.md", f"{OWN_ESSAY}\n{ESSAY}"),
        ("own.md", OWN_ESSAY),
    ):
        (runner.workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (runner.workspace / name).write_text(f"---\ntitle: one\n---\n{text}", encoding="utf-8")
    (runner.workspace / ".git").mkdir()
    runner.kept.mkdir()
    command = runner.kept / "dedup"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m dedup "$@"\n')
    command.chmod(0o755)
    return runner


def test_nothing_reaches_a_shell_but_by_its_environment() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert scripts
    assert not any("${{" in script for script in scripts)


def test_every_input_is_used_and_every_expression_known() -> None:
    used = set(EXPRESSION.findall(json.dumps(STEPS))) | {step["if"].split()[0] for step in STEPS if "if" in step}
    assert {name.removeprefix("inputs.") for name in used if name.startswith("inputs.")} == set(ACTION["inputs"])
    outputs = {each["value"] for each in ACTION["outputs"].values()}
    written = set(re.findall(r"(?:printf '|echo \")(\w+)=", step_of("check")["run"]))
    assert {EXPRESSION.findall(value)[0].rpartition(".")[2] for value in outputs} == written


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    for step in STEPS:
        assert "uses" not in step or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])


def test_the_install_takes_the_lock_of_its_own_checkout_and_no_package_index_of_that_name() -> None:
    script = step_of("install")["run"]
    assert '--require-hashes -r "$GITHUB_ACTION_PATH/requirements.lock"' in script
    assert '--no-deps --no-build-isolation "$GITHUB_ACTION_PATH"' in script


@pytest.mark.parametrize("step", ["install", "check"])
def test_the_scripts_are_valid_shell(step: str) -> None:
    subprocess.run(["bash", "-n", "-c", step_of(step)["run"]], check=True)


def test_a_copy_fails_the_step_with_annotations_a_summary_and_sarif(runner: Runner) -> None:
    ran = runner.check(drafts="drafts/新 稿.md\n", against="posts\n")
    assert ran.code == 1
    assert "::error file=drafts/新 稿.md,title=dedup reuse::" in ran.said
    assert re.search(r"^::notice file=drafts/新 稿\.md,title=dedup passage,line=5,", ran.said, re.M)
    assert ran.summary.startswith("## dedup: fail\n") and "posts/old" in ran.summary
    assert ran.outputs["verdict"] == "fail"
    results = json.loads(Path(ran.outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {each["level"] for each in results} >= {"error", "note"}


@pytest.mark.parametrize(
    ("fail_on", "inputs", "code"),
    [("never", {}, 0), ("review", {"config": "mild.toml"}, 1), ("fail", {"config": "mild.toml"}, 0)],
)
def test_what_fails_the_step_is_for_the_workflow_to_say(
    runner: Runner, fail_on: str, inputs: dict[str, str], code: int
) -> None:
    (runner.workspace / "mild.toml").write_text("[policy]\nmax_reuse = 1.0\nmax_source = 1.0\n", encoding="utf-8")
    ran = runner.check(drafts="drafts/新 稿.md", against="posts", fail_on=fail_on, **inputs)
    assert ran.code == code
    assert ran.outputs["verdict"] == ("fail" if fail_on == "never" else "review")


def test_a_text_of_its_own_passes_and_the_sarif_goes_where_it_was_asked_for(runner: Runner) -> None:
    ran = runner.check(drafts="own.md", against="posts", sarif="out.sarif", preset="newsroom")
    assert (ran.code, ran.outputs) == (0, {"verdict": "pass", "sarif": "out.sarif"})
    assert json.loads((runner.workspace / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []


def test_no_draft_is_no_failure(runner: Runner) -> None:
    ran = runner.check(drafts="\n", against="posts")
    assert (ran.code, ran.outputs) == (0, {"verdict": "none"})
    assert "nothing was checked" in ran.said


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"against": "archive.dedup"}, "::error title=dedup::dedup: --against archive.dedup: is not there"),
        ({"fail_on": "maybe"}, "::error title=dedup::fail-on is"),
        ({"preset": "jornal"}, "must be one of standard, journal"),
    ],
)
def test_what_cannot_be_done_is_an_annotation_too(runner: Runner, inputs: dict[str, str], said: str) -> None:
    ran = runner.check(**{"drafts": "own.md", "against": "posts", **inputs})
    assert ran.code == 2
    assert said in ran.said
    assert "verdict" not in ran.outputs


def test_a_file_name_is_never_a_command_nor_an_option(runner: Runner) -> None:
    names = ["$(touch pwned).md", '"; touch pwned; ".md', "--config=x.md", "`touch pwned`.md", "a %25.md"]
    for name in names:
        shutil.copy(runner.workspace / "own.md", runner.workspace / name)
    ran = runner.check(drafts="\n".join(names), against="posts")
    assert (ran.code, ran.outputs["verdict"]) == (1, "fail")  # each is a copy of the others
    escaped = [name.replace("%", "%25") for name in names]
    assert all(f"::error file={name},title=dedup reuse::" in ran.said for name in escaped)
    assert not list(runner.workspace.rglob("pwned"))


def test_messages_that_name_files_of_others_are_no_commands(runner: Runner) -> None:
    ran = runner.check(drafts="##[add-mask]posts", against="posts")
    stopped = re.search(r"^::stop-commands::(\w{32})\n(.*)^::\1::$", ran.said, re.M | re.S)
    assert ran.code == 2
    assert stopped and "##[add-mask]posts" in stopped[2]


def test_the_documented_workflows_use_inputs_and_outputs_that_there_are() -> None:
    found = [step for flow in workflows() for job in flow["jobs"].values() for step in job["steps"]]
    own = [step for step in found if step.get("uses", "").startswith("OWNER/dedup@")]
    assert own
    for step in own:
        assert set(step["with"]) <= set(ACTION["inputs"])
        assert {"drafts", "against"} <= set(step["with"])
    used = set(re.findall(r"steps\.dedup\.outputs\.(\w+)", PAGE))
    assert used and used <= set(ACTION["outputs"])
    assert not any("${{" in step["run"] for step in found if "run" in step)


def test_the_page_tells_every_input_and_output() -> None:
    table = PAGE.split("## As a GitHub Action", 1)[1]
    for name in (*ACTION["inputs"], *ACTION["outputs"]):
        assert f"| `{name}` |" in table


def test_the_documented_step_finds_changed_drafts(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    for name in ("posts/old.md", "posts/gone.md", "posts/moved.md", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n{ESSAY}\n", encoding="utf-8")
    git("add", "."), git("commit", "-qm", "one")
    base = git("rev-parse", "HEAD")
    git("rm", "-q", "posts/gone.md"), git("mv", "posts/moved.md", "posts/new name.md")
    for name in ("posts/新 稿.md", "notes.md"):
        (tmp_path / name).write_text(OWN_ESSAY, encoding="utf-8")
    git("add", "."), git("commit", "-qm", "two")
    flow = workflows()[0]
    step = next(step for job in flow["jobs"].values() for step in job["steps"] if step.get("id") == "changed")
    output = tmp_path / "output"
    subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env={**os.environ, "BASE": base, "GITHUB_OUTPUT": str(output)},
        check=True,
    )
    lines = output.read_text(encoding="utf-8").splitlines()
    name, _, end = lines[0].partition("<<")
    assert (name, lines[-1]) == ("drafts", end)
    assert lines[1:-1] == ["posts/new name.md", "posts/新 稿.md"]
    assert all(format_of(line) for line in lines[1:-1])
