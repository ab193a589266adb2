"""The report in a real browser, from the disk, as its reader opens it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import factories
from dedup.model import Match, Result, Side, Span
from dedup.progress import Silent
from dedup.report import write_report
from dedup.settings import ReportSettings

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def many() -> Result:
    """So many documents and pairs that their tables are paged."""
    text = "The same sentence stands in all of them, word for word. "
    documents = tuple(factories.document(id, text + f"{id} " * id, f"notes/{id:03d}.txt") for id in range(300))
    span = Span(0, len(text))
    matches = tuple(Match(id, Side(0, span), Side(id + 1, span), "verbatim", 1.0, 90.0 + id) for id in range(299))
    return factories.result(documents, matches)


RESULTS = {"english": factories.english, "chinese": factories.chinese, "many": many}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, make in RESULTS.items():
        write_report(make(), folder / name, ReportSettings(), Silent())
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=ARGUMENTS, chromium_sandbox=False)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails its test when the console complains or a request leaves the disk."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda request: None if request.url.startswith(("file://", "data:")) else complaints.append(request.url),
    )
    yield opened
    context.close()
    assert complaints == []


def names(page: Any, table: str) -> list[str]:
    return page.locator(f"{table} tbody tr:visible th:first-child :is(a > bdi, th > bdi)").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["english", "chinese"])
def test_every_page_opens_with_its_style_and_script_and_fits_the_window(
    page: Any, reports: Path, name: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in sorted((reports / name).rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1216px"
        assert page.evaluate("document.documentElement.classList.contains('js')")
        for width in (1200, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path.name, width)


def test_tables_sort_both_ways_and_say_so(page: Any, reports: Path) -> None:
    page.goto((reports / "english" / "index.html").as_uri())
    table = "#table-documents"
    head = page.locator(f"{table} thead th").nth(1)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page, table)[0] == "Trench firing"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(page, table)[0] == "herons.txt"
    page.locator(f"{table} thead th").nth(0).locator("button").press("Enter")
    assert names(page, table) == sorted(names(page, table), key=str.casefold)
    assert head.get_attribute("aria-sort") is None


def test_tables_filter_by_name_and_share_and_count(page: Any, reports: Path) -> None:
    page.goto((reports / "english" / "index.html").as_uri())
    tools = page.locator('.tools[data-for="table-documents"]')
    tools.locator("input").fill("VALLEY")
    assert names(page, "#table-documents") == ["Jars of the lower valley"]
    assert tools.locator("output").inner_text() == "1 of 5"
    tools.locator("input").fill("")
    tools.locator('select[data-field="share"]').select_option("0.5")
    assert names(page, "#table-documents") == ["Jars of the lower valley", "Trench firing"]


def test_long_tables_are_paged_and_nothing_is_lost(page: Any, reports: Path) -> None:
    page.goto((reports / "many" / "index.html").as_uri())
    assert len(names(page, "#table-pairs")) == 25
    page.emulate_media(media="print")
    assert len(names(page, "#table-pairs")) == 299
    page.emulate_media(media="screen")
    while page.locator("#pairs .more-rows").is_visible():
        page.locator("#pairs .more-rows").click()
    assert len(names(page, "#table-pairs")) == 299
    page.locator('.tools[data-for="table-pairs"] input').fill("notes/299")
    assert page.locator("#table-pairs tbody tr:visible").count() == 1


def test_a_marked_passage_tells_its_sources_and_leads_to_them(page: Any, reports: Path) -> None:
    page.goto((reports / "english" / "documents" / "0000.html").as_uri())
    page.locator("mark", has_text="A trench holds heat").click()
    assert page.locator(".pop li").count() == 2
    assert "Seed corn" in page.locator(".pop").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".pop").count() == 0
    page.locator("mark", has_text="A trench holds heat").click()
    page.locator(".pop .go").first.click()
    page.wait_for_url("**/pairs/0000-0001.html#m0")


def test_keys_lead_from_match_to_match(page: Any, reports: Path) -> None:
    page.goto((reports / "english" / "documents" / "0000.html").as_uri())
    found = []
    for key in ("n", "n", "p"):
        page.keyboard.press(key)
        found.append(page.evaluate("document.activeElement.id"))
    assert found == ["m0", "m1", "m0"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairs/0000-0001.html#m0")


def test_everything_can_be_read_without_script(browser: Any, reports: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((reports / "many" / "index.html").as_uri())
    assert len(names(page, "#table-pairs")) == 299
    assert page.locator(".tools:visible").count() == 0
    page.goto((reports / "chinese" / "documents" / "0000.html").as_uri())
    page.locator(".text .n a").first.click()
    page.wait_for_url("**/pairs/0000-0001.html#m0")
    context.close()


def test_pages_print(page: Any, reports: Path) -> None:
    for name in ("index.html", "documents/0000.html", "pairs/0000-0001.html"):
        page.goto((reports / "chinese" / name).as_uri())
        assert page.pdf(format="A4")[:5] == b"%PDF-"
        page.emulate_media(media="print")
        assert page.locator(".tools:visible, .sections:visible").count() == 0
        page.emulate_media(media="screen")


CONTRAST = """() => {
  const channel = (c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const parse = (s) => (s.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *:not(svg *):not(option)')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) faint.push([node.className || node.tagName, node.textContent.slice(0, 20), ratio.toFixed(2)]);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_wcag_aa(page: Any, reports: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in sorted((reports / "english").rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate(CONTRAST) == [], path.name
