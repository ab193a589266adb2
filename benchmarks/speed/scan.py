"""The whole command ``dedup scan`` on a folder of .txt files, beside the obvious datasketch pipeline.

    python -m benchmarks.speed.scan FOLDER [--first N] [--jobs N] [--repeats 1] [--sample 300]

Each is a process of its own, with its start, on a copy of the files. dedup reads, pairs, aligns, judges and writes
results and report; the reference (``benchmarks.speed.paragraphs``) reads and pairs paragraphs of a sample. They are
compared by characters a second.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.tables import table
from benchmarks.speed.processes import Usage, dedup_command, measure
from benchmarks.speed.timing import machine


@dataclass(frozen=True, slots=True)
class Run:
    """Runs of one command on the same files; ``found`` says in words what came out."""

    name: str
    documents: int
    characters: int
    found: str
    usages: tuple[Usage, ...]

    @property
    def wall_seconds(self) -> float:
        """Median wall time."""
        return statistics.median(usage.wall_seconds for usage in self.usages)

    @property
    def characters_a_second(self) -> float:
        """Of wall time."""
        return self.characters / self.wall_seconds


def first_files(folder: Path, count: int | None) -> list[Path]:
    """The first ``count`` .txt files by name (all without a count)."""
    return sorted(path for path in folder.rglob("*.txt") if path.is_file())[:count]


def copied(files: Sequence[Path], folder: Path, target: Path) -> Path:
    """``target`` with copies of ``files``, placed as they are in ``folder``."""
    for file in files:
        place = target / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return target


def run_dedup(folder: Path, workplace: Path, jobs: int | None, repeats: int) -> Run:
    """``dedup scan`` with results and report into an empty folder, ``repeats`` times."""
    usages = []
    for number in range(repeats):
        output = workplace / f"out-{number}"
        command = [dedup_command(), "scan", str(folder), "-o", str(output)]
        usages.append(measure([*command, "--jobs", str(jobs)] if jobs else command))
    results = json.loads((workplace / "out-0" / "results.json").read_text("utf-8"))
    corpus, matches, pairs = results["corpus"], len(results["matches"]), len(results["pairs"])
    return Run(
        "dedup scan",
        corpus["documents"],
        corpus["characters"],
        f"{matches:,} matches in {pairs:,} pairs of documents, aligned, with report",
        tuple(usages),
    )


def run_reference(folder: Path, repeats: int) -> Run:
    """The datasketch pipeline on the same footing."""
    usages = tuple(measure([sys.executable, "-m", "benchmarks.speed.paragraphs", str(folder)]) for _ in range(repeats))
    seen = json.loads(usages[0].output.splitlines()[-1])
    return Run(
        "datasketch pipeline",
        seen["documents"],
        seen["characters"],
        f"{seen['pairs']:,} pairs of {seen['paragraphs']:,} paragraphs",
        usages,
    )


def report(runs: Sequence[Run]) -> str:
    """The table; memory is the worst of the runs, times are medians."""
    heads = (
        "command",
        "documents",
        "characters",
        "wall s",
        "CPU s",
        "MiB",
        "MiB with workers",
        "characters/s",
        "found",
    )
    return table(heads, [_row(run) for run in runs])


def _row(run: Run) -> tuple[str, ...]:
    worst = max(run.usages, key=lambda usage: usage.tree_mib or usage.peak_mib)
    return (
        run.name,
        f"{run.documents:,}",
        f"{run.characters:,}",
        f"{run.wall_seconds:.1f}",
        f"{statistics.median(usage.cpu_seconds for usage in run.usages):.1f}",
        f"{max(usage.peak_mib for usage in run.usages):,.0f}",
        f"{worst.tree_mib:,.0f}" if worst.tree_mib else "-",
        f"{run.characters_a_second:,.0f}",
        run.found,
    )


def main() -> None:
    """Copy, measure, compare."""
    asked = _arguments()
    print(machine("datasketch", "numba", "numpy"))
    with tempfile.TemporaryDirectory(prefix="dedup-benchmark-") as name:
        workplace = Path(name)
        files = first_files(asked.folder, asked.first)
        if not files:
            sys.exit(f"{asked.folder}: no .txt file in it; name a folder of texts.")
        scanned = copied(files, asked.folder, workplace / "all")
        sample = copied(files[: asked.sample], asked.folder, workplace / "sample")
        reference = run_reference(sample, asked.repeats)
        run = run_dedup(scanned, workplace, asked.jobs, asked.repeats)
    walls = ", ".join(f"{usage.wall_seconds:.1f}" for usage in run.usages)
    print(f"Warm kernel caches if dedup has run here before; median of {asked.repeats} (dedup: {walls} s):\n")
    print(report([run, reference]))
    ratio = run.characters_a_second / reference.characters_a_second
    print(f"\nA character takes datasketch's pipeline {ratio:.1f} times as long as it takes dedup.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.scan", description=__doc__.split("\n")[0])
    positive: Callable[[str], int] = _positive
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--first", type=positive, metavar="N", help="scan only the first N files by name")
    parser.add_argument("--jobs", type=positive, metavar="N", help="cores for dedup; without it all")
    parser.add_argument("--repeats", type=positive, default=1, metavar="N")
    parser.add_argument("--sample", type=positive, default=300, metavar="N", help="files for the reference")
    return parser.parse_args()


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


if __name__ == "__main__":
    main()
