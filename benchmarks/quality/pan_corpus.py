"""Read a corpus in PAN's text-alignment format.

src/  susp/                 the texts, UTF-8; offsets are code points of the text without newline translation
02-no-obfuscation/pairs     one "suspicious-….txt source-….txt" a line
02-no-obfuscation/*.xml     the true cases of a pair, as <feature name="plagiarism" …> elements
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from defusedxml import ElementTree

from benchmarks.quality.plagdet import Passage
from dedup.model import Span


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A line of a ``pairs`` file and the true cases of it; ``folder`` is the kind of obfuscation."""

    folder: str
    copy: str
    source: str
    cases: tuple[Passage, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the pair apart, also from the same two documents in another folder."""
        return self.folder, self.copy, self.source


@dataclass(frozen=True, slots=True)
class PanCorpus:
    """The listed pairs in order of folder and line, and the texts they name, by path below the corpus folder."""

    pairs: tuple[ListedPair, ...]
    texts: dict[str, str]


def read_corpus(root: Path, sample: int | None = None) -> PanCorpus:
    """Read all listed pairs below ``root``, or about ``sample`` of each folder, evenly spread over its lines.

    Raises ``ValueError`` where ``root`` does not hold such a corpus.
    """
    folders = sorted(path.parent for path in root.glob("*/pairs"))
    if not folders:
        raise ValueError(f"{root}: no subfolder with a 'pairs' file; name the folder of an unpacked PAN corpus")
    pairs = tuple(pair for folder in folders for pair in _read_pairs(folder, sample))
    names = sorted({name for pair in pairs for name in (f"src/{pair.source}", f"susp/{pair.copy}")})
    return PanCorpus(pairs, {name: _read_text(root / name) for name in names})


def _read_pairs(folder: Path, sample: int | None) -> list[ListedPair]:
    lines = [line.split() for line in (folder / "pairs").read_text("utf-8").splitlines() if line.strip()]
    if sample is not None and sample < len(lines):
        lines = [lines[at * len(lines) // sample] for at in range(sample)]
    return [_read_pair(folder, copy, source) for copy, source in lines]


def _read_pair(folder: Path, copy: str, source: str) -> ListedPair:
    truth = folder / f"{Path(copy).stem}-{Path(source).stem}.xml"
    key = (folder.name, copy, source)
    features = ElementTree.parse(truth).getroot().iter("feature") if truth.exists() else ()
    cases = tuple(
        Passage(key, _span(feature.attrib, "this"), _span(feature.attrib, "source"))
        for feature in features
        if feature.get("name") == "plagiarism"
    )
    return ListedPair(folder.name, copy, source, cases)


def _span(attributes: dict[str, str], side: str) -> Span:
    start = int(attributes[f"{side}_offset"])
    return Span(start, start + int(attributes[f"{side}_length"]))


def _read_text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
