"""Where results go, and what is left alone there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.cli.output import OWNED, check_folder, default_folder, exclusions, staging
from dedup.errors import OutputError
from dedup.reading.globs import compile_globs


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essays").mkdir()
    (tmp_path / "essays" / "one.tar.txt").touch()
    yield tmp_path


def fill(folder: Path, content: str) -> None:
    (folder / "results.json").write_text('{\n"schema": "dedup.results/1"}', encoding="utf-8")
    (folder / "index.html").write_text(content, encoding="utf-8")
    (folder / "documents").mkdir()
    (folder / "documents" / f"{content}.html").touch()


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["essays"], "essays"),
        (["essays/"], "essays"),
        (["."], "HERE"),
        (["essays/one.tar.txt"], "one.tar"),
        (["/"], "scan"),
        (["essays", "other", "third"], "essays-and-2-more"),
    ],
)
def test_the_default_folder_is_named_after_what_is_scanned(here: Path, paths: list[str], expected: str) -> None:
    expected = here.name if expected == "HERE" else expected
    assert default_folder([Path(path) for path in paths], here) == here / "reports" / expected


def test_new_results_take_the_place_of_the_old_and_foreign_files_stay(here: Path) -> None:
    out = here / "out"
    with staging(out) as folder:
        fill(folder, "old")
        (folder / "pairs").mkdir()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with staging(out) as folder:
        fill(folder, "new")
    assert files(out) == ["documents/new.html", "index.html", "notes.txt", "results.json"]
    assert (out / "index.html").read_text(encoding="utf-8") == "new"
    assert not (out / "pairs").exists()
    assert sorted(path.name for path in here.iterdir()) == ["essays", "out"]


def test_nothing_stands_in_the_place_before_all_is_written(here: Path) -> None:
    with staging(here / "deep" / "out") as folder:
        fill(folder, "new")
        assert not (here / "deep" / "out").exists()
    assert (here / "deep" / "out" / "index.html").exists()


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyboardInterrupt(), SystemExit(1)])
def test_what_ends_early_leaves_no_folder_behind(here: Path, error: BaseException) -> None:
    with pytest.raises(type(error)), staging(here / "deep" / "deeper" / "out") as folder:
        fill(folder, "new")
        raise error
    assert [path.name for path in here.iterdir()] == ["essays"]


def test_results_are_as_readable_as_any_new_folder(here: Path) -> None:
    with staging(here / "out") as folder:
        fill(folder, "new")
    (here / "plain").mkdir()
    assert stat.S_IMODE((here / "out").stat().st_mode) == stat.S_IMODE((here / "plain").stat().st_mode)


def test_a_link_among_the_owned_names_is_replaced_and_not_followed(here: Path) -> None:
    out, elsewhere = here / "out", here / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "precious.txt").touch()
    (out / "documents").symlink_to(elsewhere)
    with staging(out) as folder:
        fill(folder, "new")
    assert files(elsewhere) == ["precious.txt"]
    assert not (out / "documents").is_symlink()


def test_a_file_at_the_place_is_refused(here: Path) -> None:
    with pytest.raises(OutputError, match=r"one\.tar\.txt: is a file"):
        check_folder(Path("essays/one.tar.txt"), [Path("essays")])


@pytest.mark.parametrize("name", OWNED)
def test_a_folder_of_somebody_else_with_the_same_names_is_refused(here: Path, name: str) -> None:
    (here / "site").mkdir()
    (here / "site" / name).touch()
    with pytest.raises(OutputError, match=f"site: holds {name} that dedup did not write"):
        check_folder(Path("site"), [Path("essays")])


def test_a_folder_with_other_files_or_earlier_results_is_taken(here: Path) -> None:
    out = here / "out"
    out.mkdir()
    (out / "notes.txt").touch()
    check_folder(out, [Path("essays")])
    fill(out, "old")
    check_folder(out, [Path("essays")])


def test_the_scanned_folder_itself_is_refused(here: Path) -> None:
    with pytest.raises(OutputError, match="is itself scanned"):
        check_folder(here / "essays", [Path("essays")])
    with pytest.raises(OutputError, match="is itself scanned"):
        check_folder(Path(), [Path("essays"), here])


def test_a_place_whose_results_would_replace_the_texts_is_refused(here: Path) -> None:
    (here / "documents" / "essays").mkdir(parents=True)
    (here / "results.json").write_text('{"schema": "dedup.results/1"}', encoding="utf-8")
    with pytest.raises(OutputError, match="would replace"):
        check_folder(here, [Path("documents/essays")])


@pytest.mark.parametrize("place", ["essays/one.tar.txt/out", "/proc/dedup-results/out"])
def test_a_place_that_cannot_be_written_to_is_told_before_the_scan(here: Path, place: str) -> None:
    if place.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("no /proc on this system")
    with pytest.raises(OutputError, match=r"cannot be written to \(.+\); name another folder"), staging(Path(place)):
        pytest.fail("the block must not begin")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("place", ["locked", "locked/out"])
def test_a_folder_without_permission_is_told_before_the_scan(here: Path, place: str) -> None:
    (here / "locked").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written to"), staging(Path(place)):
        pytest.fail("the block must not begin")
    assert sorted(path.name for path in here.iterdir()) == ["essays", "locked"]


@pytest.mark.parametrize(
    ("place", "paths", "excluded", "kept"),
    [
        ("reports/essays", ["."], "reports/essays/documents/1.html", "reports/other/1.html"),
        ("essays/[out]", ["essays"], "[out]/index.html", "o/index.html"),
        ("essays/out", ["essays", "other"], "essays/out/index.html", "other/out/index.html"),
        ("essays/deep/out", ["essays/deep", "essays/flat"], "deep/out/index.html", "flat/out/index.html"),
    ],
)
def test_results_inside_the_scanned_folder_are_not_scanned_again(
    here: Path, place: str, paths: list[str], excluded: str, kept: str
) -> None:
    for path in paths:
        (here / path).mkdir(parents=True, exist_ok=True)
    globs = compile_globs(exclusions(Path(place), [Path(path) for path in paths]))
    assert globs.match_file(excluded)
    assert not globs.match_file(kept)


def test_results_outside_the_scanned_folders_exclude_nothing(here: Path) -> None:
    assert exclusions(Path("reports/essays"), [Path("essays"), Path("essays/one.tar.txt")]) == ()
