"""Chromium for tests of pages: what it asks for, says and runs is kept, so that a test can insist on silence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Any]:
    """The installed browser, driven by Playwright; the test is skipped where either is missing."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=ARGUMENTS, chromium_sandbox=False)
        yield launched
        launched.close()


@dataclass
class Watched:
    """A page and everything about it that a reader would not want: dialogs, console lines, errors, requests."""

    page: Any
    complaints: list[str] = field(default_factory=list)


@contextmanager
def watched(browser: Any, **options: Any) -> Iterator[Watched]:
    """A page whose complaints are kept; only the disk and ``data:`` addresses may be asked for."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, **options)
    page = context.new_page()
    found = Watched(page)
    keep = found.complaints.append
    page.on("console", lambda message: keep(f"console: {message.text}"))
    page.on("pageerror", lambda error: keep(f"error: {error}"))
    page.on("dialog", lambda dialog: (keep(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file://", "data:")) else keep(f"request: {request.url}"),
    )
    yield found
    context.close()
