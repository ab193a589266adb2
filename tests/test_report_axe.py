"""Every kind of page under axe-core, light and dark, in both languages; and what the keyboard meets on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import chromium, watched
from dedup.model import Result
from dedup.pipeline import scan
from dedup.progress import Silent
from dedup.report import write_report
from dedup.report.single_file import write_single_file
from dedup.report.wording import wording
from dedup.settings import ReportSettings, Settings

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parent.parent
OF_EACH_KIND = 3
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def result() -> Result:
    return scan([ROOT / "corpus"], Settings(), jobs=1, progress=Silent())


@pytest.fixture(scope="module", params=["en", "zh"])
def report(request: pytest.FixtureRequest, result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    write_report(result, folder, ReportSettings(), Silent(), lang=request.param)
    most = max(result.reuse, key=lambda reuse: (reuse.waterfall.total, reuse.document))
    write_single_file(result, most.document, folder / "single", ReportSettings(), wording(request.param))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


def kinds(report: Path) -> dict[str, list[Path]]:
    """Pages by the folder they stand in: of each kind the largest, which hold most of what may be there."""
    found: dict[str, list[Path]] = {}
    for path in sorted(report.rglob("*.html"), key=lambda path: (-path.stat().st_size, path.name)):
        found.setdefault(path.parent.relative_to(report).as_posix(), []).append(path)
    return {kind: paths[:OF_EACH_KIND] for kind, paths in found.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_kind_of_page(browser: Any, report: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    pages = kinds(report)
    assert {".", "documents", "families", "pairs", "single"} == set(pages)
    findings = []
    for kind, paths in pages.items():
        for path in paths:
            with watched(browser, color_scheme=scheme) as found:
                found.page.goto(path.as_uri())
                violations = axe.run(found.page).response["violations"]
            findings += [
                (kind, path.name, item["id"], item["impact"], [node["target"] for node in item["nodes"][:3]])
                for item in violations
                if item["impact"] in SERIOUS
            ]
    assert not findings, "\n".join(map(str, findings))


FOCUSED = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const filled = [...at.querySelectorAll('*'), at].some((node) => getComputedStyle(node).strokeWidth !== '1px');
  const box = at.getBoundingClientRect();
  return [at.tagName, at.outerHTML.slice(0, 80), ringed || filled, box.width > 0 && box.height > 0];
}"""


def test_what_has_the_focus_is_seen(browser: Any, report: Path) -> None:
    """The first stops of the tab key on each kind of page: something visible, with a ring or a mark around it."""
    for paths in kinds(report).values():
        with watched(browser) as found:
            found.page.goto(paths[0].as_uri())
            for _ in range(15):
                found.page.keyboard.press("Tab")
                tag, html, marked, seen = found.page.evaluate(FOCUSED)
                if tag == "BODY":
                    break
                assert marked and seen, (paths[0], html)


def test_every_page_has_a_language_a_title_one_main_and_a_way_past_its_head(browser: Any, report: Path) -> None:
    for paths in kinds(report).values():
        with watched(browser) as found:
            found.page.goto(paths[0].as_uri())
            assert found.page.locator("html").get_attribute("lang") in ("en", "zh-Hans")
            assert found.page.title().strip()
            assert found.page.locator("main").count() == 1
            found.page.keyboard.press("Tab")
            found.page.keyboard.press("Enter")
            goal = found.page.evaluate("location.hash.slice(1)")
            assert found.page.locator(f"[id='{goal}']").count() == 1
            ids = found.page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
            assert len(ids) == len(set(ids)), paths[0]
            assert found.complaints == []
