"""The suites that floors are pinned for: which data, which options, which figures."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.quality import pan, planted
from benchmarks.quality.bases import choose_bases
from benchmarks.quality.clock import Clock
from benchmarks.quality.floor_table import Figure, Options
from benchmarks.quality.pan import FolderScore
from benchmarks.quality.pan_corpus import PanCorpus, read_corpus
from benchmarks.quality.planted_report import Report
from benchmarks.quality.prose import Language
from dedup.reading import find_files
from dedup.settings import ReadingSettings, Settings
from dedup.workers import available_cores

_ROOT: Final = Path(__file__).resolve().parents[2]
_SHARE: Final = 0.01
_A_CASE: Final = 0.02
_GRANULARITY: Final = 0.005


class MissingDataError(Exception):
    """The data of a suite is not on this machine."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Data at hand: its digest, of how many files, and what measures it."""

    digest: str
    files: int
    measure: Callable[[], list[Figure]]


@dataclass(frozen=True, slots=True)
class Suite:
    """``gather`` takes the folder of archives and a folder to unpack into, and raises ``MissingDataError``."""

    name: str
    options: Options
    gather: Callable[[Path, Path], Gathered]


def all_suites() -> tuple[Suite, ...]:
    """The suites in the order in which they run."""
    return (
        _corpus_suite("zh", cases=12),
        _corpus_suite("en", cases=12),
        _laws_suite(texts=200, base=120, cases=20),
        _pan_suite(sample=200),
    )


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 of names and contents in the order given, each with its length, so that no two lists meet."""
    digest = hashlib.sha256()
    for name, content in parts:
        encoded = name.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded + len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def unpacked(data: Path, name: str, scratch: Path) -> Path:
    """The folder ``name`` of ``data``, or of the archive of that name, unpacked below ``scratch``."""
    if (data / name).is_dir():
        return data / name
    archive = data / f"{name}.tar.xz"
    if not archive.is_file():
        raise MissingDataError(f"neither {name}/ nor {archive.name} in {data}")
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member) if member.isfile() else None
            target = (scratch / member.name).resolve()
            if content is not None and target.is_relative_to(scratch.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    return scratch / name


def _corpus_suite(language: Language, cases: int) -> Suite:
    options = {"language": language, "cases": cases, "seed": 1}

    def gather(data: Path, scratch: Path) -> Gathered:
        return _gathered_planted(_ROOT / "corpus", language, 600, cases)

    return Suite(f"corpus-{language}", options, gather)


def _laws_suite(texts: int, base: int, cases: int) -> Suite:
    options = {"texts": texts, "base": base, "cases": cases, "seed": 1}

    def gather(data: Path, scratch: Path) -> Gathered:
        folder = unpacked(data, "laws-zh", scratch)
        files = sorted(folder.glob("*.txt"), key=lambda path: path.name)
        some = scratch / "some-laws"
        some.mkdir()
        for at in range(texts):  # spread over the names, which begin with the place and the kind of law
            shutil.copy(files[at * len(files) // texts], some)
        return _gathered_planted(some, "zh", base, cases)

    return Suite("laws", options, gather)


def _pan_suite(sample: int) -> Suite:
    def gather(data: Path, scratch: Path) -> Gathered:
        corpus = read_corpus(unpacked(data, "pan13-train", scratch), sample)

        def measure() -> list[Figure]:
            detections = pan.detect(corpus, Settings(), jobs=available_cores(), clock=Clock())
            return pan_figures(pan.scores(corpus.pairs, detections))

        return Gathered(digest_of(_pan_parts(corpus)), len(corpus.texts), measure)

    return Suite("pan", {"sample": sample}, gather)


def _gathered_planted(folder: Path, language: Language, base: int, cases: int) -> Gathered:
    files = sorted(find_files([folder], ReadingSettings()).files, key=lambda file: file.relative)

    def measure() -> list[Figure]:
        report = planted.measure(choose_bases(folder, base, language), cases=cases, seed=1, in_process=True)
        return planted_figures(report)

    parts = ((file.relative, file.path.read_bytes()) for file in files)
    return Gathered(digest_of(parts), len(files), measure)


def planted_figures(report: Report) -> list[Figure]:
    """Recall by kind and of all, precision, matches a found case, and how many clean texts are accused."""
    figures = [_share(f"recall, {kind.kind}", kind.recall) for kind in report.kinds]
    figures += [
        _share("recall, all kinds", report.recall),
        _share("precision", report.precision),
        _share("precision between texts of planted pairs", report.precision_in_pairs),
    ]
    if report.matches is not None:
        figures.append(_a_case("matches a found case", report.matches, _A_CASE))
    return [
        *figures,
        _count("clean texts accused", report.clean_accused),
        _count("clean texts that share slogans, accused", report.sloganed_accused),
    ]


def pan_figures(scores: Sequence[FolderScore]) -> list[Figure]:
    """Plagdet by folder and of all, recall, precision and granularity of all, false alarms by folder."""
    figures = [_share(f"plagdet, {each.folder}", each.score.plagdet) for each in scores if each.score.cases]
    overall = scores[-1].score
    figures += [_share("recall, overall", overall.recall), _share("precision, overall", overall.precision),
                _a_case("granularity, overall", overall.granularity, _GRANULARITY)]  # fmt: skip
    clean = [each for each in scores[:-1] if each.clean_pairs]
    return figures + [_count(f"false alarms, {each.folder}", each.false_alarms) for each in clean]


def _pan_parts(corpus: PanCorpus) -> Iterable[tuple[str, bytes]]:
    for pair in corpus.pairs:
        places = [(case.copy.start, case.copy.end, case.source.start, case.source.end) for case in pair.cases]
        yield " ".join(pair.key), repr(places).encode()
    for name, text in sorted(corpus.texts.items()):
        yield name, text.encode("utf-8", "surrogatepass")


def _share(name: str, value: float) -> Figure:
    return Figure(name, value, more_is_better=True, tolerance=_SHARE)


def _a_case(name: str, value: float, tolerance: float) -> Figure:
    return Figure(name, value, more_is_better=False, tolerance=tolerance)


def _count(name: str, value: int) -> Figure:
    return Figure(name, value, more_is_better=False, tolerance=0)
