"""What each part of the detection contributes: the benchmarks of quality with one part taken out at a time.

    python -m benchmarks.quality.ablation [--pan FOLDER] [--planted FOLDER[=GLOB] …] [--part NAME …]
        [--sample N] [--base N] [--whole] [--cases N] [--rounds N] [--seed S]

``--pan`` is a corpus in PAN's format, ``--planted`` a folder of prose, of which only files that match GLOB are used.
Reuse is planted once a folder, and each part scans the same plantings. Each scan is a process of its own; the kernels
of a part that is compiled into them are compiled once, a minute each. Printed is a table in Markdown for each
benchmark: plagdet by kind of obfuscation; recall by kind, precision, and how many clean texts are accused.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.quality.bases import choose_bases
from benchmarks.quality.parts import PARTS, Part
from benchmarks.quality.planned import Plan, planned
from benchmarks.quality.planted import scored
from benchmarks.quality.planted_report import Report
from benchmarks.quality.scanning import Scan, output_of, scan_by
from benchmarks.quality.tables import table


def output_without(part: Part, kernels: Path, *asked: str) -> str:
    """What ``ablated`` prints of a part."""
    own = {"NUMBA_CACHE_DIR": str(kernels / part.slug)} if part.constants else {}
    return output_of(["benchmarks.quality.ablated", part.slug, *asked], environment=own)


def pan_row(part: Part, folder: Path, sample: int | None, kernels: Path) -> dict[str, object]:
    """Plagdet of each folder of PAN, all scores over all of it, and the false alarms."""
    told = output_without(part, kernels, "pan", str(folder), *(["--sample", str(sample)] if sample else []))
    folders = json.loads(told)["folders"]
    row = {each["folder"]: each["score"]["plagdet"] for each in folders if each["score"]["cases"]}
    overall = {name: folders[-1]["score"][name] for name in ("recall", "precision", "granularity")}
    return {**row, **overall, "false alarms": folders[-1]["false_alarms"]}


def planted_row(part: Part, plan: Plan, kernels: Path) -> dict[str, object]:
    """Recall of each kind and of all, matches a found case, precision, clean texts accused."""

    def scan(texts: Sequence[str], number: int) -> Scan:
        return scan_by(lambda folder: output_without(part, kernels, "scan", str(folder)), texts)

    report: Report = scored(plan, scan)
    return {**{kind.kind: kind.recall for kind in report.kinds}, "all kinds": report.recall,
            "matches a case": report.matches, "precision": report.precision,
            "clean accused": report.clean_accused + report.sloganed_accused}  # fmt: skip


def rows_of(parts: Sequence[Part], row: Callable[[Part], dict[str, object]]) -> dict[str, dict[str, object]]:
    """A row for each part, which is named to stderr as its turn comes: it may take minutes."""
    rows = {}
    for part in parts:
        print(f"without {part.name}", file=sys.stderr, flush=True)
        rows[part.name] = row(part)
    return rows


def shown(title: str, rows: dict[str, dict[str, object]]) -> str:
    """Rows by what was taken out, as a table with its title."""
    heads = list(next(iter(rows.values())))
    cells = [[name, *(row.get(head) for head in heads)] for name, row in rows.items()]
    return f"\n{title}\n\n{table(['taken out', *heads], cells)}"


def plan_of(folder: str, asked: argparse.Namespace) -> Plan:
    """The plantings of FOLDER or FOLDER=GLOB."""
    name, _, pattern = folder.partition("=")
    bases = choose_bases(Path(name), asked.base, None, (pattern,) if pattern else (), whole=asked.whole)
    plan = planned(bases, cases=asked.cases, seed=asked.seed)
    *planted, slogans = plan.rounds
    return replace(plan, rounds=(*planted[: asked.rounds], slogans))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where a folder cannot be used, 3 where a scan fails."""
    asked = _parser().parse_args(arguments)
    parts = [part for part in PARTS if not asked.part or part.name in asked.part]
    with tempfile.TemporaryDirectory(prefix="dedup-ablation-") as scratch:
        kernels = Path(scratch)
        try:
            if asked.pan:
                rows = rows_of(parts, partial(pan_row, folder=asked.pan, sample=asked.sample, kernels=kernels))
                print(shown("PAN, plagdet", rows), flush=True)
            for folder in asked.planted:
                plan = plan_of(folder, asked)
                rows = rows_of(parts, partial(planted_row, plan=plan, kernels=kernels))
                print(shown(f"{plan.bases.language}, recall, {len(plan.rounds)} rounds", rows), flush=True)
        except (ValueError, OSError, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 3 if isinstance(error, RuntimeError) else 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.ablation", description="Scores with one part taken out at a time."
    )
    parser.add_argument("--pan", type=Path, metavar="FOLDER", help="an unpacked PAN text-alignment corpus")
    parser.add_argument("--planted", action="append", default=[], metavar="FOLDER[=GLOB]", help="a folder of prose")
    parser.add_argument("--part", action="append", choices=[part.name for part in PARTS], help="only these")
    parser.add_argument("--sample", type=int, help="pairs of each subfolder of PAN (default: all)")
    parser.add_argument("--base", type=int, help="texts to plant in (default: half of the folder, 60 to 600)")
    parser.add_argument("--whole", action="store_true", help="whole texts, also several of one subject")
    parser.add_argument("--cases", type=int, default=40, help="cases of each kind (default: 40)")
    parser.add_argument(
        "--rounds", type=int, help="rounds of planting at most, and one of slogans (default: what the cases take)"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed plants other cases (default: 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
