"""Pages as PDF, printed by a Chromium that is installed, without network and with an end to its patience."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dedup.errors import DedupError, MissingExtraError
from dedup.progress import Progress

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
    progress.stage(STAGE, len(pages))
    (folder / PRINTED).mkdir(exist_ok=True)
    printed = []
    for page in pages:
        printed.append(print_page(browser, page, folder / PRINTED / f"{page.stem}.pdf"))
        progress.advance()
    return tuple(printed)


def print_page(browser: Path, page: Path, pdf: Path, timeout_seconds: float = TIMEOUT_SECONDS) -> Path:
    """Print one page; raises ``DedupError`` where the browser gives none, or takes too long."""
    with tempfile.TemporaryDirectory(prefix="dedup-print-", ignore_cleanup_errors=True) as profile:
        command = [
            str(browser),
            *_ARGUMENTS,
            *_sandbox(),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf.resolve()}",
            page.resolve().as_uri(),
        ]
        pdf.unlink(missing_ok=True)
        _run(command, page, timeout_seconds)
    if not pdf.is_file() or not pdf.stat().st_size:
        raise DedupError(f"{browser} did not print {page}; open the page in a browser and print it from there")
    return pdf


def _sandbox() -> Sequence[str]:
    """Chromium refuses to run as root inside its sandbox, as programs in containers do."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


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
