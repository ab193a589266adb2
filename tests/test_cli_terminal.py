"""The real process: its start, a terminal, a pipe, and Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dedup.cli.progress import TerminalProgress

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")

TESTS = Path(__file__).resolve().parent
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": f"{TESTS.parent / 'src'}{os.pathsep}{TESTS}",
    "TERM": "xterm",
    "COLUMNS": "100",
    "PYTHONUNBUFFERED": "",
}
HELP_SECONDS = 0.3


def dedup(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dedup", *arguments]


def fake_scan(kind: str, *arguments: str) -> list[str]:
    return [sys.executable, str(TESTS / "cli_fakes.py"), kind, "scan", "essays", *arguments]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "essays").mkdir()
    (tmp_path / ".git").mkdir()
    return tmp_path


def watch(command: list[str], folder: Path, **variables: str) -> tuple[subprocess.Popen[bytes], int]:
    """The process with a terminal for its stderr, and the terminal's other end."""
    terminal, stderr = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=stderr, env={**ENVIRONMENT, **variables}
    )
    os.close(stderr)
    return process, terminal


def read_until(terminal: int, words: bytes, seconds: float = 20) -> bytes:
    """What the terminal got, until ``words`` are among it."""
    seen, end = b"", time.monotonic() + seconds
    while words not in seen and time.monotonic() < end:
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
    return seen


def test_help_answers_at_once() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run(dedup("--help"), env=ENVIRONMENT, capture_output=True, check=True)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) <= HELP_SECONDS


def test_help_loads_no_stage() -> None:
    code = "import sys; from dedup.cli.app import app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, check=True, text=True
    ).stdout.split()
    assert "dedup.cli.app" in loaded
    assert not {"numpy", "numba", "rich", "duckdb", "networkx", "dedup.pipeline"} & set(loaded)


def test_the_progress_bar_names_the_stage_after_a_second_and_goes_away(here: Path) -> None:
    process, terminal = watch(fake_scan("slow"), here)
    seen = read_until(terminal, b"alignment")
    assert b"reading" in seen and b"alignment" in seen
    assert b"/85" in seen + read_until(terminal, b"/85")
    process.send_signal(signal.SIGINT)
    rest = read_until(terminal, b"nothing written")
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert b"dedup: interrupted, nothing written\r\n" in rest
    assert b"Traceback" not in rest
    assert sorted(path.name for path in here.iterdir()) == [".git", "essays"]


def test_a_stage_without_a_total_forgets_the_one_before() -> None:
    progress = TerminalProgress()
    progress.stage("alignment", total=10)
    progress.advance(4)
    progress.stage("writing")
    [task] = progress._bar.tasks
    assert (task.description, task.completed, task.total) == ("writing", 0, None)


def test_a_short_scan_shows_no_bar(here: Path) -> None:
    process, terminal = watch(fake_scan("quick"), here)
    out, _ = process.communicate(timeout=20)
    seen = read_until(terminal, b"never")
    assert process.returncode == 0
    assert b"Report:" in out
    assert b"reading" not in seen and b"/" not in seen


def test_no_color_is_respected(here: Path) -> None:
    process, terminal = watch(fake_scan("slow"), here, NO_COLOR="1")
    seen = read_until(terminal, b"alignment")
    process.kill()
    process.communicate()
    assert b"alignment" in seen
    assert b"\x1b[3" not in seen and b"\x1b[9" not in seen  # the codes that set a colour


def test_a_pipe_gets_no_bar(here: Path) -> None:
    process = subprocess.Popen(
        fake_scan("slow"), cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert (out, error) == (b"", b"dedup: interrupted, nothing written\n")


def test_a_reader_that_goes_away_is_no_failure_to_explain(here: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        fake_scan("quick", "--json"),
        cwd=here,
        stdout=writing,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        timeout=20,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_encoding_without_chinese_is_no_failure(here: Path) -> None:
    plain = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(fake_scan("quick"), cwd=here, env=plain, capture_output=True, timeout=20, check=True)
    assert rb"\u7532.txt" in done.stdout
    asked = subprocess.run(
        fake_scan("quick", "--json"), cwd=here, env=plain, capture_output=True, timeout=20, check=True
    )
    assert json.loads(asked.stdout.decode("utf-8"))["documents"][0]["path"] == "甲.txt"


def test_the_version_is_told() -> None:
    done = subprocess.run(dedup("--version"), env=ENVIRONMENT, capture_output=True, check=True, text=True)
    assert done.stdout.startswith("dedup ")


_TOLD = [("--version",), ("--help",), ("scan", "--help")]


@pytest.mark.parametrize("asked", _TOLD, ids=" ".join)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_help_and_version_that_cannot_be_written_are_a_failure_in_one_line(asked: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            dedup(*asked), stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, check=False, timeout=60
        )
    assert (done.returncode, done.stderr) == (3, "dedup: failed: OSError: [Errno 28] No space left on device\n")


@pytest.mark.parametrize("asked", _TOLD, ids=" ".join)
def test_help_and_version_that_nobody_reads_end_as_any_command_does(asked: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        dedup(*asked), stdout=writing, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False, timeout=60
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_command_ends_at_once_and_leaves_nothing_undone() -> None:
    code = "\n".join((
        "import atexit, sys",
        "from dedup.cli.exits import leave",
        "atexit.register(lambda: print('registered'))",
        "class Slow:",
        "    def __del__(self): print('freed')",
        "held = Slow()",
        "print('said', end=' ')",
        "leave(3)",
    ))  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "said registered\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_output_that_is_lost_at_the_end_is_no_success() -> None:
    code = "import sys\nfrom dedup.cli.exits import leave\nprint('said')\nleave(0)\nsys.exit(0)"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, check=False
        )
    assert (done.returncode, "No space left" in done.stderr) == (120, True)
