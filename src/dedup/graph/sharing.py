"""What the documents of a cluster share, as arrays with a row a match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from dedup.graph.directions import pool
from dedup.graph.families import families_at, places_of
from dedup.model import Document, Match, Pair, Side

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows in groups: ``order`` brings the rows of a group together, ``starts`` says where each begins in it."""

    order: Integers
    starts: Integers

    def sums(self, values: Numbers) -> Numbers:
        """Sums of the groups, ``[replicas, rows]`` to ``[replicas, groups]``."""
        found: Numbers = np.add.reduceat(values[:, self.order], self.starts, axis=1)
        return found

    def most(self, values: Numbers) -> Numbers:
        """The largest of each group, likewise."""
        found: Numbers = np.maximum.reduceat(values[:, self.order], self.starts, axis=1)
        return found


def grouped(keys: Integers) -> Groups:
    """Groups of equal keys, in order of the keys."""
    order = np.argsort(keys, kind="stable")
    _, starts = np.unique(keys[order], return_index=True)
    return Groups(order, starts)


@dataclass(frozen=True, slots=True)
class Sharing:
    """The matches of a cluster, pair by pair; documents are places (from 0) in the cluster.

    ``shared`` and ``unshared`` are the characters of a match that both sides have and that they have not, the same
    for both sides. ``passage`` is its family. ``log_odds`` (natural logarithm, positive for left) is what the passage
    says of the direction and ``third`` the probability (0 to 1) that both sides are from a third text. A ``unit`` is
    what takes one direction as a whole: a pair, or each match of a pair whose matches contradict each other;
    ``unit_about`` is the log-odds of the documents and ``unit_factor`` what the mean of its passages is multiplied
    with, both 0 where the texts of a pair contradict their dates. ``place`` is that of each match's left side, then of
    each right side; ``width`` the characters of a place that the other sides have too, those that several places cover
    divided among them.
    """

    documents: tuple[int, ...]
    matches: tuple[Match, ...]
    pairs: tuple[tuple[int, int], ...]
    pair: Integers
    shared: Numbers
    unshared: Numbers
    passage: Integers
    log_odds: Numbers
    third: Numbers
    unit: Integers
    unit_about: Numbers
    unit_factor: Numbers
    place: Integers
    place_document: Integers
    width: Numbers


def sharing_of(
    members: Sequence[int], pairs: Sequence[Pair], matches: Sequence[Match], documents: Sequence[Document]
) -> Sharing:
    """Gather the counted matches between ``members``; ``pairs`` must be in order and inside the cluster."""
    at = {document: place for place, document in enumerate(members)}
    found = tuple(matches[number] for pair in pairs for number in pair.matches)
    pair_of = np.repeat(np.arange(len(pairs)), [len(pair.matches) for pair in pairs])
    lengths = np.array([(match.left.span.length + match.right.span.length) / 2 for match in found])
    shared = lengths * np.array([match.similarity for match in found])
    unshared = lengths - shared
    once = np.array([_counted_once(pair, matches) for pair in pairs])[pair_of]
    unit, unit_about, unit_factor, log_odds = _units(pairs, matches, documents)
    place_of = places_of(found)
    place, place_document, width = _places(found, place_of, at)
    return Sharing(
        documents=tuple(members),
        matches=found,
        pairs=tuple((at[pair.left], at[pair.right]) for pair in pairs),
        pair=pair_of,
        shared=shared * once,
        unshared=unshared * once,
        passage=_passages(found, place_of),
        log_odds=log_odds,
        third=np.array([_third(match) for match in found]),
        unit=unit,
        unit_about=unit_about,
        unit_factor=unit_factor,
        place=place,
        place_document=place_document,
        width=width,
    )


def _counted_once(pair: Pair, matches: Sequence[Match]) -> float:
    """What the lengths of a pair's matches are multiplied with where they overlap, the same for both texts."""
    longest = sum(min(matches[n].left.span.length, matches[n].right.span.length) for n in pair.matches)
    return min(1.0, min(pair.characters_of_left, pair.characters_of_right) / max(1, longest))


def _third(match: Match) -> float:
    return match.direction.probability if match.direction.source == "common" else 0.0


def _units(
    pairs: Sequence[Pair], matches: Sequence[Match], documents: Sequence[Document]
) -> tuple[Integers, Numbers, Numbers, Numbers]:
    units: list[int] = []
    about: list[float] = []
    factors: list[float] = []
    log_odds: list[float] = []
    for pair in pairs:
        found = pool([matches[number] for number in pair.matches], documents)
        size = len(pair.matches)
        units += range(len(about), len(about) + size) if found.opposed else [len(about)] * size
        says = 0.0 if found.misdated else 1.0
        about += [says * found.about_log_odds] * (size if found.opposed else 1)
        factors += [says] * size if found.opposed else [says * found.factor * size]
        log_odds += found.passages
    return np.array(units), np.array(about), np.array(factors), np.array(log_odds)


def _passages(matches: Sequence[Match], place_of: Mapping[Side, Side]) -> Integers:
    """The number of each match's family, from 0."""
    family_of = {number: family.id for family in families_at(place_of, matches) for number in family.matches}
    return np.array([family_of[match.id] for match in matches])


def _places(
    matches: Sequence[Match], place_of: Mapping[Side, Side], at: Mapping[int, int]
) -> tuple[Integers, Integers, Numbers]:
    """The place of each match's left side, then of each right side; each place's document and width."""
    places = sorted(set(place_of.values()))
    number = {place: index for index, place in enumerate(places)}
    sides = [match.left for match in matches] + [match.right for match in matches]
    of_sides = np.array([number[place_of[side]] for side in sides])
    alike = np.array([match.similarity for match in matches] * 2)
    width = np.concatenate([_widths(group) for group in _by_document(places)])
    width *= np.bincount(of_sides, alike) / np.bincount(of_sides)
    return of_sides, np.array([at[place.document] for place in places]), width


def _by_document(places: Iterable[Side]) -> Iterator[list[Side]]:
    for _, group in groupby(places, key=lambda side: side.document):
        yield list(group)


def _widths(places: Sequence[Side]) -> Numbers:
    """Characters of each place, each character divided by the number of places that cover it."""
    starts = np.array([place.span.start for place in places])
    ends = np.array([place.span.end for place in places])
    cuts = np.unique(np.concatenate([starts, ends]))
    steps = np.zeros(len(cuts))
    np.add.at(steps, np.searchsorted(cuts, starts), 1)
    np.add.at(steps, np.searchsorted(cuts, ends), -1)
    depth = np.maximum(1, np.cumsum(steps)[:-1])
    before = np.concatenate([[0.0], np.cumsum(np.diff(cuts) / depth)])
    widths: Numbers = before[np.searchsorted(cuts, ends)] - before[np.searchsorted(cuts, starts)]
    return widths
