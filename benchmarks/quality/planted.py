"""Plant reuse of known kinds in any folder of prose, scan it, and score what is found.

    python -m benchmarks.quality.planted FOLDER [--base N] [--cases N] [--seed S] [--language zh|en|auto]
        [--include GLOB …] [--clean FOLDER …] [--in-process] [--keep DIR] [--show N] [--json]

FOLDER holds texts in any format that dedup reads. The N texts that share least with the others are the base; about
--cases passages of each kind are planted in them, in as many rounds (each a fresh planting and a scan of its own) as
it takes. ``benchmarks.quality.kinds`` says what the kinds and their lengths are, ``planted_scores`` what is counted.
The same folder, options and seed plant the same texts. A folder named with --clean is scanned as it stands, and its
texts with a counted match to another are the ones accused.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.quality.bases import Bases, choose_bases, read_texts, without
from benchmarks.quality.cases import Planted
from benchmarks.quality.genuine import genuine
from benchmarks.quality.kinds import KINDS, Kind, kinds_for
from benchmarks.quality.lexicon import Lexicon, lexicon_of
from benchmarks.quality.planted_report import CleanScore, Report, report_of, show
from benchmarks.quality.planted_scores import RoundScore, score_round
from benchmarks.quality.planting import plant, sloganed_texts
from benchmarks.quality.scanning import Found, scan_texts
from benchmarks.quality.slogans import choose_slogans
from benchmarks.quality.tables import as_json
from dedup.model import Span

_MOST_ROUNDS: Final = 16


def measure(
    bases: Bases, *, cases: int, seed: int, in_process: bool, keep: Path | None = None, clean: Sequence[Path] = ()
) -> Report:
    """Plant, scan and score until each kind has about ``cases`` cases, at most 16 rounds."""
    texts = [base.text for base in bases.chosen]
    untouched = scan_texts(texts, in_process=in_process).found
    own = genuine(untouched, texts, bases.language)
    chosen = without(bases.chosen, [side for match in untouched for side in match.sides])
    lexicon = lexicon_of(texts, bases.language)
    kinds = kinds_for(lexicon)
    rounds: list[tuple[Planted, RoundScore]] = []
    seconds = 0.0
    while len(rounds) < _MOST_ROUNDS and (agenda := _agenda(kinds, rounds, cases)):
        planted = _planted(replace(bases, chosen=chosen), agenda, lexicon, seeded(seed, len(rounds)))
        scan = scan_texts(planted.texts, in_process=in_process, keep=keep and keep / f"round-{len(rounds)}")
        rounds.append((planted, score_round(planted, scan.found, own)))
        seconds += scan.seconds
    unmeasured = [kind.name for kind in KINDS if kind not in kinds]
    negatives = [score_clean(folder, in_process=in_process) for folder in clean]
    return report_of(bases, rounds, unmeasured, negatives, seconds)


def seeded(seed: int, number: int) -> Random:
    """Random numbers of one round; a string as the seed gives the same ones on any machine."""
    return Random(f"{seed}/{number}")  # noqa: S311 - chooses places, keeps no secret


def score_clean(folder: Path, *, in_process: bool) -> CleanScore:
    """Scan a folder that is known, or taken, to hold no reuse."""
    named = read_texts(folder)
    texts = list(named.values())
    counted = [match for match in scan_texts(texts, in_process=in_process).found if match.counted and not match.inside]
    accused = {number for match in counted for number in (match.left, match.right)}
    return CleanScore(folder.name, len(texts), len(accused), tuple(_told(match, list(named)) for match in counted))


def _planted(bases: Bases, agenda: Sequence[Kind], lexicon: Lexicon, random: Random) -> Planted:
    strangers = [base.text for base in bases.rest] or [base.text for base in bases.chosen]
    slogans = choose_slogans(strangers, bases.language, random, sloganed_texts(len(bases.chosen)))
    return plant(bases.chosen, agenda, lexicon, random, slogans)


def _agenda(kinds: Sequence[Kind], rounds: Sequence[tuple[Planted, RoundScore]], cases: int) -> list[Kind]:
    """What is still to be planted, the rarest kinds first, in turn."""
    done = Counter(kind for planted, _ in rounds for kind, _, _ in _plantings(planted))
    turns = sorted((turn, at) for at, kind in enumerate(kinds) for turn in range(done[kind.name], cases))
    return [kinds[at] for _, at in turns]


def _plantings(planted: Planted) -> set[tuple[str, int, Span]]:
    """Two mixed sources are two cases and one planting."""
    return {(case.kind, case.copy, case.planted) for case in planted.cases}


def _told(match: Found, names: Sequence[str]) -> str:
    left, right = match.left_span, match.right_span
    return (f"{names[match.left]} {left.start}-{left.end}, {names[match.right]} {right.start}-{right.end}, "
            f"{match.bits:.0f} bits")  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder cannot be used, 3 where a scan fails."""
    asked = _parser().parse_args(arguments)
    try:
        language = None if asked.language == "auto" else asked.language
        bases = choose_bases(asked.folder, asked.base, language, tuple(asked.include))
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
    parser.add_argument("--base", type=int, default=600, help="texts to use, those with least reuse (default: 600)")
    parser.add_argument("--include", action="append", default=[], help="globs of files to use (default: all)")
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
