"""Which files a scan finds, what it calls them and what it says of the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.reading import Findings, find_files
from dedup.settings import ReadingSettings

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links and file modes as POSIX has them")


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} 的内容", encoding="utf-8")
    return root


def find(*paths: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Findings:
    return find_files(paths, ReadingSettings(include=include, exclude=exclude))


def names(findings: Findings) -> list[str]:
    return [file.relative for file in findings.files]


def test_a_folder_is_searched_to_any_depth_in_order(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/z.md", "a/b/c/深.html", "Z.TXT", "a.docx", "a-b.pdf")
    findings = find(tmp_path)
    assert names(findings) == sorted(["b.txt", "a/z.md", "a/b/c/深.html", "Z.TXT", "a.docx", "a-b.pdf"])
    assert all((tmp_path / file.relative).samefile(file.path) for file in findings.files)
    assert findings.skipped == ()
    assert findings.roots == (tmp_path.as_posix(),)


def test_hidden_and_lock_files_are_passed_over_in_silence(tmp_path: Path) -> None:
    tree(tmp_path, ".git/x.txt", ".hidden.txt", "~$draft.docx", "a.txt")
    assert names(find(tmp_path)) == ["a.txt"]
    assert find(tmp_path).skipped == ()


def test_a_hidden_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    tree(tmp_path, ".drafts/a.txt")
    assert names(find(tmp_path / ".drafts")) == ["a.txt"]


def test_what_holds_no_text_is_listed_and_what_is_no_document_is_not(tmp_path: Path) -> None:
    tree(tmp_path, "old.doc", "scan.JPG", "data.csv", "truth.json", "tool.py", "README", "a.txt")
    findings = find(tmp_path)
    assert names(findings) == ["a.txt"]
    assert [(skip.path, skip.reason) for skip in findings.skipped] == [
        ("old.doc", "unsupported"),
        ("scan.JPG", "unsupported"),
    ]


def test_an_include_glob_admits_other_text_but_no_pictures(tmp_path: Path) -> None:
    tree(tmp_path, "data.csv", "sub/more.csv", "a.txt", "table.xlsx")
    assert names(find(tmp_path, include=("*.csv",))) == ["data.csv", "sub/more.csv"]
    everything = find(tmp_path, include=("**",))
    assert names(everything) == ["a.txt", "data.csv", "sub/more.csv"]
    assert [skip.path for skip in everything.skipped] == ["table.xlsx"]


@pytest.mark.parametrize(
    ("glob", "matched"),
    [
        ("*.md", ["a.md", "x/a.md", "x/y/a.md"]),
        ("/*.md", ["a.md"]),
        ("x/*.md", ["x/a.md"]),
        ("x/**/*.md", ["x/a.md", "x/y/a.md"]),
        ("**/y/*.md", ["x/y/a.md"]),
        ("x", ["x/a.md", "x/b.txt", "x/y/a.md"]),
        ("y/", ["x/y/a.md"]),
        ("x/**", ["x/a.md", "x/b.txt", "x/y/a.md"]),
        ("[ab].t?t", ["x/b.txt"]),
        ("[!b].md", ["a.md", "x/a.md", "x/y/a.md"]),
        ("*", ["a.md", "x/a.md", "x/b.txt", "x/y/a.md"]),
        ("A.md", []),
        ("[", []),
        ("a.md/", []),
    ],
)
def test_globs(tmp_path: Path, glob: str, matched: list[str]) -> None:
    tree(tmp_path, "a.md", "x/a.md", "x/b.txt", "x/y/a.md")
    assert names(find(tmp_path, include=(glob,))) == matched
    everything = names(find(tmp_path))
    assert names(find(tmp_path, exclude=(glob,))) == [name for name in everything if name not in matched]


def test_exclude_wins_over_include(tmp_path: Path) -> None:
    tree(tmp_path, "a.md", "x/a.md", "x/b.md")
    assert names(find(tmp_path, include=("x/",), exclude=("b.md",))) == ["x/a.md"]


def test_several_paths_are_named_from_their_common_parent(tmp_path: Path) -> None:
    tree(tmp_path, "one/a.txt", "two/deep/b.txt", "c.txt")
    assert names(find(tmp_path / "two", tmp_path / "one")) == ["one/a.txt", "two/deep/b.txt"]
    assert names(find(tmp_path / "one/a.txt", tmp_path / "c.txt")) == ["c.txt", "one/a.txt"]


def test_a_file_that_is_named_is_always_attempted(tmp_path: Path) -> None:
    tree(tmp_path, "sub/.data.json", "sub/a.txt")
    assert names(find(tmp_path / "sub/.data.json", exclude=("*.json",))) == [".data.json"]


def test_overlapping_paths_give_each_file_once(tmp_path: Path) -> None:
    tree(tmp_path, "x/a.txt", "x/y/b.txt")
    findings = find(tmp_path / "x", tmp_path / "x/y", tmp_path / "x/a.txt", tmp_path / "x" / ".." / "x")
    assert names(findings) == ["a.txt", "y/b.txt"]


def test_missing_paths_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.*neither"):
        find(tmp_path, tmp_path / "nowhere", tmp_path / "neither")


@posix_only
def test_links_lead_nowhere_twice(tmp_path: Path) -> None:
    tree(tmp_path, "x/b.txt", "elsewhere/c.txt")
    (tmp_path / "x/loop").symlink_to(tmp_path / "x", target_is_directory=True)
    (tmp_path / "x/other").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "x/a.txt").symlink_to(tmp_path / "x/b.txt")
    (tmp_path / "x/self.txt").symlink_to(tmp_path / "x/self.txt")
    (tmp_path / "x/gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "x/c.txt").symlink_to(tmp_path / "elsewhere/c.txt")
    findings = find(tmp_path / "x")
    assert names(findings) == ["b.txt", "c.txt"]
    assert [(skip.path, skip.reason) for skip in findings.skipped] == [
        ("gone.txt", "unreadable"),
        ("self.txt", "unreadable"),
    ]


@posix_only
def test_a_pipe_among_the_files_does_not_stop_the_scan(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(find(tmp_path)) == ["a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf8_can_be_written_to_results(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb2\xe2.txt"))).write_text("内容", encoding="utf-8")
    [file] = find(tmp_path).files
    assert file.relative == r"\xb2\xe2.txt"
    assert file.path.read_text(encoding="utf-8") == "内容"
