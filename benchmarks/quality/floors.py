"""Check the quality figures against pinned floors, on samples small enough for every change.

    python -m benchmarks.quality.floors [--data FOLDER] [--suite NAME …]
    python -m benchmarks.quality.floors --update [--lower "reason"]

The floors stand in ``floors.toml`` beside this file, with the digest of the data they hold for. ``--update`` measures
and tightens them. It loosens nothing unless ``--lower`` says why, and the reason is written beside the figure. A suite
whose data is not in FOLDER is passed over and said so; one named with --suite is then an error.

Exit codes: 0 all floors are met, 1 one is not, 2 other data than the pinned or none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.quality.floor_suites import Gathered, MissingDataError, Suite, all_suites
from benchmarks.quality.floor_table import Figure, Pinned, other_data, read_table, shortfalls, updated, write_table
from benchmarks.quality.tables import table

_HERE: Final = Path(__file__).resolve().parent
TABLE: Final = _HERE / "floors.toml"
DATA: Final = _HERE.parents[2] / "shared" / "data"

_MET, _MISSED, _UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one suite; ``pinned`` is its new entry in the table, if it was to be updated."""

    code: int
    pinned: Pinned | None = None


def main(arguments: Sequence[str] | None = None, suites: Sequence[Suite] | None = None) -> int:
    """Run from the command line; the exit code is that of the worst suite."""
    known = {suite.name: suite for suite in (all_suites() if suites is None else suites)}
    parser = _parser(list(known))
    asked = parser.parse_args(arguments)
    if asked.lower and not asked.update:
        parser.error("--lower goes with --update")
    pinned = read_table(asked.table)
    outcomes = {name: _run(known[name], pinned.get(name), asked) for name in asked.suite or known}
    code = max(outcome.code for outcome in outcomes.values())
    if asked.update and code == _MET:
        new = {name: outcome.pinned for name, outcome in outcomes.items() if outcome.pinned}
        write_table(asked.table, {**pinned, **new})
    elif asked.update:
        print(f"{asked.table.name} is left as it was", file=sys.stderr)
    return code


def _run(suite: Suite, pinned: Pinned | None, asked: argparse.Namespace) -> Outcome:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="dedup-floors-") as scratch:
        try:
            gathered = suite.gather(asked.data, Path(scratch))
        except MissingDataError as missing:
            print(f"{suite.name}: not run, {missing}", file=sys.stderr)
            return Outcome(_UNUSABLE if asked.suite else _MET)
        if not asked.update and (problem := _unusable(suite, pinned, gathered)):
            print(f"{suite.name}: {problem}", file=sys.stderr)
            return Outcome(_UNUSABLE)
        figures = gathered.measure()
    print(_show(suite, pinned, figures, time.perf_counter() - began))
    return _updated(suite, pinned, gathered, figures, asked.lower) if asked.update else _checked(suite, pinned, figures)


def _unusable(suite: Suite, pinned: Pinned | None, gathered: Gathered) -> str:
    if pinned is None:
        return "no floors are pinned; run with --update"
    if problem := other_data(pinned, gathered.digest, suite.options):
        return (f"{problem}; floors hold only for what they were measured on. Bring the data back, or pin "
                'new floors with --update --lower "why it changed"')  # fmt: skip
    return ""


def _checked(suite: Suite, pinned: Pinned | None, figures: Sequence[Figure]) -> Outcome:
    told = shortfalls(pinned, figures) if pinned else []
    for line in told:
        print(f"{suite.name}: {line}", file=sys.stderr)
    return Outcome(_MISSED if told else _MET)


def _updated(
    suite: Suite, pinned: Pinned | None, gathered: Gathered, figures: Sequence[Figure], reason: str
) -> Outcome:
    today = date.today().isoformat()
    try:
        return Outcome(_MET, updated(pinned, gathered.digest, gathered.files, suite.options, figures, reason, today))
    except ValueError as loosened:
        for line in str(loosened).splitlines():
            print(f"{suite.name}: {line}", file=sys.stderr)
        print(f'{suite.name}: nothing is lowered without a reason: --update --lower "reason"', file=sys.stderr)
        return Outcome(_MISSED)


def _show(suite: Suite, pinned: Pinned | None, figures: Sequence[Figure], seconds: float) -> str:
    bounds = pinned.bounds if pinned else {}
    rows: list[list[object]] = []
    for figure in figures:
        bound = bounds.get(figure.name)
        verdict = "" if bound is None or bound.met_by(figure.value) else "missed"
        rows.append(
            [figure.name, float(figure.value), bound.word if bound else "", bound.at if bound else None, verdict]
        )
    return f"{table([suite.name, 'measured', 'kind', 'bound', 'verdict'], rows)}\n{seconds:.1f} s\n"


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.floors", description="Check the quality figures against pinned floors."
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the archives (default: ../shared/data)")
    parser.add_argument("--suite", action="append", choices=names, help="only this one (default: all)")
    parser.add_argument("--update", action="store_true", help="measure and tighten the floors")
    parser.add_argument("--lower", default="", metavar="REASON", help="with --update: let floors fall, and say why")
    parser.add_argument("--table", type=Path, default=TABLE, help="the floors (default: floors.toml beside this file)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
