"""``dedup report``: the pages again, one document in one file, without names, as PDF."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner, Result

import factories
from browsing import chromium, watched
from dedup.cli.app import app
from dedup.errors import DedupError
from dedup.model import Evidence, Notice, Zone
from dedup.model import Result as ScanResult
from dedup.progress import Silent
from dedup.report import write_report
from dedup.report.aliases import Aliases
from dedup.report.devtools import SUPPORTED
from dedup.report.printing import print_page, print_pages
from dedup.report.wording import CATALOGUES
from dedup.results import read_results, write_results
from dedup.settings import ReportSettings

Run = Callable[..., Result]


def named() -> ScanResult:
    """A result in which names stand wherever a scan puts them."""
    plain = factories.scored(factories.chinese())
    documents = (
        replace(plain.documents[0], author="林渡", group="村志组", notices=(Notice("x", "见 村志/水渠记.txt"),)),
        replace(plain.documents[1], author="林渡、沈舟"),
        *plain.documents[2:3],
        replace(plain.documents[3], zones=(Zone("quotation", plain.matches[2].right.span, "after the cue 读《水渠…"),)),
        *plain.documents[4:],
    )
    said = Evidence("names-source", "投稿/下村见闻.docx names the title 水渠记 of the other text, by 沈舟", 2.0)
    first = plain.matches[0]
    reason = "page furniture: stands at the head of 5 documents of the folder 村志"
    labelled = replace(first, reason=reason, direction=replace(first.direction, evidence=(said,)))
    pairs = (replace(plain.pairs[0], direction=labelled.direction), *plain.pairs[1:])
    settings = {"reading": {"exclude": ["/村志/草稿/"]}}
    return replace(plain, documents=documents, matches=(labelled, *plain.matches[1:]), pairs=pairs, settings=settings)


NAMES = (
    "水渠记",
    "下村见闻",
    "谈路与墙.txt",
    "读水渠记",
    "村志",
    "投稿",
    "船厂.txt",
    "林渡",
    "沈舟",
    "草稿",
    "扫描件",
    "essays",
)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration is looked for above
    folder = tmp_path / "results"
    write_results(named(), folder)
    write_report(named(), folder, ReportSettings(), Silent())
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


def pages(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_a_report_made_again_is_the_same_byte_for_byte(results: Path) -> None:
    before = pages(results)
    done = run(results)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Report: results/index.html\n"
    assert pages(results) == before


def test_the_language_is_the_one_asked_for(results: Path) -> None:
    for lang in ("en", "zh"):
        assert run(results / "results.json", "--lang", lang, "-o", lang).exit_code == 0
        index = Path(lang, "index.html").read_text("utf-8")
        assert CATALOGUES[lang]["report"] in index
    done = run(results, "--lang", "fr")
    assert done.exit_code == 2
    assert "choose one of en, zh" in done.stderr


def test_a_report_elsewhere_has_its_results_with_it(results: Path) -> None:
    assert run(results, "-o", "else", "--parquet").exit_code == 0
    for name in ("results.json", "texts.jsonl.gz", "documents.csv", "graph.graphml", "report.json", "matches.parquet"):
        assert Path("else", name).is_file(), name
    assert Path("else", "results.json").read_bytes() == (results / "results.json").read_bytes()


def test_what_has_no_page_is_named(results: Path) -> None:
    Path("dedup.toml").write_text("[report]\nmax_document_pages = 1\nmax_pair_pages = 1\n", "utf-8")
    done = run(results, "--json")
    told = json.loads(done.stdout)
    assert told == {**json.loads((results / "report.json").read_text("utf-8")), "files": ["results/index.html"]}
    written = {path.stem for path in (results / "documents").glob("*.html")}
    assert {f"{document:04d}" for document in told["left_out"]["documents"]} | written == {
        "0000",
        "0001",
        "0002",
        "0003",
    }
    assert len(told["left_out"]["pairs"]) == 3
    listed = "".join(path.read_text("utf-8") for path in results.rglob("*/*.html"))
    for match in read_results(results / "results.json").matches:
        assert (f'id="m{match.id}"' in listed) == (match.id not in told["left_out"]["matches"]), match.id
    assert "Without a place on its pages: 3 pairs" in run(results).stdout


def test_names_are_replaced_wherever_they_stand_and_texts_are_not(results: Path) -> None:
    assert run(results, "--anonymise", "-o", "nameless", "--lang", "en").exit_code == 0
    found = read_results(Path("nameless", "results.json"), with_texts=True)
    assert [document.text for document in found.documents] == [document.text for document in named().documents]
    assert [document.path for document in found.documents][:2] == ["document-0001.txt", "document-0002.txt"]
    said = found.matches[0].direction.evidence[0].detail
    assert said == "document-0002.txt names the title Document 1 of the other text, by Author 2"
    assert found.matches[0].reason.endswith("5 documents of the folder …")
    written = [Path("nameless", "results.json").read_text("utf-8"), Path("nameless", "pairs.csv").read_text("utf-8")]
    written.append(Path("nameless", "graph.graphml").read_text("utf-8"))
    for text in written:
        for name in NAMES:
            assert name not in text, name
    index = Path("nameless", "index.html").read_text("utf-8")
    assert "Document 1" in index and CATALOGUES["en"]["anonymised"] in index


def test_results_are_not_replaced_by_nameless_ones(results: Path) -> None:
    before = pages(results)
    for arguments in ((results, "--anonymise"), (results, "--anonymise", "-o", results)):
        done = run(*arguments)
        assert done.exit_code == 2
        assert "name another folder with -o" in done.stderr
    assert pages(results) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("notes/a.txt quotes it", "document-1.txt quotes it"),
        ("a.txts and notes/a.txt.", "a.txts and document-1.txt."),
        ("A page of the A-list, by A", "A page of the A-list, by A"),
        ("《路》与“路”不同，路人则否", "《T2》与“T2”不同，路人则否"),
        ("the cue On the long riv… stands", "the cue T1… stands"),
        ("On t… stands", "On t… stands"),
    ],
)
def test_a_name_is_replaced_where_it_stands_alone(text: str, expected: str) -> None:
    names = {"notes/a.txt": "document-1.txt", "a.txt": "document-1.txt", "On the long river": "T1", "路": "T2", "": "?"}
    assert Aliases(names)(text) == expected


def test_thousands_of_names_in_a_long_sentence_take_no_time() -> None:
    aliases = Aliases({f"中华条例第{number}号": f"文档 {number}" for number in range(5_000)})
    start = time.perf_counter()
    assert aliases("中华条例第77号" + "中华" * 100_000) == "文档 77" + "中华" * 100_000
    assert time.perf_counter() - start < 10


def test_one_document_in_one_file_needs_nothing_beside_it(results: Path) -> None:
    done = run(results, "--single-file", "投稿/下村见闻.docx", "-o", "one")
    assert done.stdout == "Report: one/report-0001.html\n"
    html = Path("one", "report-0001.html").read_text("utf-8")
    assert [path.name for path in Path("one").iterdir()] == ["report-0001.html"]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'(?:href|src)="([^"]*)"', re.sub(r"<script>.*?</script>", "", html, flags=re.S))
    assert {link for link in links if not link.startswith("#")} == {"data:,"}
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    for word in ("part.summary", "part.text", "part.pairs", "provenance"):
        assert CATALOGUES["zh"][word] in html
    assert named().corpus.digest in html


def test_the_policy_of_the_one_file_allows_its_own_style_and_script_only(results: Path) -> None:
    run(results, "--single-file", "1", "-o", "one", "--quiet")
    html = Path("one", "report-0001.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and "unsafe" not in policy[1] and "default-src &#39;none&#39;" in policy[1]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        content = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert len(content) == 1
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert f"{directive} &#39;sha256-{digest.replace('+', '&#43;')}&#39;" in policy[1].replace("+", "&#43;")


def test_a_document_that_is_not_there_is_refused_with_the_close_ones(results: Path) -> None:
    done = run(results, "--single-file", "水渠记")
    assert done.exit_code == 2
    assert "0: 村志/水渠记.txt" in done.stderr
    assert run(results, "--single-file", "99").exit_code == 2
    assert not list(results.glob("report-*.html"))


def test_one_nameless_file_may_stand_beside_the_results(results: Path) -> None:
    assert run(results, "--single-file", "0", "--anonymise").exit_code == 0
    html = (results / "report-0000.html").read_text("utf-8")
    body = html.split("<article", 1)[0]
    assert "文档 1" in body and "水渠记" not in body and "林渡" not in body


def test_where_no_browser_is_installed_printing_says_what_to_install(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pages(results)
    monkeypatch.setenv("PATH", "/nowhere")
    done = run(results, "--pdf")
    assert done.exit_code == 2
    assert "apt install chromium" in done.stderr
    assert pages(results) == before


def test_a_browser_that_hangs_is_ended_and_one_that_prints_nothing_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>page</p>", "utf-8")
    slow, idle = tmp_path / "slow", tmp_path / "idle"
    slow.write_text("#!/bin/sh\nsleep 60 &\nwait\n", "utf-8")
    idle.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    for script in (slow, idle):
        script.chmod(0o755)
    start = time.monotonic()
    with pytest.raises(DedupError, match="more than 1 seconds"):
        print_page(slow, page, tmp_path / "page.pdf", timeout_seconds=1)
    assert time.monotonic() - start < 20
    with pytest.raises(DedupError, match="did not print"):
        print_page(idle, page, tmp_path / "page.pdf")


@pytest.mark.skipif(not SUPPORTED, reason="each page is printed by a browser of its own")
def test_one_browser_for_many_pages_is_ended_where_it_hangs_stops_or_says_nothing_sensible(tmp_path: Path) -> None:
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text("<p>page</p>", "utf-8")
    scripts = {
        "sleep 60 & wait": "took too long",
        "exit 0": "the browser ended",
        """printf '{"id":1,"error":{"message":"no such thing"}}\\0' >&4; sleep 60""": "refused Target.createTarget",
    }
    for number, (script, said) in enumerate(scripts.items()):
        browser = tmp_path / f"browser-{number}"
        browser.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        browser.chmod(0o755)
        start = time.monotonic()
        with pytest.raises(DedupError, match=said):
            list(print_pages(browser, [(page, pdf)], timeout_seconds=1))
        assert time.monotonic() - start < 20
        assert not pdf.exists()


@pytest.mark.browser
def test_pages_are_printed_on_a4_with_numbers_and_a_running_title(results: Path) -> None:
    with chromium():
        pass  # skips where there is no browser
    done = run(results, "--pdf")
    assert done.exit_code == 0, done.stderr
    names = sorted(path.name for path in (results / "printed").iterdir())
    assert names == ["0000.pdf", "0001.pdf", "0002.pdf", "0003.pdf", "index.pdf"]
    index = pypdfium2.PdfDocument(results / "printed" / "index.pdf")
    for number, sheet in enumerate(index):
        width, height = sheet.get_size()
        assert (round(width), round(height)) == (595, 842)
        text = sheet.get_textpage().get_text_range()
        assert f"{number + 1} / {len(index)}" in text
        assert (CATALOGUES["zh"]["report"] in text) or number
    document = pypdfium2.PdfDocument(results / "printed" / "0000.pdf")
    assert len(document) >= 2
    assert "水渠记" in document[1].get_textpage().get_text_range()


@pytest.mark.browser
def test_the_summary_of_the_one_file_is_one_page_of_paper(results: Path) -> None:
    with chromium():
        pass
    assert run(results, "--single-file", "0", "--pdf").exit_code == 0
    printed = pypdfium2.PdfDocument(results / "report-0000.pdf")
    assert CATALOGUES["zh"]["part.summary"] in printed[0].get_textpage().get_text_range()
    assert CATALOGUES["zh"]["part.text"] in printed[1].get_textpage().get_text_range()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as launched:
        yield launched


@pytest.mark.browser
def test_the_one_file_works_alone_and_complains_of_nothing(browser: object, results: Path, tmp_path: Path) -> None:
    run(results, "--single-file", "0")
    alone = tmp_path / "alone"
    alone.mkdir()
    (results / "report-0000.html").rename(alone / "sent.html")
    with watched(browser) as found:
        found.page.goto((alone / "sent.html").as_uri())
        assert found.page.evaluate("document.documentElement.classList.contains('js')")
        assert found.page.evaluate("getComputedStyle(document.body).maxWidth") == "1216px"
        found.page.locator("article.text .n a[href^='#p']").first.click()
        target = found.page.evaluate("location.hash.slice(1)")
        assert found.page.locator(f"[id='{target}']").bounding_box()["y"] < 900
        assert found.complaints == []
