from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dedup.configuration import load_settings, recorded_settings, to_mapping
from dedup.errors import ConfigurationError, InputError
from dedup.settings import ReadingSettings, Settings


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository's root, at which the search for a configuration ends."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    return tmp_path / "repository"


def problems_of(folder: Path, text: str) -> list[str]:
    write(folder / "dedup.toml", text)
    with pytest.raises(ConfigurationError) as caught:
        load_settings(None, folder, {})
    return str(caught.value).splitlines()


def test_without_any_configuration_the_defaults_hold(project: Path) -> None:
    assert load_settings(None, project, {}) == Settings()


def test_a_file_changes_only_the_keys_it_names(project: Path) -> None:
    write(project / "dedup.toml", '[reading]\nexclude = ["drafts/"]\n[significance]\nmin_bits = 90\n')
    settings = load_settings(None, project, {})
    assert settings.reading == replace(ReadingSettings(), exclude=("drafts/",))
    assert settings.significance.min_bits == 90.0
    assert isinstance(settings.significance.min_bits, float)
    assert settings.fingerprint == Settings().fingerprint


def test_flags_win_over_the_file(project: Path) -> None:
    write(project / "dedup.toml", '[reading]\nexclude = ["a"]\ninclude = ["b"]\n')
    reading = load_settings(None, project, {"reading": {"exclude": ("c",)}}).reading
    assert (reading.exclude, reading.include) == (("c",), ("b",))


def test_the_nearest_file_upward_is_taken(project: Path) -> None:
    write(project / "dedup.toml", "[significance]\nmin_bits = 1\n")
    write(project / "near" / "dedup.toml", "[significance]\nmin_bits = 2\n")
    (project / "near" / "deep" / "deeper").mkdir(parents=True)
    assert load_settings(None, project / "near" / "deep" / "deeper", {}).significance.min_bits == 2
    (project / "far").mkdir()
    assert load_settings(None, project / "far", {}).significance.min_bits == 1


def test_the_search_ends_at_the_repositorys_root(project: Path) -> None:
    write(project.parent / "dedup.toml", "[significance]\nmin_bits = 1\n")
    assert load_settings(None, project, {}) == Settings()


def test_the_search_ends_at_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "texts").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    write(tmp_path / "dedup.toml", "[significance]\nmin_bits = 1\n")
    assert load_settings(None, home / "texts", {}) == Settings()
    write(home / "dedup.toml", "[significance]\nmin_bits = 2\n")
    assert load_settings(None, home / "texts", {}).significance.min_bits == 2


def test_pyproject_is_read_where_it_has_a_table_for_dedup(project: Path) -> None:
    write(project / "pyproject.toml", "[tool.dedup.significance]\nmin_bits = 3\n")
    write(project / "inner" / "pyproject.toml", '[project]\nname = "dedup-friend"\n')
    assert load_settings(None, project / "inner", {}).significance.min_bits == 3


def test_dedup_toml_goes_before_pyproject(project: Path) -> None:
    write(project / "pyproject.toml", "[tool.dedup.significance]\nmin_bits = 3\n")
    write(project / "dedup.toml", "[significance]\nmin_bits = 4\n")
    assert load_settings(None, project, {}).significance.min_bits == 4


def test_a_broken_pyproject_of_somebody_else_is_no_concern(project: Path) -> None:
    write(project / "pyproject.toml", "[broken")
    assert load_settings(None, project, {}) == Settings()


def test_the_file_asked_for_is_taken_instead_of_the_nearest(project: Path) -> None:
    write(project / "dedup.toml", "[significance]\nmin_bits = 1\n")
    asked = write(project / "other" / "strict.toml", "[significance]\nmin_bits = 5\n")
    assert load_settings(asked, project, {}).significance.min_bits == 5


def test_a_mark_of_byte_order_is_no_error(project: Path) -> None:
    (project / "dedup.toml").write_bytes(b"\xef\xbb\xbf[significance]\nmin_bits = 7\n")
    assert load_settings(None, project, {}).significance.min_bits == 7


