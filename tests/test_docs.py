"""What the documents say of commands, settings, packages and each other holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dedup.cli.app import app
from dedup.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in {"corpus", "data", "reports"} for part in path.relative_to(ROOT).parts)
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IMPORTED_AS = {"charset-normalizer": "charset_normalizer", "python-multipart": "python_multipart"}
BEHIND_OTHERS = {"python-multipart"}  # what FastAPI reads forms with


def commands() -> dict[str, Any]:
    group: Any = get_command(app)
    return dict(group.commands)


def options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "option":
            yield from parameter.opts


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower() for requirement in requirements]


def needed() -> list[str]:
    """What a scan needs, then what the extras need."""
    extras = PROJECT["project"]["optional-dependencies"]
    return [*PROJECT["project"]["dependencies"], *(each for name in extras for each in extras[name])]


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if re.match(r"[a-z0-9]", line)}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_stands_in_the_readme_and_its_help(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split(f"### dedup {name}", 1)[1].split("\n### ", 1)[0]
    said = CliRunner().invoke(app, [name, "--help"]).stdout
    found = list(options(commands()[name]))
    assert "--json" in found
    for option in found:
        assert f"`{option}" in section, f"{option} is not in the README's section on {name}"
        assert option in said, f"{option} is not in dedup {name} --help"


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_help_of_a_command_shows_examples_that_the_command_understands(name: str) -> None:
    said = CliRunner().invoke(app, [name, "--help"]).stdout
    examples = re.findall(rf"^ +dedup {name} (.+?)(?:  .*)?$", said, re.M)
    assert len(examples) >= 2
    for example in examples:
        arguments = [argument.strip("'") for argument in example.split(" > ")[0].split()]
        commands()[name].make_context(name, arguments)


def test_the_readme_opens_with_the_two_commands_that_the_makefile_has() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    targets = re.findall(r"^make (\w+)", first, re.M)
    assert targets == ["scan", "test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in targets)


def test_every_exit_code_is_in_the_readme() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("### Exit codes", 1)[1].split("\n\nResults", 1)[0]
    assert re.findall(r"^\| (\d+) \|", table, re.M) == ["0", "1", "2", "3", "130", "141"]


def written_by_tool() -> ModuleType:
    spec = util.spec_from_file_location("write_configuration_doc", ROOT / "tools" / "write_configuration_doc.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_on_configuration_agrees_with_the_settings() -> None:
    tool = written_by_tool()
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert tool.with_tables(page, Settings()) == page, "run: make docs"
    for group in fields(Settings):
        table = getattr(Settings(), group.name)
        assert is_dataclass(table)
        for setting in fields(table):
            assert f"| `{setting.name}` |" in page.split(f"## [{group.name}]", 1)[1].split("\n## ", 1)[0]


def stated_settings(page: Path) -> list[tuple[str, str, str]]:
    """Defaults that a page states as `group.name` = value."""
    return re.findall(r"`(\w+)\.(\w+)` = ([\d.,]*\d)", page.read_text(encoding="utf-8"))


def test_the_settings_that_a_page_states_are_the_defaults() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    assert stated_settings(ROOT / "docs" / "how-it-works.md")
    for page in pages:
        for group, name, value in stated_settings(page):
            default = getattr(getattr(Settings(), group), name)
            assert float(value.replace(",", "")) == default, f"{page.name}: {group}.{name} is {default}"


def characters_in_grams(weight: int, grams: int, weight_of_one: int) -> int:
    """The shortest run of characters of one weight that holds so many whole grams in a row."""
    return grams - 1 + -(-weight // weight_of_one)


@pytest.mark.parametrize(("gram", "window"), [("anchor", "window"), ("sketch", "sketch_window")])
def test_the_guarantee_on_the_page_follows_from_the_settings(gram: str, window: str) -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8").replace("*", "")
    settings = Settings().fingerprint
    weight, grams = getattr(settings, gram), getattr(settings, window)
    section = page.split("### The guarantee of the anchors", 1)[1].split("\n## ", 1)[0]
    assert f"{characters_in_grams(weight, grams, 2)} Chinese characters or" in section
    assert re.search(rf"or {characters_in_grams(weight, grams, 1)} (Latin )?letters", section)


def test_every_decision_is_numbered_and_linked_from_how_it_works() -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for number, path in enumerate(decisions, start=1):
        title = path.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(rf"# 0*{number}[.:] \S", title), path.name
        if number > 1:  # the first is on how the project is built, not on how it works
            assert f"(decisions/{path.name})" in page, path.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, heading = target.partition("#")
        goal = (page.parent / path) if path else page
        assert goal.exists(), f"{target} leads nowhere"
        if heading and goal.suffix == ".md":
            assert heading in anchors(goal), f"{target}: there is no such heading"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    run_time, _, development = page.partition("## To build and to develop")
    groups = PROJECT["dependency-groups"]
    assert re.findall(r"^\| ([a-z0-9-]+) \| [A-Z]", run_time, re.M) == names(needed())
    assert re.findall(r"^\| ([a-z0-9-]+) \| [A-Z]", development, re.M) == names(groups["build"] + groups["dev"])


def imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("name", names(needed()))
def test_every_dependency_is_used(name: str) -> None:
    assert name in BEHIND_OTHERS or IMPORTED_AS.get(name, name) in imported()


def test_nothing_is_imported_that_is_not_a_dependency() -> None:
    declared = {IMPORTED_AS.get(name, name) for name in names(needed())}
    assert imported() - set(sys.stdlib_module_names) - {"dedup"} <= declared


def test_the_locks_pin_every_dependency_and_agree_with_each_other() -> None:
    run_time, development = locked("requirements.lock"), locked("requirements-dev.lock")
    groups = PROJECT["dependency-groups"]
    assert run_time <= development
    pinned = {re.split("==", line)[0] for line in run_time}
    assert set(names(PROJECT["project"]["dependencies"] + groups["build"])) <= pinned
    assert set(names(groups["dev"] + needed())) <= {re.split("==", line)[0] for line in development}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "index-url" not in text and "find-links" not in text
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_the_scripts_are_valid_shell() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)
