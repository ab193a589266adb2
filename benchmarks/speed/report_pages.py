"""How soon the first page of a report is seen, and how soon it answers, in an installed Chromium.

    python -m benchmarks.speed.report_pages REPORT [--repeats 7]

REPORT is the folder of a report. Each act is timed from the event to the frame that shows what it did. For comparison
the same run opens a page of one line, and does nothing on the report's page: what these take is the machine's.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.quality.tables import table
from benchmarks.speed.timing import machine

VIEW_TARGET_MS: Final = 1000
ACT_TARGET_MS: Final = 100
_EMPTY: Final = "<!doctype html><title>Nothing</title><p>One line."
_SEEN: Final = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const load = performance.getEntriesByType('navigation')[0];
  return [paint ? paint.startTime : NaN, load.loadEventEnd];
}"""
_TIMED: Final = """async (act) => {
  const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const fill = (box, text) => { box.value = text; box.dispatchEvent(new Event('input', { bubbles: true })); };
  const at = (selector) => document.querySelector(selector);
  const over = (node) => node?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  const box = at('.tools[data-for="table-documents"] input');
  const discs = [...document.querySelectorAll('.map .disc')];
  const acts = {
    nothing: () => {},
    'filter by a share': () => fill(box, 'reuse > 30 %'),
    'filter by a word': () => fill(box, '2'),
    'clear the filter': () => fill(box, ''),
    'click a bar of the histogram': () => at('.hist').dispatchEvent(new MouseEvent('click', { bubbles: true })),
    'sort by number': () => at('#table-documents thead th:nth-child(2) button').click(),
    'sort by name': () => at('#table-documents thead th:nth-child(1) button').click(),
    'show more rows': () => at('#documents .more-rows').click(),
    'filter the pairs': () => fill(at('.tools[data-for="table-pairs"] input'), 'reuse > 50 %'),
    'point at a disc': () => over(discs[Math.floor(discs.length / 2)]),
    'point at another': () => over(discs[0]),
    'enlarge the graph': () => at('[data-zoom="in"]')?.click(),
    'show all of the graph': () => at('[data-zoom="all"]')?.click(),
  };
  if (act === null) return Object.keys(acts);
  await settled();
  const start = performance.now();
  acts[act]();
  await settled();
  return performance.now() - start;
}"""


def views(browser: Any, page: Path, repeats: int) -> tuple[list[float], list[float]]:
    """Milliseconds to the first paint with content and to the end of loading, each in a browser context of its own."""
    seen = []
    for _ in range(repeats):
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        opened = context.new_page()
        opened.goto(page.resolve().as_uri())
        opened.wait_for_timeout(100)
        seen.append(opened.evaluate(_SEEN))
        context.close()
    return [paint for paint, _ in seen], [load for _, load in seen]


def acts(browser: Any, page: Path, repeats: int) -> Mapping[str, list[float]]:
    """Milliseconds that each act takes, in turn and again."""
    opened = browser.new_page(viewport={"width": 1300, "height": 900})
    opened.goto(page.resolve().as_uri())
    opened.wait_for_timeout(1500)  # what the page prepares while it is idle
    names = opened.evaluate(_TIMED, None)
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(repeats):
        for name in names:
            found[name].append(opened.evaluate(_TIMED, name))
    opened.close()
    return found


def report(rows: Mapping[str, tuple[list[float], int | None]]) -> str:
    """The table: medians, the slowest, and the target where there is one."""
    return table(
        ("what", "median ms", "slowest ms", "target ms"),
        [
            (name, f"{statistics.median(times):.0f}", f"{max(times):.0f}", "" if target is None else target)
            for name, (times, target) in rows.items()
        ],
    )


def main() -> None:
    """Measure the first page of a report."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.report_pages", description=__doc__.split("\n")[0])
    parser.add_argument("report", type=Path, metavar="REPORT")
    parser.add_argument("--repeats", type=int, default=7, metavar="N")
    asked = parser.parse_args()
    path = shutil.which("chromium") or shutil.which("google-chrome")
    index = asked.report / "index.html"
    print(machine("playwright") + f"; index.html {index.stat().st_size / 1e6:.1f} MB\n")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=path, args=["--disable-gpu"], chromium_sandbox=False)
        empty = Path(folder, "empty.html")
        empty.write_text(_EMPTY, "utf-8")
        reference, _ = views(browser, empty, asked.repeats)
        paint, load = views(browser, index, asked.repeats)
        done = acts(browser, index, asked.repeats)
        browser.close()
    rows: dict[str, tuple[list[float], int | None]] = {
        "first view of a page of one line": (reference, None),
        "first view of the report": (paint, VIEW_TARGET_MS),
        "all of it loaded": (load, None),
    }
    print(
        report({**rows, **{name: (each, ACT_TARGET_MS if name != "nothing" else None) for name, each in done.items()}})
    )


if __name__ == "__main__":
    main()
