"""The pre-commit hook: which files it is given, and what becomes of a commit."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner, Result

from dedup.cli.app import app
from dedup.reading.formats import _FORMATS
from test_check import BETWEEN, OLD, OWN

ROOT = Path(__file__).resolve().parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
HOOK = HOOKS[0]
PAGE = (ROOT / "docs" / "where-drafts-are-written.md").read_text(encoding="utf-8")


def documented() -> dict[str, object]:
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S)]
    return next(block for block in blocks if "repos" in block)["repos"][0]["hooks"][0]  # type: ignore[no-any-return]


class Repository:
    """A repository with a published text; a commit runs the hook as pre-commit would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q")
        self.write("posts/灯塔.md", OLD)
        self.git("add", "."), self.git("commit", "-qm", "one")

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(f"---\ntitle: one\n---\n{text}\n", encoding="utf-8")

    def hook(self, *arguments: str) -> Result | None:
        """What the hook says of what is staged, ``None`` where no file is for it."""
        self.git("add", ".")
        staged = self.git("diff", "--cached", "--name-only", "--diff-filter=ACMRTUXB", "-z").split("\0")
        names = [name for name in staged if re.search(HOOK["files"], name) and re.search("^posts/", name)]
        command = [*HOOK["entry"].split()[1:], *arguments, *names]
        return CliRunner().invoke(app, command) if names else None


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path)


def test_the_hook_runs_a_command_that_the_package_installs_and_has_what_pre_commit_asks() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert [hook["id"] for hook in HOOKS] == ["dedup-check"]
    assert HOOK["entry"].split()[0] in scripts
    assert (HOOK["language"], HOOK["require_serial"]) == ("python", True)
    assert {"id", "name", "entry", "language"} <= set(HOOK)


def test_the_hook_is_given_all_that_dedup_reads_and_nothing_else() -> None:
    for suffix in _FORMATS:
        assert re.search(HOOK["files"], f"文 稿/a{suffix}") and re.search(HOOK["files"], f"A{suffix.upper()}")
    for name in ("a.py", "md", "a.md.bak", "dedup.toml", "archive.dedup", "a.doc"):
        assert not re.search(HOOK["files"], name)


def test_a_copied_draft_refuses_the_commit_and_says_why(repository: Repository) -> None:
    repository.write("posts/新 稿 (一).md", f"{OWN}\n{OLD}")
    done = repository.hook("--against", "posts")
    assert done and done.exit_code == 1
    assert "fail: posts/新 稿 (一).md, " in done.stdout
    assert "line 5, 96 characters: verbatim" in done.stdout and "in posts/灯塔.md" in done.stdout
    assert done.stderr == ""


def test_a_text_of_its_own_passes_though_the_archive_is_its_own_folder(repository: Repository) -> None:
    repository.write("posts/own.md", OWN)
    done = repository.hook("--against", "posts")
    assert done and done.exit_code == 0


def test_a_renamed_draft_is_checked_by_its_new_name_and_a_deleted_one_not_at_all(repository: Repository) -> None:
    repository.git("mv", "posts/灯塔.md", "posts/new name.md")
    done = repository.hook("--against", "posts")
    assert done and done.exit_code == 0 and "pass: posts/new name.md" in done.stdout
    repository.git("commit", "-qm", "two")
    repository.git("rm", "-q", "posts/new name.md")
    assert repository.hook("--against", "posts") is None


def test_two_drafts_of_one_commit_are_checked_against_each_other(repository: Repository) -> None:
    repository.write("posts/a.md", f"{OWN}{BETWEEN}")
    repository.write("posts/b.md", f"{BETWEEN}{OWN}")
    done = repository.hook("--against", "posts")
    assert done and done.exit_code == 1 and "from posts/b.md" in done.stdout


def test_a_published_text_that_is_edited_is_not_a_copy_of_its_version_in_the_index(repository: Repository) -> None:
    assert CliRunner().invoke(app, ["index", "add", "archive.dedup", "posts"]).exit_code == 0
    repository.write("posts/灯塔.md", f"{OLD}{BETWEEN}")
    repository.write("posts/own.md", OWN)
    done = repository.hook("--against", "archive.dedup")
    assert done and done.exit_code == 0 and "pass: posts/灯塔.md, 0 % reused" in done.stdout
    repository.write("posts/copy.md", f"{OWN}{OLD}")
    done = repository.hook("--against", "archive.dedup")
    assert done and done.exit_code == 1 and "fail: posts/copy.md" in done.stdout


def test_an_archive_that_is_missing_is_told_with_what_to_do(repository: Repository) -> None:
    repository.write("posts/own.md", OWN)
    done = repository.hook("--against", "archive.dedup")
    assert done and done.exit_code == 2
    assert done.stderr.startswith("dedup: --against archive.dedup: is not there;")
    assert "dedup index add archive.dedup PATH" in done.stderr


def test_without_arguments_all_other_texts_of_the_repository_count(repository: Repository) -> None:
    repository.write("posts/copy.md", f"{OWN}\n{OLD}")
    done = repository.hook(*HOOK["args"])
    assert done and done.exit_code == 1 and "48 % from posts/灯塔.md" in done.stdout


def test_the_documented_hook_is_one_that_there_is_with_options_that_there_are() -> None:
    hook = documented()
    assert hook["id"] == HOOK["id"]
    assert re.search(str(hook["files"]), "posts/a.md")
    group = get_command(app)
    command = group.commands["check"]  # type: ignore[attr-defined]
    arguments = hook["args"]
    assert isinstance(arguments, list)
    command.make_context("check", [*arguments, "posts/a.md"])
