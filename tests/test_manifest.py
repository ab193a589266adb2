"""A manifest says of documents what their files do not, and its faults are all told at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.model import Document
from dedup.reading.manifest import Manifest, applied, read_manifest, unused
from factories import document

PATHS = ("zhang/渡口.txt", "zhang/old/渡口.txt", "li/茶.md", "readme.txt", "zhang/café.txt")


def manifest(folder: Path, content: str | bytes, name: str = "corpus.csv") -> Manifest:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_manifest(path)


def faults(folder: Path, content: str | bytes, name: str = "corpus.csv") -> list[str]:
    with pytest.raises(InputError) as caught:
        manifest(folder, content, name)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{folder / name}: ") for line in lines)
    return [line.removeprefix(f"{folder / name}: ") for line in lines]


def texts(paths: tuple[str, ...] = PATHS, **fields: object) -> list[Document]:
    return [document(id, "水", path, **fields) for id, path in enumerate(paths)]


def authors(read: Manifest, paths: tuple[str, ...] = PATHS) -> list[str | None]:
    return [told.author for told in applied(texts(paths), read)]


def test_a_csv_row_sets_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    read = manifest(tmp_path, "path,author,date,group,title\nli/茶.md,林舟,2019年3月,茶会,\n")
    told = applied(texts(title="原题", author="编者"), read)
    assert (told[2].author, told[2].date, told[2].group, told[2].title) == ("林舟", "2019-03", "茶会", "原题")
    assert [(other.author, other.group) for other in told if other.id != 2] == [("编者", None)] * 4


@pytest.mark.parametrize(
    "encoded",
    [
        "标题,组,日期,作者,路径\n新题,一组,2020,“江”月,li/茶.md\n".encode(),
        "标题,组,日期,作者,路径\n新题,一组,2020,“江”月,li/茶.md\n".encode("utf-8-sig"),
        "标题,组,日期,作者,路径\r\n新题,一组,2020,“江”月,li/茶.md\r\n".encode("gb18030"),
        "标题\t组\t日期\t作者\t路径\r\n新题\t一组\t2020\t“江”月\tli/茶.md\r\n".encode("utf-16"),
        "标题;组;日期;作者;路径;\n新题;一组;2020;“江”月;li/茶.md;\n".encode(),
    ],
)
def test_chinese_columns_in_any_order_encoding_and_separator(tmp_path: Path, encoded: bytes) -> None:
    told = applied(texts(), manifest(tmp_path, encoded))[2]
    assert (told.title, told.group, told.date, told.author) == ("新题", "一组", "2020", "“江”月")


def test_quoted_cells_hold_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    read = manifest(tmp_path, 'path,author,title\n"li/茶.md","林舟, 江月","他说""好""\n再说"\nreadme.txt,何人,\n')
    told = applied(texts(), read)
    assert (told[2].author, told[2].title, told[3].author) == ("林舟, 江月", '他说"好" 再说', "何人")
    assert [entry.where for entry in read.entries] == ["line 2", "line 4"]


def test_toml_tables_hold_dates_years_and_several_authors(tmp_path: Path) -> None:
    content = (
        '[[documents]]\npath = "li/茶.md"\ndate = 2019-03-05\nauthor = ["林舟", "江月"]\n'
        '\n  [[ documents ]]\npath = "readme.txt"\ndate = 2018\n'
    )
    read = manifest(tmp_path, content, "corpus.toml")
    told = applied(texts(), read)
    assert (told[2].date, told[2].author, told[3].date) == ("2019-03-05", "林舟、江月", "2018")
    assert [entry.where for entry in read.entries] == ["line 1", "line 6"]


@pytest.mark.parametrize(
    ("path", "matched"),
    [
        ("zhang/渡口.txt", [0]),
        ("zhang\\渡口.txt", [0]),
        ("./readme.txt", [3]),
        ("zhang/cafe\u0301.txt", [4]),
        ("zhang/*.txt", [0, 4]),
        ("zhang/", [0, 1, 4]),
        ("zhang/**", [0, 1, 4]),
        ("zhang/**/渡口.txt", [0, 1]),
        ("**/old/*", [1]),
        ("*.txt", [0, 1, 3, 4]),
        ("?i/茶.m[dx]", [2]),
        ("zhang", []),
        ("zhan", []),
        ("渡口.txt", []),
        ("ZHANG/渡口.txt", []),
        ("../readme.txt", []),
    ],
)
def test_paths_and_globs(tmp_path: Path, path: str, matched: list[int]) -> None:
    read = manifest(tmp_path, f"path,author\n{path},林舟\n")
    assert [id for id, author in enumerate(authors(read)) if author] == matched
    assert [entry.path for entry in unused(texts(), read)] == ([] if matched else [path])


def test_a_file_with_brackets_in_its_name_can_be_named(tmp_path: Path) -> None:
    read = manifest(tmp_path, "path,author\n笔记[1].txt,林舟\n")
    assert authors(read, ("笔记[1].txt", "笔记1.txt", "笔记2.txt")) == ["林舟", "林舟", None]


def test_later_rows_win_and_keep_what_they_do_not_say(tmp_path: Path) -> None:
    read = manifest(tmp_path, "path,author,group\nli/茶.md,甲某,\nli/*,乙某,二组\nli/茶.md,,三组\nli/没有.md,丙某,\n")
    told = applied(texts(), read)[2]
    assert (told.author, told.group) == ("乙某", "三组")
    assert [(entry.where, entry.path) for entry in unused(texts(), read)] == [("line 5", "li/没有.md")]


def test_all_faults_of_a_csv_are_told_with_their_lines(tmp_path: Path) -> None:
    found = faults(
        tmp_path, "path,auther,date\na.txt,甲,someday\n\n,乙,2020\nb.txt,丙,2020,四,五\nc.txt,丁,2024-02-31\n"
    )
    assert [fault.split(":")[0] for fault in found] == ["line 1", "line 5", "line 2", "line 4", "line 6"]
    header, cells, no_date, no_path, wrong_date = found
    assert "'auther'" in header
    assert all(name in header for name in ("path", "author", "date", "group", "title", "路径", "作者"))
    assert "5 cells under 3 columns" in cells
    assert "someday" in no_date
    assert "2024-05-14" in no_date
    assert "no path" in no_path
    assert "2024-02-31" in wrong_date


def test_all_faults_of_a_toml_are_told_with_their_lines(tmp_path: Path) -> None:
    content = 'name = 1\n[[documents]]\npath = "a.txt"\nauthor = 3.5\n[[documents]]\nwriter = "林舟"\ndate = "soon"\n'
    found = faults(tmp_path, content, "corpus.toml")
    assert [fault.split(":")[0] for fault in found[1:]] == ["line 2", "line 5", "line 5", "line 5"]
    assert "'name'" in found[0] and "[[documents]]" in found[0]
    assert "author must be a text" in found[1]
    assert "'writer'" in found[2] and "author" in found[2]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "corpus.csv", "no column path"),
        ("author\n林舟\n", "corpus.csv", "no column path"),
        ("path,作者,author\n", "corpus.csv", "2 columns mean author"),
        ('path,author\n"a.txt,林舟\n', "corpus.csv", "line 2: not valid CSV"),
        ("[[documents]\n", "corpus.toml", "not valid TOML"),
        ('documents = "a.txt"\n', "corpus.toml", "no [[documents]] table"),
        ("[reading]\n", "corpus.toml", "[[documents]]"),
        (b"PK\x03\x04\0\0\0\0\xff\xff", "corpus.csv", "save the manifest as CSV"),
        (b"path\n\xff\xff\n", "corpus.csv", "save the manifest as CSV"),
        (b"path\n" + b"a" * 10_000_000, "corpus.csv", "more than 10 MB"),
        (f"path\n{'a' * 5_000}\n", "corpus.csv", "line 2: a path of more than 4,096 characters"),
        ("path\n" + "*.txt\n" * 1_001, "corpus.csv", "1,001 globs, more than 1,000"),
    ],
)
def test_a_file_that_is_no_manifest_says_why(tmp_path: Path, content: str | bytes, name: str, words: str) -> None:
    assert any(words in fault for fault in faults(tmp_path, content, name))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: there is no such manifest"):
        read_manifest(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_manifest(tmp_path)


def test_a_thousand_faults_are_counted_not_listed(tmp_path: Path) -> None:
    found = faults(tmp_path, "path,date\n" + "a.txt,never\n" * 1_000)
    assert len(found) == 51
    assert found[-1] == "and 950 more faults"


def test_hostile_cells_are_only_text(tmp_path: Path) -> None:
    cells = ("=HYPERLINK(1)", "{{7*7}}", "<script>", "$(reboot)", "\u202etxt.a")
    read = manifest(tmp_path, "path,author\n" + "".join(f"readme.txt,{cell}\n" for cell in cells))
    assert [entry.author for entry in read.entries] == list(cells)
    (fault,) = faults(tmp_path, f"path,date\nreadme.txt,\u202e\x07{'9' * 10_000}\n")
    assert fault.isprintable()
    assert len(fault) < 300


@pytest.mark.parametrize("glob", ["*a" * 2_000 + "b", "**/a/" * 800 + "b", "[" * 4_000, "*" * 4_000 + "b"])
def test_no_glob_takes_long(tmp_path: Path, glob: str) -> None:
    read = manifest(tmp_path, f"path\n{glob}\n")
    paths = ("a" * 4_000, "a/" * 2_000 + "c")
    started = time.process_time()
    assert len(unused(texts(paths), read)) == 1
    assert time.process_time() - started < 2


def test_a_manifest_of_a_million_commas_is_read_at_once(tmp_path: Path) -> None:
    started = time.process_time()
    assert authors(manifest(tmp_path, "path,author" + "," * 1_000_000 + "\nreadme.txt,林舟\n"))[3] == "林舟"
    faults(tmp_path, "path" + ",x" * 1_000_000 + "\n")
    faults(tmp_path, "x = [" + "[" * 1_000_000, "corpus.toml")
    assert time.process_time() - started < 5
