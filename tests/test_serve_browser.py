"""dedup serve as its user meets it: from a pasted text to the report, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from browsing import Watched, chromium, watched
from served import ENGLISH, OLD, OWN, index_of, serving, texts

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
MOST = 300_000
HOSTILE = "<script>alert('name')</script>.txt"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    index = index_of(tmp_path_factory.mktemp("browser") / "a.dedup", texts())
    with serving(index, most_bytes=MOST) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


@contextmanager
def visiting(browser: Any, url: str, path: str = "/", **options: Any) -> Iterator[Watched]:
    """A page of the server; fails where the page complains or asks anybody else for anything."""
    with watched(browser, **{"locale": "en-US", **options}) as found:
        found.page.goto(url + path)
        yield found
        elsewhere = [each for each in found.complaints if not each.startswith(f"request: {url}/")]
        assert elsewhere == []


def checked(page: Any, text: str) -> None:
    page.get_by_label("Paste a text").or_(page.get_by_label("粘贴文字")).fill(text)
    page.locator("button.main").click()
    page.wait_for_url("**/checks/*", timeout=120_000)


def test_a_pasted_text_leads_to_its_verdict_and_its_report(browser: Any, url: str) -> None:
    with visiting(browser, url) as found:
        page = found.page
        checked(page, f"{OWN}\n{OLD}")
        assert "Fail" in page.locator("h1").inner_text()
        assert page.locator(".rules li").count() == 2
        assert "river/mill.txt" in page.locator(".rules").inner_text()
        address = page.url
        page.locator(".worst li").first.get_by_role("link").click()
        page.wait_for_url("**/api/reports/*/pairs/*.html#m*")
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1216px"
        assert page.evaluate("document.documentElement.classList.contains('js')")
        page.goto(address)
        page.get_by_role("link", name="This draft with its passages marked").click()
        assert page.locator("mark").count() >= 1
        page.goto(address)
        page.get_by_role("link", name="The full report").click()
        page.wait_for_url("**/index.html")
        page.goto(address)
        page.get_by_role("button", name="Remove this report now").click()
        page.wait_for_url(f"{url}/")
        assert page.request.get(address).status == 404


def test_a_text_of_its_own_passes_in_chinese_too(browser: Any, url: str) -> None:
    with visiting(browser, url, locale="zh-CN", color_scheme="dark") as found:
        checked(found.page, OWN)
        assert "通过" in found.page.locator("h1").inner_text()
        assert "粘贴的文字" in found.page.locator(".eyebrow").inner_text()
        found.page.get_by_role("link", name="English").click()
        assert "Pass" in found.page.locator("h1").inner_text()
        found.page.goto(url)
        assert found.page.locator("html").get_attribute("lang") == "en"


DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: 'text/plain' }));
  for (const kind of ['dragover', 'drop']) {
    document.querySelector('h1').dispatchEvent(
      new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def test_a_dropped_file_is_checked_and_a_hostile_name_is_only_shown(browser: Any, url: str) -> None:
    with visiting(browser, url) as found:
        page = found.page
        page.evaluate(DROP, [HOSTILE, f"{ENGLISH}\n{ENGLISH.upper()}<img src=x onerror=alert(1)>"])
        assert HOSTILE in page.locator("#chosen").inner_text()
        page.locator("button.main").press("Enter")
        page.wait_for_url("**/checks/*", timeout=120_000)
        assert HOSTILE in page.locator(".eyebrow").inner_text()
        page.get_by_role("link", name="This draft with its passages marked").click()
        assert "script>.txt" in page.locator("h1").inner_text()
        page.goto(f"{url}/archive")
        assert "<script>alert('title')</script>" in page.locator("table").inner_text()
        page.get_by_role("link", name="<script>").click()
        assert page.locator("article").inner_text().strip() == OWN[::-1]
        assert page.locator("img, iframe, main script").count() == 0


def test_what_is_refused_is_said_on_the_page(browser: Any, url: str, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "large.txt").write_text("字" * MOST, encoding="utf-8")
    with watched(browser, locale="en-US") as found:
        page = found.page
        page.goto(url)
        for action, said in (
            (None, "Paste a text or choose a file first."),
            ("large.txt", "at most 0.3 MB"),
            ("a.bin", "This is not a text. a.bin: "),
        ):
            if action:
                page.get_by_label("Or choose files").set_input_files(tmp_path / action)
            page.locator("button.main").click()
            page.locator("#said", has_text=said).wait_for(timeout=120_000)
        assert page.locator("button.main").is_enabled()
        assert page.url == f"{url}/"


def test_a_check_can_be_stopped(browser: Any, url: str) -> None:
    with visiting(browser, url) as found:
        page = found.page
        page.route("**/api/check*", lambda route: None)  # an answer that never comes
        page.get_by_label("Paste a text").fill(OWN)
        page.locator("button.main").click()
        page.locator("#running", has_text="Checking").wait_for()
        page.get_by_role("button", name="Stop").click()
        page.locator("#progress").wait_for(state="hidden")
        assert page.locator("#said").inner_text() == ""


def test_all_can_be_done_by_the_keyboard(browser: Any, url: str) -> None:
    with visiting(browser, url) as found:
        page, stops = found.page, []
        for _ in range(7):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        assert stops == ["Skip to content", "Check a draft", "Archive", "中文", "text", "file", "Check"]
        page.locator("#text").focus()
        page.keyboard.insert_text(OLD)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/checks/*", timeout=120_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_axe_finds_nothing_serious_and_pages_fit_a_phone(browser: Any, url: str, locale: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visiting(browser, url, locale=locale, color_scheme=scheme) as found:
        page = found.page
        checked(page, OWN.replace("膝上", "膝\u200b上") + OLD)
        number = page.request.get(f"{url}/api/archive?q=mill").json()["documents"][0]["number"]
        for address in (page.url, url, f"{url}/archive", f"{url}/archive?q=nothing", f"{url}/archive/{number}"):
            page.goto(address)
            violations = [item for item in axe.run(page).response["violations"] if item["impact"] in SERIOUS]
            assert not violations, (address, [(item["id"], item["nodes"][0]["target"]) for item in violations])
            assert page.locator("main").count() == page.locator("h1").count() == 1
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            page.set_viewport_size({"width": 1200, "height": 900})


def test_a_page_of_another_site_cannot_have_a_draft_checked(browser: Any, url: str, tmp_path: Path) -> None:
    """A form on a page from the disk, whose origin is not the server's."""
    form = f'<form id="f" method="post" enctype="multipart/form-data" action="{url}/check"><input name="text"></form>'
    (tmp_path / "foreign.html").write_text(form)
    with watched(browser) as found:
        found.page.goto((tmp_path / "foreign.html").as_uri())
        with found.page.expect_response("**/check") as answered:
            found.page.evaluate("document.getElementById('f').submit()")
        assert answered.value.status == 403
