"""Takes pictures of each kind of page of the sample report, in both languages, light and dark.

    python tools/make_screenshots.py [FOLDER]    # docs/images without FOLDER

Needs the development environment (Playwright) and an installed Chromium. The texts are those in corpus/.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dedup.model import Result
from dedup.pipeline import scan
from dedup.progress import Silent
from dedup.report import write_report
from dedup.report.single_file import write_single_file
from dedup.report.wording import wording
from dedup.settings import ReportSettings, Settings

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1300, 900
LANGUAGES = ("zh", "en")
SCHEMES = ("light", "dark")
KINDS = ("documents", "pairs", "families")


def main() -> None:
    """Scan the sample once, write its report in each language, and take the pictures."""
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    goal.mkdir(parents=True, exist_ok=True)
    result = scan([ROOT / "corpus"], Settings(), progress=Silent())
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            report = Path(folder, language)
            pages = dict(write_pages(result, report, language))
            for path in photographed(pages, goal, language):
                print(path)


def write_pages(result: Result, report: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Each kind of page with the one of it that shows most: the first page, the fullest document, pair and passage."""
    write_report(result, report, ReportSettings(), Silent(), lang=language)
    yield "overview", report / "index.html"
    for kind in KINDS:
        pages = sorted((report / kind).glob("*.html"), key=lambda path: (-path.stat().st_size, path.name))
        if pages:
            yield kind.removesuffix("s") if kind != "families" else "family", pages[0]
    fullest = max(result.reuse, key=lambda reuse: (reuse.characters, -reuse.document)).document
    yield "single-file", write_single_file(result, fullest, report / "single", ReportSettings(), wording(language))


def photographed(pages: dict[str, Path], goal: Path, language: str) -> Iterator[Path]:
    """Take one picture a page and colour scheme, of what a window shows first."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        raise SystemExit("no Chromium is installed; install it (Debian, Ubuntu: apt install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--disable-gpu"], chromium_sandbox=False)
        for scheme in SCHEMES:
            for kind, page in pages.items():
                yield _picture(browser, page, goal / f"{kind}-{language}-{scheme}.png", scheme)
        browser.close()


def _picture(browser: Any, page: Path, path: Path, scheme: str) -> Path:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.screenshot(path=str(path))
    context.close()
    return path


if __name__ == "__main__":
    main()