def test_all_problems_are_told_at_once_each_with_file_and_place(project: Path) -> None:
    problems = problems_of(
        project,
        """
        [fingerprint]
        sed = 1
        num_perm = 4
        shingle = "eight"
        [fingerprints]
        [significance]
        min_bits = -1
        """,
    )
    assert len(problems) == 5
    assert all(problem.startswith(f"{project / 'dedup.toml'}: ") for problem in problems)
    assert "unknown key in [fingerprint]: sed (did you mean seed? valid: seed, num_perm," in problems[0]
    assert "fingerprint.num_perm must be at least 16, not 4" in problems[1]
    assert "fingerprint.shingle must be a whole number, not 'eight'" in problems[2]
    assert "unknown table: [fingerprints] (did you mean fingerprint? valid: reading, fingerprint," in problems[3]
    assert "significance.min_bits must be at least 0, not -1" in problems[4]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[fingerprint]\nnum_perm = true", "must be a whole number, not True"),
        ("[fingerprint]\nnum_perm = 64.0", "must be a whole number, not 64.0"),
        ("[fingerprint]\nnum_perm = 257", "must be at most 256, not 257"),
        ("[significance]\nmin_bits = true", "must be a number, not True"),
        ("[significance]\nmin_bits = nan", "must be a number, not nan"),
        ("[reading]\ntimeout_seconds = inf", "must be a number, not inf"),
        ('[reading]\nexclude = "*.md"', "must be a list of texts, such as [\"*.md\"], not '*.md'"),
        ("[reading]\nexclude = [1]", 'must be a list of texts, such as ["*.md"], not [1]'),
        ("reading = 3", "reading is a table; write [reading]"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_what_it_should_be(project: Path, line: str, said: str) -> None:
    [problem] = problems_of(project, line)
    assert said in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"[reading\n", "not valid TOML"), ("[reading]\n# 文章".encode("gb18030"), "save it as UTF-8")],
)
def test_a_file_that_cannot_be_parsed_is_named(project: Path, content: bytes, said: str) -> None:
    (project / "dedup.toml").write_bytes(content)
    with pytest.raises(ConfigurationError, match=said) as caught:
        load_settings(None, project, {})
    assert str(project / "dedup.toml") in str(caught.value)


def test_the_file_asked_for_must_exist_and_be_a_file(project: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: there is no such configuration file"):
        load_settings(project / "nowhere.toml", project, {})
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_settings(project, project, {})


def test_a_dedup_entry_in_pyproject_that_is_no_table_is_told(project: Path) -> None:
    write(project / "pyproject.toml", "[tool]\ndedup = 3\n")
    with pytest.raises(ConfigurationError, match=r"tool\.dedup"):
        load_settings(None, project, {})


def test_the_mapping_names_every_setting_and_survives_json() -> None:
    settings = replace(Settings(), reading=ReadingSettings(exclude=("a", "b")))
    mapping = to_mapping(settings)
    assert json.loads(json.dumps(mapping)) == mapping
    assert mapping["reading"]["exclude"] == ["a", "b"]


def test_the_mapping_read_back_gives_the_same_settings(project: Path) -> None:
    settings = replace(Settings(), reading=ReadingSettings(exclude=("a", "b"), timeout_seconds=3))
    assert load_settings(None, project, to_mapping(settings)) == settings
    assert recorded_settings(json.loads(json.dumps(to_mapping(settings))), "results.json") == settings


def test_settings_that_a_result_lacks_have_their_defaults_and_strange_ones_are_refused() -> None:
    assert recorded_settings({"judgement": {}}, "results.json") == Settings()
    with pytest.raises(InputError, match=r"^results\.json: .*significance\.min_bits must be.*scan the texts again"):
        recorded_settings({"significance": {"min_bits": "many"}}, "results.json")
