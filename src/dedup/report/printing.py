"""Pages as PDF, printed by a Chromium that is installed, without network and with an end to its patience."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dedup.errors import DedupError, MissingExtraError
from dedup.progress import Progress
from dedup.report.devtools import SUPPORTED, DevTools, StoppedError

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT_SECONDS: Final = 180.0
PRINTED: Final = "printed"
"""The folder for the PDF files of a whole report."""
STAGE: Final = "printing"
_ARGUMENTS: Final = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
_BY_PIPE: Final = ("--no-startup-window", "--remote-debugging-pipe")
"""Without the first: a window nobody sees, whose end takes the process of the first page with it."""
_ON_PAPER: Final = {"printBackground": True, "preferCSSPageSize": True, "generateDocumentOutline": True}


def find_browser() -> Path:
    """The browser to print with; raises ``MissingExtraError`` where none is installed."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise MissingExtraError(
        f"--pdf prints with Chromium or Chrome, and none of {', '.join(BROWSERS)} is on the PATH; install one "
        "(Debian, Ubuntu: apt install chromium), or open the report in any browser and print it to a PDF file"
    )


def print_report(browser: Path, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Print the first page and the pages of documents of the report in ``folder`` into its folder ``printed``."""
    pages = (folder / "index.html", *sorted((folder / "documents").glob("*.html")))
    (folder / PRINTED).mkdir(exist_ok=True)
    progress.stage(STAGE, len(pages))
    printed = []
    for pdf in print_pages(browser, [(page, folder / PRINTED / f"{page.stem}.pdf") for page in pages]):
        printed.append(pdf)
        progress.advance()
    return tuple(printed)


def print_pages(
    browser: Path, pages: Sequence[tuple[Path, Path]], timeout_seconds: float = TIMEOUT_SECONDS
) -> Iterator[Path]:
    """Print pages, each with the file it goes to, by one browser; raises ``DedupError`` where one cannot be printed."""
    if not SUPPORTED:
        yield from (print_page(browser, page, pdf, timeout_seconds) for page, pdf in pages)
        return
    with _profile() as profile, DevTools([*_command(browser, profile), *_BY_PIPE]) as running:
        for page, pdf in pages:
            try:
                pdf.write_bytes(_printed(running, page, time.monotonic() + timeout_seconds))
            except StoppedError as error:
                raise DedupError(f"{browser} did not print {page} in {timeout_seconds:.0f} seconds: {error}") from error
            yield pdf


def _printed(running: DevTools, page: Path, deadline: float) -> bytes:
    """One page in a tab of its own, which is closed again, so that a long report does not fill the memory."""
    target = running.call("Target.createTarget", deadline, url="about:blank")["targetId"]
    session = running.call("Target.attachToTarget", deadline, targetId=target, flatten=True)["sessionId"]
    running.call("Page.enable", deadline, session)
    running.forget()
    running.call("Page.navigate", deadline, session, url=page.resolve().as_uri())
    running.wait("Page.loadEventFired", deadline, session)
    data: str = running.call("Page.printToPDF", deadline, session, **_ON_PAPER)["data"]
    running.call("Target.closeTarget", deadline, targetId=target)
    return base64.b64decode(data)


def print_page(browser: Path, page: Path, pdf: Path, timeout_seconds: float = TIMEOUT_SECONDS) -> Path:
    """Print one page; raises ``DedupError`` where the browser gives none, or takes too long."""
    with _profile() as profile:
        pdf.unlink(missing_ok=True)
        arguments = (f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri())
        _run([*_command(browser, profile), *arguments], page, timeout_seconds)
    if not pdf.is_file() or not pdf.stat().st_size:
        raise DedupError(f"{browser} did not print {page}; open the page in a browser and print it from there")
    return pdf


@contextmanager
def _profile() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="dedup-print-", ignore_cleanup_errors=True) as folder:
        yield folder


def _command(browser: Path, profile: str) -> list[str]:
    """The browser without network; it refuses to run as root inside its sandbox, as programs in containers do."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [str(browser), *_ARGUMENTS, *(["--no-sandbox"] if as_root else []), f"--user-data-dir={profile}"]


def _run(command: Sequence[str], page: Path, timeout_seconds: float) -> None:
    """Run the browser in a session of its own, so that all its processes can be ended with it."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    try:
        process.wait(timeout_seconds)
    except subprocess.TimeoutExpired:
        raise DedupError(f"printing {page} took more than {timeout_seconds:.0f} seconds and was ended") from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
