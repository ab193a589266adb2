"""Directions between different texts that are dated: statutes that share wording.

    python -m benchmarks.direction.different FOLDER [--every N] [--first N] [--json]

FOLDER holds statutes named ``title(YYYY-MM-DD).txt``, with the dates of their making and amendments in their heads.
Every n-th file by name is scanned, from the given one on; dedup is told no dates. Judged are pairs of texts of
different titles of which one had its last date before the first date of the other: it cannot have taken anything from
that. The date of the last amendment alone is no truth: a law is cited for years before it is amended. A pair may still
have its passage from a third text; what is stated of such a pair is right by luck, in one of two.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.direction.verdicts import Verdict, curve, score, show_curve, show_scores
from benchmarks.quality.tables import as_json, table
from dedup.errors import InputError
from dedup.expressions import expression
from dedup.model import Document, Result
from dedup.pipeline import scan
from dedup.settings import Settings

_NAME: Final = expression(r"(?:.*__)?(.+?)\((\d{4})-(\d\d)-(\d\d)\)\.txt$")
_DATE: Final = expression(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_HEAD: Final = 600  # characters in which the dates of a statute stand


@dataclass(frozen=True, slots=True)
class Dated:
    """A statute's title and the first and the last of its dates, as (year, month, day)."""

    title: str
    first: tuple[int, ...]
    last: tuple[int, ...]


def dated(document: Document) -> Dated | None:
    """What the name and the head of a document tell; ``None`` where only one of them has a date."""
    name = _NAME.match(document.path.rpartition("/")[2])
    inside = [tuple(map(int, found.groups())) for found in _DATE.finditer(document.text, 0, _HEAD)]
    if name is None or not inside:
        return None
    dates = [*inside, tuple(map(int, name.groups()[1:]))]
    return Dated(name[1], min(dates), max(dates))


def judged(result: Result) -> list[Verdict]:
    """The verdicts on pairs of which one text is wholly earlier than the other."""
    known = {document.id: dated(document) for document in result.documents}
    verdicts = []
    for pair in result.pairs:
        left, right = known[pair.left], known[pair.right]
        if left and right and left.title != right.title and (left.last < right.first or right.last < left.first):
            verdicts.append(Verdict("different texts", pair.direction, left.last < right.first))
    return verdicts


def show(verdicts: Sequence[Verdict]) -> str:
    """The tables: all together, the calibration curve of the decided, and each kind of evidence by itself."""
    decided = [one for one in verdicts if one.decided]
    return "\n\n".join((show_scores([score("pairs", verdicts)]), show_curve(curve(decided)), _kinds(verdicts)))


def _kinds(verdicts: Sequence[Verdict]) -> str:
    told = [(item, one.left_is_source) for one in verdicts for item in one.direction.evidence if item.log_odds]
    rows = []
    for kind in sorted({item.kind for item, _ in told}):
        right = [(item.log_odds > 0) == left for item, left in told if item.kind == kind]
        strength = [abs(item.log_odds) for item, _ in told if item.kind == kind]
        rows.append((kind, len(right), sum(right) / len(right), sum(strength) / len(strength)))
    return table(("evidence", "pairs", "right", "mean log-odds"), rows)


def measure(files: Iterable[Path]) -> list[Verdict]:
    """Scan the files and judge."""
    return judged(scan(list(files), Settings()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder cannot be used."""
    asked = _parser().parse_args(arguments)
    files = sorted(asked.folder.rglob("*.txt"), key=lambda path: path.name)[asked.first :: asked.every]
    try:
        verdicts = measure(files or [asked.folder])
    except (OSError, InputError) as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json([asdict(one) for one in verdicts]) if asked.json else show(verdicts))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.direction.different", description="Score directions between different dated texts."
    )
    parser.add_argument("folder", type=Path, help="a folder of statutes with dates in their names and heads")
    parser.add_argument("--every", type=int, default=1, help="scan every n-th file by name (default: all)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first file (default: 0)")
    parser.add_argument("--json", action="store_true", help="write all verdicts as JSON instead of tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
