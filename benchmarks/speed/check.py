"""Drafts checked against an index of many short documents: a folder of .txt files cut into pieces.

    python -m benchmarks.speed.check FOLDER [--documents 100000] [--drafts 1000] [--drafts-from FOLDER] [--commands 10]

Files are cut where a line begins with 第…条 (articles of laws), or every 200 characters where none does. The index has
``--documents`` pieces drawn at random; a draft is 3,000 characters of a file drawn at random, so most of what it says
stands in the index, which is the hard case. ``--drafts-from`` names a folder of other texts instead. ``--index FILE``
keeps the index, or takes one that is there. ``--no-text`` makes one without texts.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.processes import dedup_command, measure
from benchmarks.speed.timing import machine
from dedup.checking import Checker
from dedup.index import Index, add, calibrated
from dedup.model import Document
from dedup.settings import Settings

_ARTICLE = re.compile(r"(?m)^\s*(?=第[一二三四五六七八九十百零]+条)")
_PIECE = 200
_LEAST = 30
_DRAFT = 3000
_SEED = 7


def pieces(folder: Path) -> Iterator[Document]:
    """The pieces of all files, in order of their names."""
    for file in sorted(folder.rglob("*.txt")):
        text = file.read_text("utf-8", "replace")
        parts = _ARTICLE.split(text)
        if len(parts) == 1:
            parts = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        for number, part in enumerate(parts):
            if len(part.strip()) >= _LEAST:
                yield document(f"{file.stem}/{number:04d}.txt", part.strip())


def drafts(folder: Path, count: int, seed: int = _SEED) -> Iterator[Document]:
    """Stretches of files drawn at random."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    files = [file for file in sorted(folder.rglob("*.txt")) if file.stat().st_size > 4 * _DRAFT]
    for number in range(count):
        text = rng.choice(files).read_text("utf-8", "replace")
        start = rng.randrange(max(1, len(text) - _DRAFT))
        yield document(f"drafts/{number}.txt", text[start : start + _DRAFT])


def build(path: Path, folder: Path, documents: int, *, text: bool = True) -> float:
    """Make the index; seconds."""
    found = list(pieces(folder))
    random.Random(_SEED).shuffle(found)  # noqa: S311
    began = time.perf_counter()
    with Index.create(path, Settings().fingerprint, text=text) as index:
        add(index, found[:documents], lambda *_: None)
        calibrated(index, Settings())
    return time.perf_counter() - began


def in_process(path: Path, checked: list[Document]) -> tuple[list[float], list[float]]:
    """Wall and CPU seconds of each check in one process, after a first one that warms it."""
    walls, cpus = [], []
    with Index.open(path) as index:
        checker = Checker(index, Settings())
        checker.check(checked[:1])
        for draft in checked:
            wall, cpu = time.perf_counter(), time.process_time()
            checker.check([draft])
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
    return walls, cpus


def as_command(path: Path, checked: list[Document], place: Path) -> list[float]:
    """Wall seconds of ``dedup check`` with its start."""
    seconds = []
    for number, draft in enumerate(checked):
        file = place / f"{number}.txt"
        file.write_text(draft.text, "utf-8")
        usage = measure([dedup_command(), "check", str(file), "--against", str(path), "--json"], codes=(0, 1))
        seconds.append(usage.wall_seconds)
    return seconds


def main() -> None:
    """Build, measure, tell."""
    asked = _arguments()
    print(machine("numba", "numpy"))
    with tempfile.TemporaryDirectory(prefix="dedup-benchmark-") as name:
        path = asked.index or Path(name) / "index"
        if not path.exists():
            print(f"built in {build(path, asked.folder, asked.documents, text=not asked.no_text):.0f} s")
        with Index.open(path) as index:
            totals = index.totals()
        size = path.stat().st_size / 2**20
        print(f"{totals.documents:,} documents, {totals.characters:,} characters, {size:,.0f} MiB, "
              f"{size / totals.characters * 1e6:.1f} MiB a million characters")  # fmt: skip
        checked = list(drafts(asked.drafts_from or asked.folder, asked.drafts))
        walls, cpus = in_process(path, checked)
        print(
            f"in process: median {_ms(walls)}, 95 % below {_ms(walls, 0.95)}; of CPU {_ms(cpus)} and {_ms(cpus, 0.95)}"
        )
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
        if asked.commands:
            print(f"as a command: median {_ms(as_command(path, checked[: asked.commands], Path(name)))}")


def _ms(seconds: list[float], share: float = 0.5) -> str:
    value = statistics.median(seconds) if share == 0.5 else sorted(seconds)[int(share * (len(seconds) - 1))]
    return f"{value * 1000:.0f} ms"


def document(path: str, text: str) -> Document:
    """A text under a path, as if it had been read from a file."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(0, path, None, "txt", "utf-8", None, None, digest, text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.check", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=100_000, metavar="N")
    parser.add_argument("--drafts", type=int, default=1000, metavar="N")
    parser.add_argument("--drafts-from", type=Path, metavar="FOLDER", help="drafts of other texts than the index has")
    parser.add_argument("--commands", type=int, default=10, metavar="N", help="drafts checked as commands of their own")
    parser.add_argument("--no-text", action="store_true", help="make an index that keeps no texts")
    parser.add_argument("--index", type=Path, metavar="FILE", help="where to keep the index")
    return parser.parse_args()


if __name__ == "__main__":
    main()
