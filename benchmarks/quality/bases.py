"""Choose base texts: prose of one language with as little reuse of its own as the folder has to offer.

Of the texts that share least, the paragraphs that stand in others too are left out, and of texts on one subject all but
one. Statutes take articles from each other, word for word or reworded; to find them is right, and to count them as
false would say nothing about unrelated texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress, islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.prose import Language, language_of
from benchmarks.quality.subjects import of_other_subjects
from dedup.model import Span
from dedup.progress import Silent
from dedup.reading import find_files, read_all
from dedup.settings import ReadingSettings

_GRAM: Final[dict[Language, int]] = {"zh": 12, "en": 30}
_LEAST_CHARACTERS: Final = 400
_LEAST_TEXTS: Final = 6
_LEAST_CHOSEN: Final = 60
_MOST_CHOSEN: Final = 600
MOST_SEEN: Final = 0.1
"""Share of a paragraph, or of a passage to plant, that may stand in other texts of the folder."""
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Base:
    """A text to plant in or to take from. ``seen``: ``bool[n]``, its characters inside grams that other texts have."""

    name: str
    text: str
    seen: NDArray[np.bool_]

    @property
    def share_seen(self) -> float:
        """Share (0 to 1) of the text that stands in others too."""
        return float(self.seen.mean()) if self.seen.size else 0.0


@dataclass(frozen=True, slots=True)
class Bases:
    """The chosen texts in order of name, and further ones of the folder that were not chosen."""

    language: Language
    chosen: tuple[Base, ...]
    rest: tuple[Base, ...]


def choose_bases(
    folder: Path,
    count: int | None = None,
    language: Language | None = None,
    include: tuple[str, ...] = (),
    *,
    whole: bool = False,
) -> Bases:
    """The ``count`` texts of the folder, of its main language unless one is named, that share least with the others;
    unless a number is named half of what there is, but 60 at least and 600 at most.

    Two texts share the characters of a gram of 12 letters and digits (30 in spaced scripts) that both have. Unless
    ``whole`` texts are wanted, paragraphs are left out of which more than a tenth is shared, and texts of one subject
    with one that shares less. Texts under 400 characters, before or after, are left out. Raises ``ValueError`` where
    fewer than 6 texts are left.
    """
    texts = read_texts(folder, include)
    spoken = {name: language_of(text) for name, text in texts.items()}
    main = language or (Counter(spoken.values()).most_common(1)[0][0] if spoken else "zh")
    names = sorted(name for name, text in texts.items() if spoken[name] == main and len(text) >= _LEAST_CHARACTERS)
    if len(names) < _LEAST_TEXTS:
        raise ValueError(_too_few(folder, len(names), main))
    masks = seen_elsewhere([texts[name] for name in names], _GRAM[main])
    bases = [Base(name, texts[name], mask) for name, mask in zip(names, masks, strict=True)]
    ranked = sorted(bases, key=lambda base: (base.share_seen, base.name))
    fitting: Iterable[int] = range(len(ranked))
    if not whole:
        ranked = [part for part in map(own_part, ranked) if len(part.text) >= _LEAST_CHARACTERS]
        fitting = of_other_subjects([base.text for base in ranked], main)
    wanted = count or min(_MOST_CHOSEN, max(_LEAST_CHOSEN, len(ranked) // 2))
    chosen = set(islice(fitting, wanted))
    if len(chosen) < _LEAST_TEXTS:
        raise ValueError(_too_few(folder, len(chosen), main))
    rest = tuple(base for at, base in enumerate(ranked) if at not in chosen)
    return Bases(main, tuple(sorted((ranked[at] for at in chosen), key=lambda base: base.name)), rest)


def _too_few(folder: Path, count: int, language: Language) -> str:
    return (f"{folder}: {count} texts with {_LEAST_CHARACTERS} characters or more of their own in '{language}'; "
            f"name a folder with at least {_LEAST_TEXTS}")  # fmt: skip


def own_part(base: Base) -> Base:
    """``base`` without the paragraphs of which more than a tenth stands in others."""
    kept = np.ones(len(base.text), dtype=np.bool_)
    start = 0
    for line in base.text.splitlines(keepends=True):
        end = start + len(line)
        kept[start:end] = base.seen[start:end].mean() <= MOST_SEEN
        start = end
    return Base(base.name, "".join(compress(base.text, kept)), base.seen[kept])


def without(bases: Sequence[Base], places: Iterable[tuple[int, Span]]) -> tuple[Base, ...]:
    """``bases`` with the ``places`` (number of the text, span) marked as seen too: nothing is taken from there."""
    masks = [base.seen.copy() for base in bases]
    for number, span in places:
        masks[number][span.start : span.end] = True
    return tuple(replace(base, seen=mask) for base, mask in zip(bases, masks, strict=True))


def seen_elsewhere(texts: Sequence[str], gram: int) -> list[NDArray[np.bool_]]:
    """For each text, which of its characters lie in a gram of letters and digits that another of ``texts`` has."""
    places = [_letter_places(text) for text in texts]
    hashes = [_hashes(text, where, gram) for text, where in zip(texts, places, strict=True)]
    distinct = [np.unique(each) for each in hashes]
    values, counts = np.unique(np.concatenate(distinct), return_counts=True)
    common = values[counts > 1]
    return [
        _mask(len(text), where, _among(each, common), gram)
        for text, where, each in zip(texts, places, hashes, strict=True)
    ]


def read_texts(folder: Path, include: tuple[str, ...] = ()) -> dict[str, str]:
    """Texts of all readable files below the folder, or of those that match ``include``, by path, in order."""
    settings = ReadingSettings(include=include)
    found = find_files([folder], settings)
    documents, _ = read_all(found.files, settings, jobs=2, progress=Silent())
    return {document.path: document.text for document in documents}


def _letter_places(text: str) -> NDArray[np.int64]:
    return np.array([at for at, character in enumerate(text) if character.isalnum()], dtype=np.int64)


def _hashes(text: str, places: NDArray[np.int64], gram: int) -> NDArray[np.uint64]:
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if codes.size != len(text):  # a few letters change their number with their case
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = codes[places].astype(np.uint64)
    size = max(0, letters.size - gram + 1)
    value = np.zeros(size, dtype=np.uint64)
    for offset in range(gram):
        value = (value ^ letters[offset : offset + size]) * _PRIME
        value ^= value >> np.uint64(29)
    return value


def _among(values: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of ``values`` are in sorted ``known``; ``np.isin`` would sort all that is known for each text."""
    if not known.size:
        return np.zeros(values.size, dtype=np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, values), known.size - 1)] == values
    return found


def _mask(length: int, places: NDArray[np.int64], common: NDArray[np.bool_], gram: int) -> NDArray[np.bool_]:
    mask = np.zeros(length, dtype=np.bool_)
    for at in np.flatnonzero(common):
        mask[places[at] : places[at + gram - 1] + 1] = True
    return mask
