"""Texts with a known descent: invented originals of random characters, and copies of them edited step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from dedup.graph import pairs_of
from dedup.model import Cluster, Descent, Direction, Document, Evidence, Match, Pair, Side, Span
from factories import document

PASSAGE = 120
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
Carried = dict[str, str]


@dataclass
class Line:
    """Documents under construction: the passages that each carries, by name, and its parents."""

    random: Random
    texts: list[Carried] = field(default_factory=list)
    parents: list[frozenset[int]] = field(default_factory=list)
    dates: list[str | None] = field(default_factory=list)

    def original(self, *passages: str, date: str | None = None) -> int:
        """A document that invents its passages."""
        return self._add({name: self._invented() for name in passages}, frozenset(), date)

    def copy(self, *sources: int, edits: float = 0.03, date: str | None = None, passages: Sequence[str] = ()) -> int:
        """A document of (some of) the passages of its sources, that share of their characters changed."""
        carried = {name: text for source in sources for name, text in self.texts[source].items()}
        kept = {name: self._edited(text, edits) for name, text in carried.items() if not passages or name in passages}
        return self._add(kept, frozenset(sources), date)

    def _add(self, texts: Carried, parents: frozenset[int], date: str | None) -> int:
        self.texts.append(texts)
        self.parents.append(parents)
        self.dates.append(date)
        return len(self.texts) - 1

    def _invented(self) -> str:
        return "".join(self.random.choices(_HAN, k=PASSAGE))

    def _edited(self, text: str, edits: float) -> str:
        return "".join(self.random.choice(_HAN) if self.random.random() < edits else char for char in text)

    def shuffled(self) -> Line:
        """The same documents in another order, so that an id says nothing of age."""
        return self.reordered(self.random.sample(range(len(self.texts)), len(self.texts)))

    def reordered(self, order: Sequence[int]) -> Line:
        """The same documents, ``order[i]`` as the new number i."""
        at = {old: new for new, old in enumerate(order)}
        parents = [frozenset(at[parent] for parent in self.parents[old]) for old in order]
        return Line(self.random, [self.texts[old] for old in order], parents, [self.dates[old] for old in order])

    def ancestors(self, number: int) -> set[int]:
        found = set(self.parents[number])
        return found.union(*(self.ancestors(parent) for parent in found)) if found else set()


def started(seed: int) -> Line:
    """A line without documents."""
    return Line(Random(seed))  # noqa: S311 - writes texts, keeps no secret


@dataclass
class Planted:
    """A planted cluster, with the matches that a detector would find in it."""

    documents: tuple[Document, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pair, ...]
    cluster: Cluster


def planted(
    line: Line,
    *,
    strength: float,
    noise: float = 0.0,
    third: Mapping[tuple[int, int], float] | None = None,
    stated: Mapping[str, float] | None = None,
) -> Planted:
    """The documents of a line and a match for each passage that two of them carry.

    Each match of a text and its descendant has evidence of ``strength`` (log-odds) for the true direction, and each
    match any evidence of spread ``noise`` on top. ``third``: pairs that are both from a third text, and how likely.
    ``stated``: log-odds (positive for the left text) of all matches of a passage.
    """
    order = [list(texts) for texts in line.texts]
    documents = tuple(
        document(number, "".join(texts[name] for name in order[number]), date=line.dates[number])
        for number, texts in enumerate(line.texts)
    )
    matches: list[Match] = []
    for left, right in combinations(range(len(documents)), 2):
        sign = 1 if left in line.ancestors(right) else -1 if right in line.ancestors(left) else 0
        for name in order[left]:
            if name not in line.texts[right]:
                continue
            one, other = line.texts[left][name], line.texts[right][name]
            equal = sum(a == b for a, b in zip(one, other, strict=True)) / PASSAGE
            sides = (_side(left, order[left].index(name)), _side(right, order[right].index(name)))
            log_odds = sign * strength + noise * line.random.gauss(0, 1) + (stated or {}).get(name, 0.0)
            direction = Direction("undetermined", 0.5, (Evidence("wording", "invented", log_odds),))
            if third and (left, right) in third:
                direction = Direction("common", third[left, right])
            matches.append(Match(len(matches), *sides, "edited", equal, 900 * equal, direction=direction))
    pairs = pairs_of(matches, documents)
    return Planted(documents, tuple(matches), pairs, Cluster(0, tuple(range(len(documents)))))


def _side(number: int, place: int) -> Side:
    return Side(number, Span(place * PASSAGE, (place + 1) * PASSAGE))


def main_sources(lineage: Sequence[Descent]) -> dict[int, int | None]:
    """The main source of each document."""
    return {descent.document: descent.source for descent in reversed(lineage)}
