"""Plant reuse of known kinds in any folder of prose, scan it, and score what is found.

    python -m benchmarks.quality.planted FOLDER [--base N] [--cases N] [--seed S] [--language zh|en|auto]
        [--include GLOB …] [--whole] [--clean FOLDER …] [--in-process] [--keep DIR] [--show N] [--json]

FOLDER holds texts in any format that dedup reads. The N texts that share least with the others are the base; about
--cases passages of each kind are planted in them, in as many rounds (each a fresh planting and a scan of its own) as
it takes. ``benchmarks.quality.kinds`` says what the kinds and their lengths are, ``planted_scores`` what is counted.
The same folder, options and seed plant the same texts. A folder named with --clean is scanned as it stands, and its
texts with a counted match to another are the ones accused.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.quality.bases import Bases, choose_bases, read_texts
from benchmarks.quality.planned import Plan, Scanner, planned
from benchmarks.quality.planted_report import CleanScore, Report, report_of, show
from benchmarks.quality.planted_scores import score_round
from benchmarks.quality.scanning import Found, Scan, scan_texts
from benchmarks.quality.tables import as_json


def measure(
    bases: Bases, *, cases: int, seed: int, in_process: bool, keep: Path | None = None, clean: Sequence[Path] = ()
) -> Report:
    """Plant, scan and score until each kind has about ``cases`` cases, at most 16 rounds."""

    def scan(texts: Sequence[str], number: int) -> Scan:
        place = None if keep is None else keep / f"round-{number}"
        return scan_texts(texts, in_process=in_process, keep=place)

    plan = planned(bases, cases=cases, seed=seed)
    negatives = [score_clean(folder, in_process=in_process) for folder in clean]
    return scored(plan, scan, negatives)


def scored(plan: Plan, scan: Scanner, negatives: Sequence[CleanScore] = ()) -> Report:
    """Scan and score the rounds of a plan."""
    scans = [scan(planted.texts, number) for number, planted in enumerate(plan.rounds)]
    rounds = [
        (planted, score_round(planted, done.found, plan.own)) for planted, done in zip(plan.rounds, scans, strict=True)
    ]
    return report_of(plan.bases, rounds, plan.unmeasured, negatives, sum(done.seconds for done in scans))


def score_clean(folder: Path, *, in_process: bool) -> CleanScore:
    """Scan a folder that is known, or taken, to hold no reuse."""
    named = read_texts(folder)
    texts = list(named.values())
    counted = [match for match in scan_texts(texts, in_process=in_process).found if match.counted and not match.inside]
    accused = {number for match in counted for number in (match.left, match.right)}
    return CleanScore(folder.name, len(texts), len(accused), tuple(_told(match, list(named)) for match in counted))


def _told(match: Found, names: Sequence[str]) -> str:
    left, right = match.left_span, match.right_span
    return (f"{names[match.left]} {left.start}-{left.end}, {names[match.right]} {right.start}-{right.end}, "
            f"{match.bits:.0f} bits")  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder cannot be used, 3 where a scan fails."""
    asked = _parser().parse_args(arguments)
    try:
        language = None if asked.language == "auto" else asked.language
        bases = choose_bases(asked.folder, asked.base, language, tuple(asked.include), whole=asked.whole)
        report = measure(bases, cases=asked.cases, seed=asked.seed, in_process=asked.in_process, keep=asked.keep,
                         clean=asked.clean)  # fmt: skip
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 3
    print(as_json(asdict(report)) if asked.json else show(report, asked.show))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.planted", description="Score on reuse planted in a folder of prose."
    )
    parser.add_argument("folder", type=Path, help="a folder of prose in formats that dedup reads")
    parser.add_argument("--base", type=int, help="texts to use, those with least reuse (default: half, 60 to 600)")
    parser.add_argument("--include", action="append", default=[], help="globs of files to use (default: all)")
    parser.add_argument("--whole", action="store_true", help="whole texts, also several of one subject")
    parser.add_argument("--cases", type=int, default=40, help="cases of each kind (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="another seed plants other cases (default: 1)")
    parser.add_argument("--language", choices=("zh", "en", "auto"), default="auto", help="texts to use (default: auto)")
    parser.add_argument("--clean", type=Path, action="append", default=[], help="a folder without reuse, scanned as is")
    parser.add_argument("--in-process", action="store_true", help="scan without starting the command: for quick turns")
    parser.add_argument("--keep", type=Path, help="leave the planted texts in this folder")
    parser.add_argument("--show", type=int, default=0, help="list so many of the worst misses and false alarms")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table, with all misses and alarms")
    return parser


if __name__ == "__main__":
    sys.exit(main())
