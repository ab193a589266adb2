"""Score dedup on a corpus in PAN's text-alignment format.

    python -m benchmarks.quality.pan FOLDER [--jobs N] [--sample N] [--json]

Each listed pair is compared with the settings of a plain scan; every match between its two documents is a detection,
whatever its context. Scores are by subfolder (the kind of obfuscation) and over all cases and detections together. A
clean pair is a listed one without a true case; a false alarm is a clean pair with a detection.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.quality.clock import Clock
from benchmarks.quality.listed import compare_listed, documents_of
from benchmarks.quality.pan_corpus import ListedPair, PanCorpus, read_corpus
from benchmarks.quality.plagdet import Passage, Score, score
from benchmarks.quality.tables import as_json, table
from dedup.model import Match
from dedup.settings import Settings
from dedup.workers import available_cores

_OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class FolderScore:
    """Scores of one kind of obfuscation, or of all."""

    folder: str
    pairs: int
    score: Score
    clean_pairs: int
    false_alarms: int


@dataclass(frozen=True, slots=True)
class PanReport:
    """What one run found; ``seconds`` by stage, with the whole as ``total``."""

    folders: tuple[FolderScore, ...]
    seconds: dict[str, float]


def measure(root: Path, settings: Settings, *, jobs: int, sample: int | None = None, aloud: bool = False) -> PanReport:
    """Read the corpus, compare its pairs and score them."""
    clock = Clock(aloud=aloud)
    clock.stage("reading")
    corpus = read_corpus(root, sample)
    detections = detect(corpus, settings, jobs=jobs, clock=clock)
    seconds = clock.stop()
    return PanReport(tuple(scores(corpus.pairs, detections)), seconds)


def detect(corpus: PanCorpus, settings: Settings, *, jobs: int, clock: Clock) -> list[Passage]:
    """Every match of a listed pair, as copy and source; once for each folder that lists the pair."""
    documents = documents_of(corpus.texts)
    ids = {document.path: document.id for document in documents}
    places = [(ids[f"susp/{pair.copy}"], ids[f"src/{pair.source}"]) for pair in corpus.pairs]
    matches: dict[tuple[int, int], list[Match]] = {}
    for match in compare_listed(documents, places, settings, jobs=jobs, progress=clock):
        matches.setdefault((match.left.document, match.right.document), []).append(match)
    return [
        _detection(pair, copy, match)
        for pair, (copy, source) in zip(corpus.pairs, places, strict=True)
        for match in matches.get((min(copy, source), max(copy, source)), ())
    ]


def scores(pairs: Sequence[ListedPair], detections: Sequence[Passage]) -> list[FolderScore]:
    """One score a folder, then all together."""
    by_folder: dict[str, list[Passage]] = {}
    for detection in detections:
        by_folder.setdefault(str(detection.pair[0]), []).append(detection)  # type: ignore[index]
    folders = sorted({pair.folder for pair in pairs})
    each = [
        _folder_score(name, [pair for pair in pairs if pair.folder == name], by_folder.get(name, []))
        for name in folders
    ]
    return [*each, _folder_score(_OVERALL, pairs, detections)]


def _detection(pair: ListedPair, copy: int, match: Match) -> Passage:
    on_copy, on_source = (match.left, match.right) if match.left.document == copy else (match.right, match.left)
    return Passage(pair.key, on_copy.span, on_source.span)


def _folder_score(name: str, pairs: Sequence[ListedPair], detections: Sequence[Passage]) -> FolderScore:
    accused = {detection.pair for detection in detections}
    clean = [pair for pair in pairs if not pair.cases]
    cases = [case for pair in pairs for case in pair.cases]
    return FolderScore(
        name, len(pairs), score(cases, detections), len(clean), sum(pair.key in accused for pair in clean)
    )


def _show(report: PanReport) -> str:
    heads = ["folder", "pairs", "cases", "found", "plagdet", "recall", "precision", "granularity", "detections",
             "clean pairs", "false alarms"]  # fmt: skip
    rows = [_row(folder) for folder in report.folders]
    stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.seconds.items() if name != "total")
    return f"{table(heads, rows)}\n\n{report.seconds['total']:.1f} s in all ({stages})"


def _row(folder: FolderScore) -> list[object]:
    result = folder.score
    ratios: list[object] = [result.plagdet, result.recall, result.precision, result.granularity]
    if not result.cases:
        ratios = ["-"] * 4
    return [folder.folder, folder.pairs, result.cases, result.found, *ratios, result.detections,
            folder.clean_pairs, folder.false_alarms]  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exit code 2 where the folder does not hold such a corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.pan", description="Score on a PAN corpus.")
    parser.add_argument("folder", type=Path, help="an unpacked PAN text-alignment corpus")
    parser.add_argument("--jobs", type=int, default=available_cores(), help="threads (default: all cores)")
    parser.add_argument("--sample", type=int, help="pairs of each subfolder (default: all)")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    asked = parser.parse_args(arguments)
    try:
        report = measure(asked.folder, Settings(), jobs=asked.jobs, sample=asked.sample, aloud=True)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json(asdict(report)) if asked.json else _show(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
