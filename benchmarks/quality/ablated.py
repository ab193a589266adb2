"""Detection with a part taken out, in a process of its own: what ``ablation`` runs.

    NUMBA_CACHE_DIR=…/closer-look python -m benchmarks.quality.ablated closer-look scan FOLDER
    python -m benchmarks.quality.ablated sounds pan FOLDER [--sample N]

``scan`` prints the results of a scan as JSON, ``pan`` the scores of the PAN benchmark.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.quality import pan
from benchmarks.quality.parts import PARTS, taken_out
from benchmarks.quality.tables import as_json
from dedup.pipeline import scan
from dedup.results import to_json
from dedup.workers import available_cores


def main() -> None:
    """Run from the command line."""
    parts = {part.slug: part for part in PARTS}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.ablated", description=__doc__.split("\n")[0])
    parser.add_argument("part", choices=parts)
    parser.add_argument("what", choices=("scan", "pan"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, help="pairs of each subfolder of PAN (default: all)")
    asked = parser.parse_args()
    with taken_out(parts[asked.part]) as settings:
        if asked.what == "scan":
            told = to_json(scan([asked.folder], settings))
        else:
            report = pan.measure(asked.folder, settings, jobs=available_cores(), sample=asked.sample)
            told = as_json(asdict(report))
    sys.stdout.buffer.write(told.encode("utf-8"))


if __name__ == "__main__":
    main()
