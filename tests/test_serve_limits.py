"""dedup serve and what is bounded: time, places, reports, what stays on the disk; and how the command ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import dedup
from dedup.cli import serving as command
from dedup.cli.app import app
from served import OLD, OWN, index_of, serving, texts

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi")

from dedup.serving import desk as desk_module  # noqa: E402 - needs the extra
from dedup.serving.desk import Desk  # noqa: E402
from dedup.serving.faults import RefusedError  # noqa: E402
from dedup.serving.options import Options  # noqa: E402
from dedup.serving.reports import Reports  # noqa: E402
from dedup.serving.tasks import Task, names_apart, shown  # noqa: E402

SECONDS = 0.2


class Slow:
    """Stands for a process: checks what is called ``quick`` at once, and anything else never ends."""

    ended: list[str]

    def __init__(self, options: Options) -> None:
        self.ended = []
        self.working = ""

    async def start(self) -> None:
        pass

    async def check(self, task: Task) -> None:
        self.working = task.folder.name
        while task.folder.name != "quick":
            await asyncio.sleep(1)

    async def end(self) -> None:
        self.ended.append(self.working)


def on_desk(work: Callable[[Desk], Any], monkeypatch: pytest.MonkeyPatch, **options: Any) -> Any:
    async def run() -> Any:
        desk = Desk(Options(Path("none"), **{"timeout_seconds": SECONDS, **options}))
        desk.open()
        try:
            return await work(desk)
        finally:
            await desk.close()

    monkeypatch.setattr(desk_module, "Process", Slow)
    return asyncio.run(run())


def task(name: str) -> Task:
    return Task(Path(name), ())


async def outcome(desk: Desk, name: str) -> str:
    try:
        await desk.check(task(name))
    except RefusedError as refused:
        return refused.error
    return "done"


def test_a_check_that_takes_too_long_is_ended_and_its_place_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(desk: Desk) -> list[str]:
        return [await outcome(desk, name) for name in ("quick", "slow", "quick", "slow", "quick")]

    assert on_desk(work, monkeypatch) == ["done", "timeout", "done", "timeout", "done"]


def test_a_check_that_is_given_up_frees_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(desk: Desk) -> str:
        given_up = asyncio.create_task(desk.check(task("slow")))
        await asyncio.sleep(0.05)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        return await outcome(desk, "quick")

    assert on_desk(work, monkeypatch, timeout_seconds=60) == "done"


def test_so_many_wait_in_line_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(desk: Desk) -> list[str]:
        asked = [asyncio.create_task(outcome(desk, "slow")) for _ in range(2)]
        await asyncio.sleep(0.05)
        late = await outcome(desk, "quick")
        return [late, *(await asyncio.gather(*asked))]

    # the second waited as long as a check may take, and then either began or was told to come again
    assert on_desk(work, monkeypatch, jobs=1, waiting=1)[:2] == ["busy", "timeout"]


def test_reports_have_their_time_and_their_number(tmp_path: Path) -> None:
    now = [0.0]
    reports = Reports(Options(tmp_path, most_reports=2, report_seconds=60), clock=lambda: now[0])
    kept = [reports.put(Task(reports.new_folder(), ())) for _ in range(3)]
    assert len({each.id for each in kept}) == 3
    with pytest.raises(RefusedError):
        reports.get(kept[0].id)
    assert not kept[0].task.folder.exists()
    assert reports.get(kept[2].id) is kept[2]
    now[0] = 60.0
    reports.sweep()
    assert not any(each.task.folder.exists() for each in kept)
    reports.close()


def test_names_stay_readable_and_apart() -> None:
    assert len(shown("长" * 5000 + ".docx", 1)) <= 200
    assert shown("长" * 400 + ".docx", 1).endswith(".docx")
    assert shown("\n \t", 3) == "draft 3"
    assert [name for _, name in names_apart([(Path("1"), "a"), (Path("2"), "a"), (Path("3"), "b")])] == [
        "a",
        "a (2)",
        "b",
    ]


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where all temporary files of this process go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_draft_is_left_and_with_the_server_all_reports_go(tmp_path: Path, temporary: Path) -> None:
    with serving(index_of(tmp_path / "a.dedup", texts())) as url:
        draft = f"{OWN}{OLD}".encode()
        answer = httpx.post(f"{url}/api/check", files={"file": ("a.txt", draft)}, timeout=120, trust_env=False)
        assert answer.status_code == 200
        refused = httpx.post(f"{url}/api/check", files={"file": ("b.txt", b"\0" + draft)}, timeout=120, trust_env=False)
        assert refused.status_code == 415
        assert not [
            path for path in temporary.rglob("*") if path.is_file() and path.read_bytes() in (draft, b"\0" + draft)
        ]
        assert len(list(temporary.rglob("verdict.json"))) == 1
        assert all(path.stat().st_mode & 0o077 == 0 for path in temporary.iterdir())
    assert list(temporary.iterdir()) == []


def test_what_is_asked_to_be_kept_stays(tmp_path: Path, temporary: Path) -> None:
    keep = tmp_path / "kept"
    with serving(index_of(tmp_path / "a.dedup", texts()), keep=keep) as url:
        sent = {"text": f"{OWN}{OLD}", "name": "../../a.txt"}
        report = httpx.post(f"{url}/api/check", json=sent, timeout=120, trust_env=False).json()["report"]
        assert httpx.delete(f"{url}/api/reports/{report['id']}", trust_env=False).status_code == 204
    (folder,) = keep.iterdir()
    assert (folder / "drafts" / "01.txt").read_text(encoding="utf-8") == f"{OWN}{OLD}"
    assert json.loads((folder / "verdict.json").read_bytes())["verdict"] == "fail"
    assert (folder / "report" / "index.html").is_file()
    assert folder.stat().st_mode & 0o077 == 0


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command itself, on a free port."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "old.txt").write_text(OLD, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "dedup", "serve", "--against", "archive", "--port", "0", "--json"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(dedup.__file__).parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process, json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.communicate()


def ask_at_length(url: str) -> None:
    """Have a text checked that takes longer than a test has time for."""
    text = "".join(chr(0x4E00 + (n * n * 7919) % 20_000) for n in range(2_000_000))
    with contextlib.suppress(httpx.HTTPError):
        httpx.post(f"{url}/api/check", json={"text": text}, timeout=120, trust_env=False)


@pytest.mark.slow
@pytest.mark.parametrize("busy", [False, True])
def test_ctrl_c_stops_at_once_with_one_line_and_leaves_nothing(
    started: tuple[subprocess.Popen[str], str], tmp_path: Path, busy: bool
) -> None:
    process, url = started
    assert httpx.post(f"{url}/api/check", json={"text": OWN + OLD}, timeout=300, trust_env=False).status_code == 200
    if busy:
        threading.Thread(target=ask_at_length, args=(url,), daemon=True).start()
        time.sleep(2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - began < 5
    assert process.returncode == 130
    assert said == "dedup: interrupted\n"
    assert not list(tmp_path.glob("dedup-serve-*"))


def refusal(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["serve", *arguments])
    assert result.exit_code == 2
    return result.stderr


def test_what_cannot_be_served_is_told_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = str(index_of(tmp_path / "a.dedup", texts()))
    assert "--against" in refusal()
    assert "is not there" in refusal("--against", str(tmp_path / "none"))
    missing = refusal("--against", index, "--dismissals", str(tmp_path / "none.toml"))
    assert "none.toml" in missing
    assert "preset" in refusal("--against", index, "--preset", "none")
    assert "more than 0" in refusal("--against", index, "--max-megabytes", "0")
    assert "--keep" in refusal("--against", index, "--keep", index)
    assert "at least 1" in refusal("--against", index, "--timeout", "nan")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal("--against", index, "--port", str(port))
    assert f"port {port} of 127.0.0.1 is taken" in said
    assert "--port " in said.split("taken", 1)[1]
    assert "no such host" in refusal("--against", index, "--host", "no.such.host.invalid")
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "fastapi" else name)
    assert "pip install 'dedup[serve]'" in refusal("--against", index)


def test_the_description_can_be_had_without_an_archive() -> None:
    result = CliRunner().invoke(app, ["serve", "--openapi"])
    assert json.loads(result.stdout)["openapi"].startswith("3.")


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)])  # noqa: S104
def test_other_machines_are_let_in_only_when_asked_and_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, warned: bool
) -> None:
    from dedup.serving import running

    monkeypatch.setattr(running, "serve", lambda options, taken, started, debug: started())
    index = str(index_of(tmp_path / "a.dedup", texts()))
    result = CliRunner().invoke(app, ["serve", "--against", index, "--host", host, "--port", "0"])
    assert ("there is no password" in result.stderr) == warned
    assert "checks drafts against 3 documents" in result.stdout
