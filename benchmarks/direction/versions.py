"""Directions between versions of one text, of which the order in time is known.

    python -m benchmarks.direction.versions FOLDER [--families TSV] [--half first|second] [--json]

FOLDER holds a folder for each text with its versions ``0.txt`` (the oldest), ``1.txt`` and so on. With --families it
holds the files, and the table (tab-separated: family, date, file; the first line is a heading) says which of them are
dated versions of one text; those without a date are left out. The pairs are each version with the next, and the first
with the last. dedup is told no dates. Beside it stands the trivial rule that the longer text is the later one.
--half tells the figures of half of the folders, parted by a digest of their names: what was fitted to one half is
judged by the other.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.direction.families import read_folders, read_table
from benchmarks.direction.verdicts import Verdict, curve, score, show_curve, show_scores
from benchmarks.quality.listed import compare_listed, documents_of
from benchmarks.quality.tables import as_json
from dedup.coverage import union
from dedup.graph.directions import pair_direction
from dedup.judgement.direction import direct, evidence_of
from dedup.judgement.direction.view import holds_most
from dedup.model import Direction, Document, Match
from dedup.progress import Silent
from dedup.settings import Settings
from dedup.text import Folder
from dedup.workers import available_cores

_BAND: Final = 0.05


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, the earlier one first, with the direction that was stated.

    ``are_versions``: whether dedup takes them for versions of one text: one holds most of the other.
    """

    earlier: str
    later: str
    consecutive: bool
    lengths: tuple[int, int]
    are_versions: bool
    verdict: Verdict

    @property
    def half(self) -> str:
        """The half that its folder belongs to: ``first`` or ``second``."""
        return ("second", "first")[self.part(2)]

    def part(self, parts: int) -> int:
        """Which of so many parts (from 0) its folder belongs to, by a digest of the folder's name."""
        return sha256(self.earlier.rpartition("/")[0].encode()).digest()[-1] % parts

    @property
    def is_level(self) -> bool:
        """Whether the lengths differ by at most 5 % of the longer one."""
        return abs(self.lengths[0] - self.lengths[1]) <= _BAND * max(self.lengths)


def measure(families: Sequence[Sequence[tuple[str, str]]]) -> list[Compared]:
    """Compare the versions, (name, text) from the earliest to the latest, of each family."""
    texts = {name: text for family in families for name, text in family}
    documents = documents_of(texts)
    ids = {document.path: document.id for document in documents}
    pairs = [pair for family in families for pair in _pairs([name for name, _ in family])]
    places = [(ids[earlier], ids[later]) for earlier, later, _ in pairs]
    matches = compare_listed(documents, places, Settings(), jobs=available_cores(), progress=Silent())
    folder = Folder()
    folded = [folder.fold(document.text) for document in documents]
    evidence = evidence_of(matches, documents, folded, jobs=available_cores())
    judged = direct(matches, evidence, documents, Settings().judgement)
    between: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in judged:
        between[match.left.document, match.right.document].append(match)
    return [_compared(pair, ids, documents, between) for pair in pairs if texts[pair[0]] != texts[pair[1]]]


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str, bool]]:
    yield from ((earlier, later, True) for earlier, later in pairwise(names))
    if len(names) > 2:
        yield names[0], names[-1], False


def _compared(
    pair: tuple[str, str, bool],
    ids: dict[str, int],
    documents: Sequence[Document],
    between: dict[tuple[int, int], list[Match]],
) -> Compared:
    earlier, later, consecutive = pair
    first, second = ids[earlier], ids[later]
    found = [match for match in between.get((min(first, second), max(first, second)), []) if not match.internal]
    direction = pair_direction(found, documents) if found else Direction()
    lengths = documents[first].characters, documents[second].characters
    by_length = None if lengths[0] == lengths[1] else lengths[0] < lengths[1]
    verdict = Verdict("", direction, first < second, by_length)
    return Compared(earlier, later, consecutive, lengths, _are_versions(found, documents), verdict)


def _are_versions(found: Sequence[Match], documents: Sequence[Document]) -> bool:
    texts = ([match.left for match in found], [match.right for match in found])
    return any(holds_most(union(side.span for side in sides), documents[sides[0].document]) for sides in texts if sides)


def show(compared: Sequence[Compared]) -> str:
    """The tables."""
    scores, level = [], [one for one in compared if one.is_level]
    for name, chosen in (("all pairs", compared), ("lengths within 5 %", level)):
        for kind, flags in (("", (True, False)), (", consecutive", (True,)), (", first and last", (False,))):
            scores.append(score(name + kind, [one.verdict for one in chosen if one.consecutive in flags]))
    return "\n\n".join(
        (
            show_scores(scores),
            "All pairs:",
            show_curve(curve([one.verdict for one in compared])),
            "Lengths within 5 %:",
            show_curve(curve([one.verdict for one in level])),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder or the table cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        families = read_table(asked.folder, asked.families) if asked.families else read_folders(asked.folder)
    except (ValueError, OSError, KeyError) as error:
        print(error, file=sys.stderr)
        return 2
    compared = [one for one in measure(families) if asked.half in ("", one.half)]
    print(as_json([asdict(one) for one in compared]) if asked.json else show(compared))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.direction.versions", description="Score directions between versions of texts."
    )
    parser.add_argument("folder", type=Path, help="a folder of folders of numbered versions, or of files")
    parser.add_argument("--families", type=Path, help="a table that says which files are versions of one text")
    parser.add_argument("--half", choices=("first", "second"), default="", help="figures of half of the folders")
    parser.add_argument("--json", action="store_true", help="write all verdicts as JSON instead of tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
