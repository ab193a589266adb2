"""An index built in pieces, in any order and with removals, answers as one built at once: byte for byte.

    python -m benchmarks.index.pieces FOLDER [--pieces 7] [--again 350] [--drafts 20] [--no-text]

One index gets the .txt files of a folder in one go. The other gets them shuffled and in pieces; with each piece come
texts that do not belong (files read from the back), which leave again with the next, and some files of earlier pieces
leave too, to come back at the end. Then drafts, 3,000 characters each of files drawn at random, are checked one by one
against both, and the verdicts compared as JSON.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed.check import document, drafts
from benchmarks.speed.timing import machine
from dedup.checking import Checker
from dedup.formats import to_json
from dedup.index import Index, add, calibrated, remove
from dedup.model import Document
from dedup.settings import Settings

_SEED = 7
_STRANGERS = 30  # with each piece


class Answers(NamedTuple):
    """The verdicts on drafts as JSON, and how many matches they tell."""

    verdicts: list[str]
    matches: int


def at_once(index: Index, documents: Sequence[Document]) -> None:
    """All documents in order."""
    add(index, documents, _unheard)


def in_pieces(index: Index, documents: Sequence[Document], pieces: int, again: int, rng: random.Random) -> None:
    """The documents shuffled, some of them and others removed meanwhile; ``again`` of them come twice."""
    order = rng.sample(documents, len(documents))
    there: list[Document] = []
    gone: list[Document] = []
    strangers: list[Document] = []
    for number in range(pieces):
        piece = order[number::pieces]
        remove(index, [each.path for each in strangers], _unheard)
        strangers = [_from_the_back(each) for each in rng.sample(piece, min(_STRANGERS, len(piece)))]
        add(index, [*piece, *strangers], _unheard)
        leaving = rng.sample(there, min(len(there), again // max(1, pieces - 1)))
        remove(index, [each.path for each in leaving], _unheard)
        gone += leaving
        there = [each for each in [*there, *piece] if each not in leaving]
    remove(index, [each.path for each in strangers], _unheard)
    add(index, rng.sample(gone, len(gone)), _unheard)


def answers(index: Index, checked: Sequence[Document]) -> Answers:
    """What a check says of each draft by itself."""
    checker = Checker(index, Settings())
    verdicts = [checker.check([draft]) for draft in checked]
    return Answers([to_json(verdict) for verdict in verdicts], sum(len(each.result.matches) for each in verdicts))


def main() -> None:
    """Build both, compare, tell; the exit code is 1 where they differ."""
    asked = _arguments()
    print(machine("numba", "numpy"))
    documents = [
        document(file.relative_to(asked.folder).as_posix(), file.read_text("utf-8", "replace"))
        for file in sorted(asked.folder.rglob("*.txt"))
    ]
    checked = list(drafts(asked.folder, asked.drafts))
    rng = random.Random(_SEED)  # noqa: S311 - an order, no secret
    with tempfile.TemporaryDirectory(prefix="dedup-benchmark-") as name:
        one, other = (Path(name) / each for each in ("at-once", "in-pieces"))
        began = time.perf_counter()
        with Index.create(one, Settings().fingerprint, text=not asked.no_text) as whole:
            at_once(whole, documents)
            if whole.keeps_text:
                calibrated(whole, Settings())
            expected, totals = answers(whole, checked), replace(whole.totals(), next=0)
        print(f"at once: {totals.documents:,} documents, {totals.characters:,} characters, {_seconds(began)}")
        began = time.perf_counter()
        with Index.create(other, Settings().fingerprint, text=not asked.no_text) as pieced:
            in_pieces(pieced, documents, asked.pieces, asked.again, rng)
            if pieced.keeps_text:
                calibrated(pieced, Settings())
            found, same = answers(pieced, checked), replace(pieced.totals(), next=0) == totals
            numbered = pieced.totals().next - 1
        print(f"in {asked.pieces} pieces: {numbered - len(documents):,} more that came and went, {_seconds(began)}")
    equal = sum(one == other for one, other in zip(expected.verdicts, found.verdicts, strict=True))
    print(f"{equal} of {len(checked)} verdicts are equal byte for byte, with {expected.matches:,} matches; "
          f"the sums over the documents are {'equal' if same else 'not equal'}")  # fmt: skip
    raise SystemExit(equal < len(checked) or not same)


def _from_the_back(one: Document) -> Document:
    return document(f"strangers/{one.path}", one.text[::-1])


def _seconds(began: float) -> str:
    return f"{time.perf_counter() - began:.0f} s"


def _unheard(what: str, path: str) -> None:
    """Nobody waits for what becomes of a file."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index.pieces", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--pieces", type=int, default=7, metavar="N")
    parser.add_argument("--again", type=int, default=350, metavar="N", help="files that leave and come again")
    parser.add_argument("--drafts", type=int, default=20, metavar="N")
    parser.add_argument("--no-text", action="store_true", help="make indexes that keep no texts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
