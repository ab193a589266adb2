import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import factories
from dedup.errors import OutputError
from dedup.model import Cluster, Descent, Match, Notice, Result, Side, Skipped, Span
from dedup.progress import Silent
from dedup.report import workers, write_report
from dedup.settings import ReportSettings


class Page(HTMLParser):
    """The parts of a page that tests ask about."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


HOSTILE_TEXT = (
    "<script>alert(1)</script></style></title></article>\n"
    '<img src=x onerror=alert(1)> <a href="javascript:alert(1)">press</a>\n'
    "abc\u202edcba\u202c and \u2066isolated\u2069 and zero\u200bwidth and bell\x07 &lt; &amp;\n" + "长" * 200_000
)
HOSTILE_PATH = "\"><script>alert('name')</script>/a\u202e'&amp;.txt"


def test_the_lineage_of_a_cluster_stands_under_its_drawing(tmp_path: Path) -> None:
    steps = (Descent(0, None, 0.93, 99, "first"), Descent(1, 0, 0.87, 99, "copied"))
    result = replace(factories.english(), clusters=(Cluster(0, (0, 1), steps),))
    write_report(result, tmp_path, ReportSettings(), Silent(), lang="en")
    text = Page(tmp_path / "index.html").text
    names = [result.documents[number].title for number in (0, 1)]
    assert re.search(rf"{names[0]} \S+ Found elsewhere \S+ % · no source among these \(support 93\.0", text)
    assert re.search(rf"{names[1]} \S+ Found elsewhere \S+ % · from {names[0]} \(support 87\.0", text)


def hostile() -> Result:
    documents = (
        factories.document(
            0,
            HOSTILE_TEXT,
            HOSTILE_PATH,
            title="</title><script>alert(2)</script>",
            author="<b>someone</b>",
            headings=(Span(0, HOSTILE_TEXT.index("\n")),),
            pages=(0, HOSTILE_TEXT.index("<img")),
            notices=(Notice("bidi", "<i>turned</i> \u202e", 3),),
        ),
        factories.document(1, HOSTILE_TEXT, "javascript:alert(3)", title=""),
    )
    whole, second = Span(0, len(HOSTILE_TEXT)), HOSTILE_TEXT.index("<img")
    matches = (
        Match(0, Side(0, whole), Side(1, whole), "verbatim", 1.0, 900.0, 2, "uncited", "<script>because</script>"),
        Match(1, Side(0, Span(second, second + 10)), Side(0, Span(second + 20, second + 30)), "edited", 0.5, 90.0),
    )
    plain = factories.result(
        documents,
        matches,
        skipped=(Skipped("<b>\udcff</b>.pdf", "malformed", "<script>x</script>"),),
        notices=(Notice("odd", "</main><script>alert(4)</script>"),),
        settings={"<section>": {"<key>": "<value>"}},
    )
    return factories.scored(plain)


def write(result: Result, folder: Path, lang: str | None = None, **settings: int) -> Path:
    write_report(result, folder, ReportSettings(**settings), Silent(), lang=lang)
    return folder


def pages_of(folder: Path) -> dict[str, Page]:
    return {path.relative_to(folder).as_posix(): Page(path) for path in sorted(folder.rglob("*.html"))}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", [factories.english, factories.chinese, hostile])
@pytest.mark.parametrize(
    "settings",
    [{}, {"max_document_pages": 1}, {"max_pair_pages": 1}, {"max_matches_a_page": 1}, {"max_graphs": 0}],
)
def test_every_link_leads_somewhere_inside_the_report(
    make: Callable[[], Result], lang: str, settings: dict[str, int], tmp_path: Path
) -> None:
    pages = pages_of(write(make(), tmp_path, lang, **settings))
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), f"{name} uses an id twice"
        for link in page.links:
            path, _, fragment = link.partition("#")
            if path == "data:,":
                continue
            target = (tmp_path / name).parent / path if path else tmp_path / name
            assert target.is_file(), f"{name} links to {link}"
            assert target.resolve().is_relative_to(tmp_path.resolve())
            if fragment:
                assert fragment in pages[target.resolve().relative_to(tmp_path.resolve()).as_posix()].ids, link


def test_hostile_texts_and_names_are_only_shown(tmp_path: Path) -> None:
    pages = pages_of(write(hostile(), tmp_path))
    assert len(pages) == 5
    for name, page in pages.items():
        sources = [value for tag, key, value in page.attributes if tag == "script" and key in ("src", "type")]
        assert len(sources) == page.tags.count("script"), name
        assert all(re.fullmatch(r"(\.\./)?static/[a-z]+\.js|application/json", source) for source in sources), name
        assert not {"img", "style", "iframe", "form"} & set(page.tags), name
        assert not [item for item in page.attributes if item[1].startswith("on") or item[1] == "style"], name
        assert not [link for link in page.links if "javascript" in link], name
        raw = (tmp_path / name).read_text("utf-8")
        assert not re.search("[\x00-\x08\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", raw), name
    shown = pages["documents/0000.html"].text
    assert "<script>alert(1)</script></style></title></article>" in shown
    assert "abc RLO dcba PDF and LRI isolated PDI and zero ZWSP width and bell U+0007 &lt; &amp;" in shown
    assert "a⟨RLO⟩'&amp;.txt" in pages["index.html"].text
    assert "长" * 200_000 in shown.replace(" ", "")


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("en", "Found in other texts 215 80.5 % quoted and cited − 132 49.4 % bibliography − 0 0 % own work − 0 0 %"),
        ("en", "boilerplate and common text − 83 31.1 % Counts as borrowing = 0 0 % Without what is cited 83 31.1 %"),
        ("en", "Largest overlap with one text Trench firing essays/00.txt 215 80.5 %"),
        ("zh", "总文字复制比 215 80.5 % 去除注明出处的引文 − 132 49.4 %"),
        ("zh", "去除套话与通用文字 − 83 31.1 % 计为借用 = 0 0 % 去除引用文献复制比 83 31.1 %"),
    ],
)
def test_a_document_page_says_what_counts_and_what_does_not(lang: str, rows: str, tmp_path: Path) -> None:
    pages = pages_of(write(factories.scored(factories.english()), tmp_path, lang))
    assert rows in pages["documents/0002.html"].text
    assert "score" not in pages["documents/0003.html"].ids  # that text only repeats itself


def test_every_page_forbids_what_it_does_not_bring(tmp_path: Path) -> None:
    for name, page in pages_of(write(factories.english(), tmp_path)).items():
        policies = [value for tag, key, value in page.attributes if tag == "meta" and value.startswith("default-src")]
        assert policies, name
        assert policies[0].startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in policies[0]
        assert page.tags.index("meta") < page.tags.index("link")


def test_figures_on_the_pages_are_the_result_s(tmp_path: Path) -> None:
    result = factories.english()
    pages = pages_of(write(result, tmp_path, "en"))
    index = pages["index.html"].text
    assert (
        f"Characters {result.corpus.characters:,} Documents with reuse 2 Pairs 1 Matches 5 Clusters 1 Files skipped 1"
        in index
    )
    assert "Jars of the lower valley essays/01.txt 312 69.5 % 69.5 % Trench firing" in index.replace("\u00a0", " ")
    assert result.corpus.digest in index
    assert "scans/plate.pdf images only no text on any of its 3 pages" in index
    assert "Nothing: every document with a match" in index
    document = pages["documents/0001.html"].text.replace("\u00a0", " ")
    assert "Found elsewhere 69.5 % Characters 312 Sources 1" in document
    assert "217 characters · Discounted 83 characters · this text borrows from it" in document
    pair = pages["pairs/0000-0001.html"].text.replace("\u00a0", " ")
    assert "of text A 57.9 % of text B 69.5 %" in pair
    assert "not cited edited 93.0 % alike 412 bits" in pair
    assert "dated earlier: 2019 before 2021-05" in pair


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    limits = {"max_document_pages": 1, "max_pair_pages": 1, "max_table_rows": 2, "max_families": 0, "max_graphs": 0}
    index = pages_of(write(factories.english(), tmp_path, "en", **limits))["index.html"].text
    assert "3 documents with matches have no page of their own. 2 pairs have no page of their own." in index
    assert "3 more rows are not shown here; results.json has them all." in index
    assert "1 more such passages stand in results.json" in index
    assert "1 more clusters are neither drawn nor listed" in index


def test_chinese_pages_speak_chinese(tmp_path: Path) -> None:
    index = (write(factories.chinese(), tmp_path) / "index.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in index
    assert "文本复用检测报告" in index
    assert "Found elsewhere" not in index
    assert '<article class="text" lang="zh-Hans"' in (tmp_path / "documents/0000.html").read_text("utf-8")


def test_a_result_without_matches_or_texts_still_makes_a_report(tmp_path: Path) -> None:
    documents = (factories.document(0, "", "empty.txt"), factories.document(1, "alone", "alone.txt"))
    pages = pages_of(write(factories.result(documents), tmp_path, "en"))
    assert list(pages) == ["index.html"]
    assert "No passage was found in two of them." in pages["index.html"].text


def test_two_writes_give_the_same_bytes_and_remove_earlier_pages(tmp_path: Path) -> None:
    write(hostile(), tmp_path / "one")
    (tmp_path / "two" / "pairs").mkdir(parents=True)
    (tmp_path / "two" / "pairs" / "0007-0009.html").write_text("of an earlier scan", "utf-8")
    (tmp_path / "two" / "notes.txt").write_text("mine", "utf-8")
    write(hostile(), tmp_path / "two")
    assert (tmp_path / "two" / "notes.txt").read_text("utf-8") == "mine"
    (tmp_path / "two" / "notes.txt").unlink()
    content = [
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    ]
    assert content[0] == content[1]


class Counting:
    """Progress that adds up."""

    def __init__(self) -> None:
        self.total = 0
        self.done = 0

    def stage(self, name: str, total: int | None = None) -> None:
        self.total = total or 0

    def advance(self, steps: int = 1) -> None:
        self.done += steps


@pytest.mark.parametrize("broken", [False, True])
def test_several_processes_write_the_same_bytes_even_where_one_fails(
    broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PAGES_WORTH_WORKERS", 2)
    monkeypatch.setattr(workers, "PAGES_A_RANGE", 1)
    if broken:
        monkeypatch.setattr(workers, "packed", lambda value: b"no JSON")
    progress = Counting()
    write_report(factories.chinese(), tmp_path / "two", ReportSettings(), progress, jobs=2)
    write_report(factories.chinese(), tmp_path / "one", ReportSettings(), Silent(), jobs=1)
    one, two = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert progress.done == progress.total == len(one)


def test_progress_counts_every_page(tmp_path: Path) -> None:
    progress = Counting()
    summary = write_report(factories.english(), tmp_path, ReportSettings(), progress)
    assert (
        progress.done == progress.total == summary.document_pages + summary.pair_pages + 2 == 9
    )  # one family and the overview
    assert summary.index == tmp_path / "index.html"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match="choose another folder"):
        write(factories.english(), tmp_path / "file")


def test_pages_keep_within_the_space_that_is_set_and_say_what_has_none(tmp_path: Path) -> None:
    text = "The same sentence stands in all of them, word for word. "
    documents = tuple(factories.document(id, text + f"{id} words of its own. " * 2000) for id in range(60))
    span = Span(0, len(text))
    matches = tuple(Match(id, Side(0, span), Side(id + 1, span), "verbatim", 1.0, 90.0) for id in range(59))
    result = factories.result(documents, matches)
    sizes = {}
    for megabytes in (1, 2, 100):
        folder = tmp_path / str(megabytes)
        summary = write_report(result, folder, ReportSettings(max_megabytes=megabytes), Silent(), lang="en")
        written = [path for name in ("documents", "pairs") for path in (folder / name).glob("*.html")]
        sizes[megabytes] = sum(path.stat().st_size for path in written)
        assert summary.document_pages + summary.pair_pages == len(written)
        assert summary.document_pages + summary.documents_left_out == 60
        if summary.documents_left_out:
            assert (
                f"{summary.documents_left_out} documents with matches have no page" in Page(folder / "index.html").text
            )
        for path in written:
            for link in Page(path).links:
                target = link.partition("#")[0]
                assert not target or target == "data:," or (path.parent / target).exists(), (path, link)
    assert sizes[1] <= 1_100_000 and 1_200_000 < sizes[2] <= 2_200_000 < sizes[100]
