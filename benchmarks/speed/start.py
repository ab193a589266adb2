"""How long until the first answer: the help, a small scan, and the first scan ever.

    python -m benchmarks.speed.start [--repeats 10] [--cold 1]

The small scan is of five texts made from a seed that share a paragraph, so that no stage is idle. The first scan ever
has an empty folder for compiled kernels: numba compiles them, which later runs do not repeat.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.quality.tables import table
from benchmarks.speed.processes import Usage, dedup_command, measure
from benchmarks.speed.texts import small_essays
from benchmarks.speed.timing import machine

_FILES = 5
_SEED = 1
HELP_TARGET_SECONDS = 0.3
SCAN_TARGET_SECONDS = 3.0


def write_essays(folder: Path) -> Path:
    """Five small texts in ``folder``."""
    folder.mkdir(parents=True)
    for number, essay in enumerate(small_essays(_FILES, _SEED)):
        (folder / f"essay-{number}.txt").write_text(essay, "utf-8")
    return folder


def helped(repeats: int) -> list[Usage]:
    """``dedup --help``."""
    return [measure([dedup_command(), "--help"]) for _ in range(repeats)]


def scanned(essays: Path, workplace: Path, kernels: Path, repeats: int) -> list[Usage]:
    """Scans of the five texts with compiled kernels kept in ``kernels``."""
    command = [dedup_command(), "scan", str(essays), "-o", str(workplace / "out")]
    return [measure(command, {"NUMBA_CACHE_DIR": str(kernels)}) for _ in range(repeats)]


def report(rows: list[tuple[str, list[Usage], float | None]]) -> str:
    """The table: medians, the slowest, and the target where there is one."""
    return table(
        ("command", "runs", "median wall s", "slowest s", "CPU s", "target s"),
        [
            (
                name,
                len(usages),
                f"{statistics.median(usage.wall_seconds for usage in usages):.2f}",
                f"{max(usage.wall_seconds for usage in usages):.2f}",
                f"{statistics.median(usage.cpu_seconds for usage in usages):.2f}",
                "" if target is None else f"{target:.1f}",
            )
            for name, usages, target in rows
        ],
    )


def main() -> None:
    """Measure all three; the cold scans fill the folder that the warm ones find."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.start", description=__doc__.split("\n")[0])
    parser.add_argument("--repeats", type=int, default=10, metavar="N")
    parser.add_argument("--cold", type=int, default=1, metavar="N", help="first scans, each with an empty folder")
    asked = parser.parse_args()
    print(machine("numba", "llvmlite", "typer") + "\n")
    with tempfile.TemporaryDirectory(prefix="dedup-benchmark-") as name:
        workplace = Path(name)
        essays = write_essays(workplace / "essays")
        kernels = [workplace / f"kernels-{number}" for number in range(max(1, asked.cold))]
        cold = [scanned(essays, workplace, folder, 1)[0] for folder in kernels]
        warm = scanned(essays, workplace, kernels[0], asked.repeats)
    rows = [
        ("dedup --help", helped(asked.repeats), HELP_TARGET_SECONDS),
        (f"dedup scan of {_FILES} small files", warm, SCAN_TARGET_SECONDS),
        ("the same, kernels not yet compiled", cold, None),
    ]
    print(report(rows))


if __name__ == "__main__":
    main()
