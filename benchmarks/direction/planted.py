"""Directions of reuse that is planted in a folder of prose.

    python -m benchmarks.direction.planted FOLDER [--base N] [--cases N] [--seed S] [--language zh|en|auto]
        [--include GLOB …] [--json]

The texts and cases are those of ``benchmarks.quality.planted``; a match that lies mostly in a case gets a verdict. Then
whole texts are added once more under other names: as they are (their direction cannot be known), with 30 % of the words
replaced, and with 10 % of the characters edited.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.direction.verdicts import Verdict, curve, score, show_curve, show_scores
from benchmarks.quality import changes
from benchmarks.quality.bases import Bases, choose_bases
from benchmarks.quality.cases import Case, Planted
from benchmarks.quality.kinds import kinds_for
from benchmarks.quality.lexicon import Lexicon, lexicon_of
from benchmarks.quality.listed import documents_of
from benchmarks.quality.planned import seeded
from benchmarks.quality.planting import plant
from benchmarks.quality.tables import as_json
from dedup.errors import InputError
from dedup.model import Match, Side
from dedup.pipeline import examine
from dedup.settings import Settings

LEAST_PASSAGE: Final = 100
LEAST_TEXT: Final = 1500
_COPIES: Final = 20
_WHOLE: Final = {
    "whole text, verbatim": changes.verbatim,
    "whole text, words 30 %": changes.words_replaced,
    "whole text, edits 10 %": changes.edited(0.10),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the length of the passage and of the shorter of its two texts, in characters."""

    verdict: Verdict
    passage: int
    text: int

    @property
    def is_long(self) -> bool:
        """Whether the passage and both texts are long enough for the targets."""
        return self.passage >= LEAST_PASSAGE and self.text >= LEAST_TEXT


def measure(bases: Bases, *, cases: int, seed: int) -> list[Judged]:
    """Plant, examine and judge, two rounds of planting and one of whole texts."""
    lexicon = lexicon_of([base.text for base in bases.chosen], bases.language)
    kinds = [kind for kind in kinds_for(lexicon) if not kind.inside]
    judged: list[Judged] = []
    for number in range(2):
        planted = plant(bases.chosen, kinds * cases, lexicon, seeded(seed, number))
        matches = _matches(planted.texts)
        judged += [one for match in matches for one in _verdicts(match, planted)]
    return judged + _whole(bases, lexicon, seeded(seed, 2))


def _matches(texts: Sequence[str]) -> tuple[Match, ...]:
    return examine(documents_of({f"{number:05d}.txt": text for number, text in enumerate(texts)}), Settings()).matches


def _verdicts(match: Match, planted: Planted) -> Iterable[Judged]:
    sides = {match.left.document: match.left, match.right.document: match.right}
    for case in planted.cases:
        if {case.copy, case.source} == set(sides) and not match.internal and _fits(sides, case):
            verdict = Verdict(case.kind, match.direction, case.source == match.left.document)
            lengths = [side.span.length for side in sides.values()]
            yield Judged(verdict, min(lengths), min(len(planted.texts[number]) for number in sides))


def _fits(sides: dict[int, Side], case: Case) -> bool:
    copy, source = sides[case.copy].span, sides[case.source].span
    return 2 * copy.overlap(case.planted) > copy.length and 2 * source.overlap(case.taken) > source.length


def _whole(bases: Bases, lexicon: Lexicon, random: Random) -> list[Judged]:
    texts = [base.text for base in bases.chosen]
    originals = random.sample(range(len(texts)), min(len(texts), _COPIES * len(_WHOLE)))
    copies = {}
    for at, original in enumerate(originals):
        kind = list(_WHOLE)[at % len(_WHOLE)]
        before = random.random() < 0.5
        copies[original] = (kind, before, _WHOLE[kind](texts[original], random, lexicon))
    ordered = []
    for number, text in enumerate(texts):
        both = [(number, "", text)]
        if number in copies:
            kind, before, copy = copies[number]
            both.insert(0 if before else 1, (number, kind, copy))
        ordered += both
    return [one for match in _matches([text for _, _, text in ordered]) for one in _of_whole(match, ordered)]


def _of_whole(match: Match, ordered: Sequence[tuple[int, str, str]]) -> Iterable[Judged]:
    left, right = ordered[match.left.document], ordered[match.right.document]
    if left[0] == right[0] and not match.internal:
        verdict = Verdict(left[1] or right[1], match.direction, not left[1])
        yield Judged(verdict, match.left.span.length, min(len(left[2]), len(right[2])))


def show(judged: Sequence[Judged]) -> str:
    """The tables."""
    planted = [one for one in judged if not one.verdict.group.startswith("whole")]
    long = [one.verdict for one in planted if one.is_long]
    groups = list(dict.fromkeys(one.verdict.group for one in judged))
    scores = [score(group, [one.verdict for one in judged if one.verdict.group == group]) for group in groups]
    return "\n\n".join(
        (
            show_scores(
                [
                    *scores,
                    score("all planted passages", [one.verdict for one in planted]),
                    score(f"of these {LEAST_PASSAGE} characters and more in texts of {LEAST_TEXT} and more", long),
                ]
            ),
            show_curve(curve([one.verdict for one in planted])),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        language = None if asked.language == "auto" else asked.language
        bases = choose_bases(asked.folder, asked.base, language, tuple(asked.include), whole=True)
    except (ValueError, OSError, InputError) as error:
        print(error, file=sys.stderr)
        return 2
    judged = measure(bases, cases=asked.cases, seed=asked.seed)
    print(as_json([asdict(one) for one in judged]) if asked.json else show(judged))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.direction.planted", description="Score directions on planted reuse."
    )
    parser.add_argument("folder", type=Path, help="a folder of prose in formats that dedup reads")
    parser.add_argument("--base", type=int, default=600, help="texts to use, those with least reuse (default: 600)")
    parser.add_argument("--include", action="append", default=[], help="globs of files to use (default: all)")
    parser.add_argument("--cases", type=int, default=40, help="cases of each kind at most (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="another seed plants other cases (default: 1)")
    parser.add_argument("--language", choices=("zh", "en", "auto"), default="auto", help="texts to use (default: auto)")
    parser.add_argument("--json", action="store_true", help="write all verdicts as JSON instead of tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
