"""A whole scan's reading: order, isolation of bad files, and speed of starting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import reading_files as make

from dedup.model import Document, Skipped
from dedup.progress import Silent
from dedup.reading import find_files, read_all
from dedup.settings import ReadingSettings
from waiting import eventually

TEXT = "老磨坊的水轮早已停转，青苔爬满了木板，只有燕子每年春天还回到横梁上筑巢，把泥一口一口衔来。"


class Counting(Silent):
    def __init__(self) -> None:
        self.total: int | None = None
        self.steps = 0

    def stage(self, name: str, total: int | None = None) -> None:
        self.total = total

    def advance(self, steps: int = 1) -> None:
        self.steps += steps


def read_folder(
    folder: Path, *, jobs: int = 2, timeout_seconds: float = 60.0
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    settings = ReadingSettings(timeout_seconds=timeout_seconds)
    return read_all(find_files([folder], settings).files, settings, jobs=jobs, progress=Silent())


def fill(folder: Path) -> None:
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
        (folder / f"{number}.html").write_text(f"<h1>磨坊</h1><p>{TEXT}{number}</p>", encoding="utf-8")
        (folder / f"{number}.docx").write_bytes(make.docx(make.paragraph(f"{TEXT}{number}")))
        (folder / f"{number}.pdf").write_bytes(make.pdf([f"The mill stands still, number {number}."]))
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02")


def test_documents_are_numbered_in_the_order_of_their_paths_whatever_the_workers(tmp_path: Path) -> None:
    fill(tmp_path)
    documents, skipped = read_folder(tmp_path, jobs=2)
    assert [document.id for document in documents] == list(range(32))
    assert [document.path for document in documents] == sorted(document.path for document in documents)
    assert all(document.path[0] in document.text for document in documents)
    assert [(skip.path, skip.reason) for skip in skipped] == [("bad.docx", "malformed"), ("bad.txt", "binary")]
    assert read_folder(tmp_path, jobs=1) == (documents, skipped)


def test_what_a_worker_sends_is_what_reading_in_process_gives(tmp_path: Path) -> None:
    from dedup.reading import read_document

    (tmp_path / "a.pdf").write_bytes(make.pdf(["One page.", ""], image=True, info="/Title (Mill)"))
    (tmp_path / "b.html").write_text(f"<title>磨坊</title><form><h2>磨坊</h2>{TEXT}</form>", encoding="utf-8")
    documents, _ = read_folder(tmp_path)
    assert documents[0] == read_document(tmp_path / "a.pdf", "a.pdf", ReadingSettings())
    assert documents[1].text == read_document(tmp_path / "b.html", "b.html", ReadingSettings()).text
    assert documents[0].notices
    assert documents[1].headings


def test_progress_counts_every_file(tmp_path: Path) -> None:
    fill(tmp_path)
    settings, progress = ReadingSettings(), Counting()
    read_all(find_files([tmp_path], settings).files, settings, jobs=2, progress=progress)
    assert progress.total == progress.steps == 34


def test_no_files_are_no_documents() -> None:
    assert read_all((), ReadingSettings(), jobs=2, progress=Silent()) == ((), ())


# The parsers have no known crash to trigger, so these put a module in the place of one.


@pytest.fixture
def treacherous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of RTF files, and in the workers a parser that does what the file's last word says."""
    parser = tmp_path / "fake" / "striprtf"
    parser.mkdir(parents=True)
    (parser / "__init__.py").write_text("")
    (parser / "striprtf.py").write_text(
        "import os, signal, time\n"
        "def rtf_to_text(source, **rest):\n"
        "    if 'crash' in source: os.kill(os.getpid(), signal.SIGSEGV)\n"
        "    if 'hang' in source:\n"
        "        open(__file__ + '.pid', 'w').write(str(os.getpid()))\n"
        "        time.sleep(60)\n"
        "    if 'swell' in source: bytearray(1 << 36)\n"
        "    if 'print' in source: os.write(1, b'noise\\n'); print('more noise', flush=True)\n"
        "    return source\n"
    )
    monkeypatch.setattr(sys, "path", [str(parser.parent), *sys.path])
    folder = tmp_path / "files"
    folder.mkdir()
    for word in ("a-good", "b-crash", "c-hang", "d-swell", "e-print", "f-good"):
        (folder / f"{word}.rtf").write_text("{\\rtf1 " + word + "}")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_parser_that_crashes_hangs_swells_or_prints_costs_one_file(treacherous: Path, jobs: int) -> None:
    started = time.monotonic()
    documents, skipped = read_folder(treacherous, jobs=jobs, timeout_seconds=1.0)
    assert [document.path for document in documents] == ["a-good.rtf", "e-print.rtf", "f-good.rtf"]
    assert [(skip.path, skip.reason) for skip in skipped] == [
        ("b-crash.rtf", "malformed"),
        ("c-hang.rtf", "malformed"),
        ("d-swell.rtf", "malformed"),
    ]
    assert "crashed" in skipped[0].detail
    assert "timeout_seconds = 1" in skipped[1].detail
    assert "memory" in skipped[2].detail
    assert time.monotonic() - started < 20


@pytest.mark.skipif(sys.platform != "linux", reason="signals and process lists as Linux has them")
def test_ctrl_c_ends_the_reading_at_once_and_leaves_no_worker(treacherous: Path, tmp_path: Path) -> None:
    script = tmp_path / "scan.py"
    script.write_text(
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from dedup.progress import Silent\n"
        "from dedup.reading import find_files, read_all\n"
        "from dedup.settings import ReadingSettings\n"
        "s = ReadingSettings()\n"
        "print('ready', flush=True)\n"
        f"try: read_all(find_files([Path({str(treacherous)!r})], s).files, s, jobs=2, progress=Silent())\n"
        "except KeyboardInterrupt: print('interrupted', flush=True)\n"
    )
    scan = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0, text=True
    )
    assert scan.stdout is not None
    assert scan.stdout.readline() == "ready\n"
    note = tmp_path / "fake" / "striprtf" / "striprtf.py.pid"
    assert eventually(lambda: note.exists() and note.read_text() != "")
    started = time.monotonic()
    os.killpg(scan.pid, signal.SIGINT)
    out, err = scan.communicate(timeout=10)
    assert (out, err) == ("interrupted\n", "")
    assert time.monotonic() - started < 5
    assert eventually(lambda: not Path(f"/proc/{note.read_text()}").exists())


def test_reading_from_a_script_without_a_main_guard_works(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.html").write_text(f"<p>{TEXT}", encoding="utf-8")
    script = tmp_path / "scan.py"
    script.write_text(
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from dedup.progress import Silent\n"
        "from dedup.reading import find_files, read_all\n"
        "from dedup.settings import ReadingSettings\n"
        "s = ReadingSettings()\n"
        f"found = find_files([Path({str(folder)!r})], s).files\n"
        "print(len(read_all(found, s, jobs=2, progress=Silent())[0]))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_plain_text_needs_no_heavy_parser(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from dedup.reading import read_document\n"
        "from dedup.settings import ReadingSettings\n"
        f"read_document(Path({str(tmp_path / 'a.txt')!r}), 'a.txt', ReadingSettings())\n"
        "print(sorted({'lxml', 'trafilatura', 'pypdfium2', 'striprtf', 'charset_normalizer'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
