"""A corpus that tries to run scripts, to call home and to reorder the page: all of it is shown as text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from browsing import chromium, watched
from dedup.pipeline import scan
from dedup.progress import Silent
from dedup.report import write_report
from dedup.report.printing import find_browser, print_pages
from dedup.report.single_file import write_single_file
from dedup.report.wording import wording
from dedup.results import read_results, write_results
from dedup.settings import ReportSettings, Settings

pytestmark = pytest.mark.browser

SHARED = (
    "The ferry at Lower Alder runs on bells, not on clocks: one bell for goats, two for people, three for the doctor. "
    "When the rope froze in the winter of the long ice, the ferryman walked across and rang the bells on foot. "
)
HOSTILE = (
    "<script>alert(1)</script></script><script src='https://example.invalid/a.js'></script></style></title></textarea>\n"
    '<img src=x onerror="alert(2)"><svg onload=alert(3)><iframe src="https://example.invalid/"></iframe>\n'
    "[press](javascript:alert(4)) <a href='javascript:alert(5)'>press</a> <a href='data:text/html,<script>alert(6)'>\n"
    "<!-- ]]> {{ 7*7 }} {% raw %} ${7*7} \\u003cscript\\u003e <link rel=stylesheet href=//example.invalid/s.css>\n"
    "right\u202eot-left\u202c and \u2066isolated\u2069 and zero\u200bwidth, a bell\x07 and nothing¤at all\n"
)
NAMES = (
    "\"><img src=x onerror=alert('name')>.txt",
    "'; alert(8); '.txt",
    "new\nline <b>&amp;.txt",
    "turned\u202etxt.exe.txt",
)


def long_line() -> str:
    """A million characters without a line end, no two stretches alike."""
    dice = random.Random(7)  # noqa: S311 - a text, not a secret
    return "".join(chr(dice.randrange(0x4E00, 0x9F00)) for _ in range(1_000_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a real scan, the same once more without names, and one document in one file."""
    corpus, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("pages")
    for number, name in enumerate(NAMES):
        (corpus / name).write_text(f"Notes {number}\n\n{SHARED}{HOSTILE}{SHARED[::-1]}\n", encoding="utf-8")
    (corpus / "long.txt").write_text(f"{SHARED}{HOSTILE}{long_line()}", encoding="utf-8")
    (corpus / "<script>alert(9)</script".replace("/", "_")).with_suffix(".txt").write_bytes(
        b"\0\1\2 not a text \xff" * 99
    )
    result = scan([corpus], Settings(), jobs=1, progress=Silent())
    assert len(result.documents) == len(NAMES) + 1
    assert [skipped.reason for skipped in result.skipped] == ["binary"]
    # A reader of some format may let U+0000 through, though that of plain text does not.
    documents = tuple(replace(document, text=document.text.replace("¤", "\0")) for document in result.documents)
    result = replace(result, documents=documents)
    write_results(result, out)
    stored = read_results(out / "results.json", with_texts=True)
    for lang in ("en", "zh"):
        write_report(stored, out / lang, ReportSettings(), Silent(), lang=lang)
        for document in stored.documents:
            write_single_file(stored, document.id, out / lang / "single", ReportSettings(), wording(lang))
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_a_hostile_corpus_runs_or_asks_for_anything(browser: Any, folder: Path, lang: str) -> None:
    pages = sorted((folder / lang).rglob("*.html"))
    assert {page.parent.name for page in pages} == {lang, "documents", "pairs", "families", "single"}
    for path in pages:
        with watched(browser) as found:
            found.page.goto(path.as_uri())
            found.page.locator("body").press("n")
            assert found.page.locator("iframe, body img, [onerror], [onload], object, embed").count() == 0, path
            assert found.page.locator("a[href^='javascript:'], a[href^='data:'], a[href*='//example']").count() == 0
            assert found.complaints == [], path


def test_the_text_is_shown_as_it_stands_with_what_is_hidden_named(browser: Any, folder: Path) -> None:
    with watched(browser) as found:
        for path in sorted((folder / "en" / "documents").glob("*.html")):
            found.page.goto(path.as_uri())
            text = found.page.locator("article.text").inner_text()
            for piece in ("<script>alert(1)</script></script>", "</style></title></textarea>", "javascript:alert(4)"):
                assert piece in text, path
            for mark in ("RLO", "LRI", "ZWSP", "U+0007", "U+0000"):
                assert mark in text, path
            assert not {"\u202e", "\u2066", "\u200b", "\x07"} & set(text)


def test_file_names_are_shown_and_turn_nothing_around(browser: Any, folder: Path) -> None:
    with watched(browser) as found:
        found.page.goto((folder / "en" / "index.html").as_uri())
        words = found.page.locator("#documents").inner_text()
        assert "\"><img src=x onerror=alert('name')>.txt" in words
        assert "new⟨U+000A⟩line" in words or "new line" in words
        assert "turned⟨RLO⟩txt.exe.txt" in words
        assert "\u202e" not in found.page.content()


def test_both_texts_of_a_page_and_the_parts_of_a_file_show_it_too(browser: Any, folder: Path) -> None:
    with watched(browser) as found:
        for path, inside in (
            *((path, ".run") for path in sorted((folder / "en" / "pairs").glob("*.html"))),
            *((path, ".run, article.text") for path in sorted((folder / "zh" / "single").glob("*.html"))),
        ):
            found.page.goto(path.as_uri())
            for text in found.page.locator(inside).all_inner_texts():
                assert "<script>alert(1)</script></script>" in text.replace("\n", ""), path
                assert not {"\u202e", "\u2066", "\u200b", "\x07"} & set(text), path
            assert found.complaints == [], path


def test_hostile_pages_print_as_text(folder: Path, tmp_path: Path) -> None:
    """One of each kind; the pages with the long line are printed too, by their excerpts."""
    wanted = {}
    for path in sorted((folder / "en").rglob("*.html")):
        wanted.setdefault(path.parent.name, path)
    pages = [(path, tmp_path / f"{kind}.pdf") for kind, path in wanted.items()]
    for (_, pdf), printed in zip(pages, print_pages(find_browser(), pages), strict=True):
        document = pypdfium2.PdfDocument(pdf)
        words = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert printed == pdf
        assert "alert(" in words, pdf.name
        assert not {"\u202e", "\u2066", "\x07"} & set(words), pdf.name


def test_a_line_of_a_million_characters_opens(browser: Any, folder: Path) -> None:
    """Not how fast: that it opens at all, and that its matches can be reached."""
    for kind in ("documents", "single"):
        largest = max((folder / "en" / kind).glob("*.html"), key=lambda path: path.stat().st_size)
        with watched(browser) as found:
            found.page.goto(largest.as_uri(), timeout=60_000)
            assert found.page.locator("mark").count() > 0, kind
            assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
            assert found.complaints == [], kind
