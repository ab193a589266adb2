"""Fit the weights of evidence between versions of one text.

    python -m benchmarks.direction.fitting FOLDER [--keep FILE]

FOLDER holds a folder for each text with its versions, as for ``benchmarks.direction.versions``, and the pairs are the
same. Printed are the weights fitted to all pairs and to either half of the folders; the calibration curves of the
former, of each half judged by what was fitted to the other, and of each tenth judged by what was fitted to the rest;
and the line for ``dedup.judgement.direction.weights``. A pair counts the less the more its lengths differ, and not at
all from a fifth on: what the evidence says of texts of one length is no guess from lengths (local likelihood; Fan,
Heckman and Wand, Journal of the American Statistical Association 90, 1995). With --keep the evidence is written to
FILE, or read from there if it exists: remove it when dedup finds other matches or other evidence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.direction.families import read_folders
from benchmarks.direction.regression import Fit, Vector, fit
from benchmarks.direction.verdicts import Verdict, curve, score, show_curve, show_scores
from benchmarks.direction.versions import Compared, measure
from benchmarks.quality.tables import table
from dedup.graph.directions import DECIDED
from dedup.judgement.direction import concluded
from dedup.judgement.direction.weights import OF_VERSIONS
from dedup.model import Evidence

_FAR: Final = log(1.25)  # the longer text has a quarter more, the shorter a fifth less


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions seen from the earlier one: what is positive speaks for it as the source.

    ``amounts`` of each kind of evidence between versions, before weights; ``rest``: log-odds of all other evidence;
    ``far``: how far the lengths are apart, the absolute logarithm of their ratio.
    """

    amounts: tuple[float, ...]
    rest: float
    far: float
    are_versions: bool
    is_level: bool
    half: str
    tenth: int


def pair_of(compared: Compared) -> Pair:
    """The evidence of a pair, with the weights taken away from it again."""
    sign = 1 if compared.verdict.left_is_source else -1
    amounts, rest = dict.fromkeys(OF_VERSIONS, 0.0), 0.0
    for item in compared.verdict.direction.evidence:
        if compared.are_versions and item.kind in OF_VERSIONS:
            amounts[item.kind] += sign * item.log_odds / OF_VERSIONS[item.kind]
        else:
            rest += sign * item.log_odds
    far = abs(log(compared.lengths[0] / compared.lengths[1]))
    parts = compared.half, compared.part(10)
    return Pair(tuple(amounts.values()), rest, far, compared.are_versions, compared.is_level, *parts)


def fitted(pairs: Sequence[Pair]) -> Fit:
    """Weights fitted to pairs, those that are no versions or of unlike lengths left out."""
    near = [pair for pair in pairs if pair.are_versions and pair.far < _FAR]
    amounts = np.array([pair.amounts for pair in near], dtype=np.float64).reshape(-1, len(OF_VERSIONS))
    return fit(amounts, np.array([pair.rest for pair in near]), np.array([1 - pair.far / _FAR for pair in near]))


def stated(pairs: Sequence[Pair], weights: Vector) -> list[Verdict]:
    """What these weights state of each pair, whose passages are taken to agree."""
    totals = [float(np.dot(pair.amounts, weights)) + pair.rest for pair in pairs]
    return [Verdict("", concluded((Evidence("all", "", total),), DECIDED), True) for total in totals]


def show(pairs: Sequence[Pair]) -> str:
    """The weights and the curves."""
    fits = {"all": fitted(pairs)}
    fits |= {f"{half} half": fitted([pair for pair in pairs if pair.half == half]) for half in ("first", "second")}
    by_half = [fits["second half" if pair.half == "first" else "first half"] for pair in pairs]
    without = [fitted([pair for pair in pairs if pair.tenth != tenth]) for tenth in range(10)]
    parts = [_weights(fits)]
    parts += _curves("weights fitted to all", pairs, [fits["all"]] * len(pairs))
    parts += _curves("each half judged by the other", pairs, by_half)
    parts += _curves("each tenth judged by the others", pairs, [without[pair.tenth] for pair in pairs])
    return "\n\n".join([*parts, _line(fits["all"])])


def _curves(name: str, pairs: Sequence[Pair], fits: Sequence[Fit]) -> Iterator[str]:
    every = [verdict for pair, one in zip(pairs, fits, strict=True) for verdict in stated([pair], one.weights)]
    level = [verdict for pair, verdict in zip(pairs, every, strict=True) if pair.is_level]
    yield f"Lengths within 5 %, {name}:"
    yield show_curve(curve(level))
    yield f"All pairs, {name}:"
    yield show_curve(curve(every))
    yield show_scores([score("lengths within 5 %", level), score("all", every)])


def _weights(fits: dict[str, Fit]) -> str:
    rows = [
        (kind, *(f"{one.weights[at]:.2f} ± {one.errors[at]:.2f}" for one in fits.values()), OF_VERSIONS[kind])
        for at, kind in enumerate(OF_VERSIONS)
    ]
    return table(("", *fits, "in use"), rows)


def _line(found: Fit) -> str:
    weights = {kind: round(float(weight), 1) for kind, weight in zip(OF_VERSIONS, found.weights, strict=True)}
    return "OF_VERSIONS: " + json.dumps(weights)


def read_pairs(folder: Path, keep: Path | None) -> list[Pair]:
    """The pairs of a folder, or those that were kept."""
    if keep and keep.exists():
        kept = json.loads(keep.read_text("utf-8"))
        return [Pair(**{**pair, "amounts": tuple(pair["amounts"])}) for pair in kept]
    pairs = list(map(pair_of, measure(read_folders(folder))))
    if keep:
        keep.write_text(json.dumps(list(map(asdict, pairs))), "utf-8")
    return pairs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder or the kept file cannot be used."""
    asked = _parser().parse_args(arguments)
    try:
        pairs = read_pairs(asked.folder, asked.keep)
    except (ValueError, OSError, TypeError) as error:
        print(error, file=sys.stderr)
        return 2
    print(show(pairs))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.direction.fitting", description="Fit the weights of evidence between versions."
    )
    parser.add_argument("folder", type=Path, help="a folder of folders of numbered versions")
    parser.add_argument("--keep", type=Path, help="write the evidence to this file, or read it if it exists")
    return parser


if __name__ == "__main__":
    sys.exit(main())
