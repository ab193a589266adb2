"""Two texts compared in process, again and again, as a program would: pairs of files cut to a length.

    python -m benchmarks.speed.compare FOLDER [--pairs 20] [--characters 5000] [--rounds 3]

The first so many .txt files by name that are long enough, each with the next. One comparison goes before, for the
kernels. Printed is how long the middle and the slowest pair took, each by its median over the rounds.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.speed.timing import machine, medians
from dedup import compare


def beginnings(folder: Path, characters: int) -> Iterator[str]:
    """The beginning of each file that has as many characters, in order of their names."""
    for file in sorted(folder.rglob("*.txt")):
        text = file.read_text("utf-8", "replace")
        if len(text) >= characters:
            yield text[:characters]


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.compare", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder of .txt files")
    parser.add_argument("--pairs", type=int, default=20, metavar="N")
    parser.add_argument("--characters", type=int, default=5000, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    asked = parser.parse_args()
    texts = list(islice(beginnings(asked.folder, asked.characters), 2 * asked.pairs))
    if len(texts) < 2:
        parser.error(f"{asked.folder} has no two .txt files of {asked.characters} characters")
    print(machine("numba", "numpy"))
    compare(texts[0], texts[1])
    pairs = {str(at): partial(compare, texts[at], texts[at + 1]) for at in range(0, len(texts) - 1, 2)}
    milliseconds = [1000 * seconds for seconds in medians(pairs, asked.rounds).values()]
    print(f"{len(pairs)} pairs of texts of {asked.characters:,} characters: median "
          f"{statistics.median(milliseconds):.0f} ms, slowest {max(milliseconds):.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
