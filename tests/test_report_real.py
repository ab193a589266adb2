"""What a reader does with the pages of a real scan, in both languages: the sample corpus in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from browsing import Watched, chromium, watched
from dedup.model import Result
from dedup.pipeline import scan
from dedup.progress import Silent
from dedup.report import write_report
from dedup.report.printing import find_browser, print_pages
from dedup.report.single_file import write_single_file
from dedup.report.wording import wording
from dedup.settings import ReportSettings, Settings

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parent.parent
QUERIES = {"en": "reuse > 30 %", "zh": "复用 > 30 %"}
A4 = (595, 842)


@dataclass(frozen=True)
class Report:
    """The pages of a scan in one language; ``document`` has most steps of the waterfall, ``pair`` a long match."""

    lang: str
    result: Result
    folder: Path
    document: Path
    pair: Path
    family: Path
    single: Path

    @property
    def kinds(self) -> dict[str, Path]:
        named = {"document": self.document, "pair": self.pair, "family": self.family, "single": self.single}
        return {"overview": self.folder / "index.html", **named}


@pytest.fixture(scope="module")
def result() -> Result:
    return scan([ROOT / "corpus"], Settings(), jobs=1, progress=Silent())


@pytest.fixture(scope="module", params=["en", "zh"])
def report(request: pytest.FixtureRequest, result: Result, tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder, lang = tmp_path_factory.mktemp(request.param), request.param
    write_report(result, folder, ReportSettings(), Silent(), lang=lang)
    discounted = max(result.reuse, key=lambda reuse: (min(reuse.characters, reuse.discounted), reuse.document)).document
    sides = {(pair.left, pair.right): (pair.characters_of_left, pair.characters_of_right) for pair in result.pairs}
    left, right = max(sides, key=lambda key: (min(result.documents[id].characters for id in key), key))
    most = max(result.reuse, key=lambda reuse: (reuse.sources, reuse.document)).document
    return Report(
        lang,
        result,
        folder,
        folder / "documents" / f"{discounted:04d}.html",
        folder / "pairs" / f"{left:04d}-{right:04d}.html",
        max((folder / "families").glob("*.html"), key=lambda path: path.stat().st_size),
        write_single_file(result, most, folder / "single", ReportSettings(), wording(lang)),
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def found(browser: Any) -> Iterator[Watched]:
    """A page about which the console, the network and scripts have nothing to say."""
    with watched(browser) as opened:
        yield opened
        assert opened.complaints == []


def rows(page: Any) -> int:
    """How many documents the filter leaves, as the page counts them."""
    return int(page.locator('.tools[data-for="table-documents"] output').inner_text().split()[0])


def test_the_table_is_filtered_by_a_query_and_by_a_bar_and_sorted(found: Watched, report: Report) -> None:
    page, shares = found.page, [reuse.share for reuse in report.result.reuse]
    page.goto((report.folder / "index.html").as_uri())
    field = page.locator('.tools[data-for="table-documents"] input')
    field.fill(QUERIES[report.lang])
    assert rows(page) == sum(round(share, 3) > 0.3 for share in shares) > 0
    field.fill("")
    for number in range(10):
        inside = sum(number / 10 <= round(share, 3) < (number + 1) / 10 + (number == 9) for share in shares if share)
        page.locator(".hist").nth(number).click()
        assert rows(page) == inside, number
        page.locator(".hist").nth(number).click()
    assert rows(page) == len(shares)
    for times, order in ((1, "descending"), (2, "ascending")):
        head = page.locator("#table-documents thead th").nth(1)
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == order, times
        shown = page.locator("#table-documents tbody tr:visible td:nth-child(2)").all_inner_texts()
        counts = [int(text.replace(",", "")) for text in shown]
        assert counts == sorted(counts, reverse=order == "descending")


def test_a_document_is_opened_stepped_through_and_counted_anew(found: Watched, report: Report) -> None:
    page = found.page
    page.goto((report.folder / "index.html").as_uri())
    id = int(report.document.stem)
    reuse, characters = report.result.reuse[id], report.result.documents[id].characters
    page.locator('.tools[data-for="table-documents"] input').fill(report.result.documents[id].path)
    page.locator("#table-documents tbody tr:visible th a").first.click()
    page.wait_for_url(f"**/documents/{report.document.name}")
    card = page.locator(".card.reused dd")
    assert card.inner_text().startswith(f"{100 * reuse.share:.1f}")
    for box in page.locator('[name="step"]').all():
        box.uncheck()
    assert card.inner_text().startswith(f"{100 * reuse.waterfall.total / characters:.1f}")
    assert reuse.waterfall.total > reuse.characters
    page.locator(".reset").click()
    assert card.inner_text().startswith(f"{100 * reuse.share:.1f}")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.text') !== null")
    assert page.locator(".stepper output").inner_text().startswith("1 ")


SCROLLED = "(which) => document.querySelectorAll('.duo .column')[which].scrollTop"


def test_two_texts_scroll_together_until_they_are_not_to(found: Watched, report: Report) -> None:
    page = found.page
    page.set_viewport_size({"width": 1200, "height": 420})
    page.goto(report.pair.as_uri())
    page.wait_for_timeout(100)
    page.evaluate("document.querySelectorAll('.duo .column')[0].scrollTop = 1e6")
    page.wait_for_timeout(150)
    assert page.evaluate(SCROLLED, 0) > 0
    assert page.evaluate(SCROLLED, 1) > 0
    page.locator("input.linked").uncheck()
    before = page.evaluate(SCROLLED, 1)
    page.evaluate("document.querySelectorAll('.duo .column')[0].scrollTop = 0")
    page.wait_for_timeout(150)
    assert page.evaluate(SCROLLED, 1) == before


def test_the_keyboard_alone_leads_from_the_overview_to_both_texts(found: Watched, report: Report) -> None:
    page = found.page
    page.goto((report.folder / "index.html").as_uri())
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#documents input[type=search]')"):
            break
    page.keyboard.type(report.result.documents[int(report.document.stem)].path)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#table-documents tbody th a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*.html")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairs/*.html#m*")
    page.keyboard.press("s")
    assert page.locator(".duo.swapped").count() == 1
    page.keyboard.press("n")
    assert page.locator(".match-list .chip.here").count() == 1
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
def test_every_kind_of_page_opens_in_silence_and_fits(browser: Any, report: Report, scheme: str, width: int) -> None:
    for kind, path in report.kinds.items():
        with watched(browser, color_scheme=scheme) as opened:
            opened.page.set_viewport_size({"width": width, "height": 900})
            opened.page.goto(path.as_uri())
            assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
            ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (ground == "rgb(21, 23, 26)") == (scheme == "dark"), kind
            assert opened.complaints == [], kind


def test_the_comparisons_in_one_file_are_alive_each_for_itself(found: Watched, report: Report) -> None:
    page = found.page
    page.set_viewport_size({"width": 1200, "height": 420})
    page.goto(report.single.as_uri())
    parts = page.locator(".sheet.pair")
    assert parts.count() >= 2
    for part in parts.all():
        assert part.locator(".duo-switches").is_visible()
        columns = part.locator(".column")
        part.locator(".duo").scroll_into_view_if_needed()
        part.locator(".match-list .chip").last.click()
        assert part.locator(".match-list .chip.here").count() == 1
        assert part.locator(".hit.here").count() >= 2
        assert part.locator(".ribbons path").count() >= 1
        columns.nth(0).evaluate("(column) => { column.scrollTop = 0; }")
        page.wait_for_timeout(100)
        columns.nth(0).evaluate("(column) => { column.scrollTop = 1e6; }")
        page.wait_for_timeout(150)
        if columns.nth(0).evaluate("(column) => column.scrollTop") > 200:
            assert columns.nth(1).evaluate("(column) => column.scrollTop + column.clientHeight") > 0
    parts.nth(1).locator("button.swap").click()
    assert page.locator(".duo.swapped").count() == 1
    last = parts.nth(parts.count() - 1)
    last.locator(".duo").scroll_into_view_if_needed()
    page.keyboard.press("n")
    assert last.locator(".match-list .chip.here").count() == 1


def test_links_inside_one_file_lead_somewhere(found: Watched, report: Report) -> None:
    page = found.page
    page.goto(report.single.as_uri())
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"
        ".filter((href) => !href.startsWith('#') || !document.getElementById(href.slice(1)))"
    )
    assert lost == []


def test_every_kind_of_page_prints_on_numbered_a4(report: Report, tmp_path: Path) -> None:
    pages = [(path, tmp_path / f"{kind}.pdf") for kind, path in report.kinds.items()]
    for pdf in print_pages(find_browser(), pages):
        document = pypdfium2.PdfDocument(pdf)
        numbers = range(len(document))
        assert {tuple(map(round, document[number].get_size())) for number in numbers} == {A4}
        for number in numbers:
            # Some pages come back from the PDF with every character on a line of its own.
            words = "".join(document[number].get_textpage().get_text_range().split())
            assert f"{number + 1}/{len(document)}" in words, (pdf.name, number)
        document.close()
