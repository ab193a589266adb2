"""The sources of each document of a cluster: the main one, by the arborescence, and those of what it does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.coverage import covered, union
from dedup.graph.directions import DECIDED
from dedup.graph.exchange import Exchange
from dedup.graph.sharing import Integers
from dedup.model import Span

FURTHER_SHARE: Final = 0.05
"""A further source explains at least this share of what a document shares."""
_TIE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Source:
    """Where passages of a document are from; documents are places in the cluster, ``source`` is -1 for the root.

    ``matches`` are those by which the text passed, ``characters`` how many of the document's passed, ``reused`` how
    many it shares with the cluster; ``chance`` is the probability (0 to 1) of the direction, before any resampling: for
    the root, that the others are not its source.
    """

    document: int
    source: int
    matches: tuple[int, ...]
    characters: int
    reused: int
    chance: float
    main: bool = True


def sources_of(exchange: Exchange, parents: Integers) -> tuple[Source, ...]:
    """The sources of every document, the main one first, then those that explain most; ``parents`` is the tree."""
    children: dict[int, list[int]] = defaultdict(list)
    for document, parent in enumerate(parents.tolist()):
        children[parent].append(document)
    found: list[Source] = []
    for document, parent in enumerate(parents.tolist()):
        own = _of_document(exchange, document, parent, children)
        for source in own[1:]:
            children[source.source].append(document)
        found += own
    return tuple(found)


def _of_document(exchange: Exchange, document: int, parent: int, children: Mapping[int, Sequence[int]]) -> list[Source]:
    others = exchange.between.get(document, {})
    everything = exchange.spans(document, (number for numbers in others.values() for number in numbers))
    reused = covered(everything)
    passed = _passed(exchange, parent, document, others.get(parent, ()))
    taken = union(exchange.spans(document, passed))
    left_over = reused - covered(taken)
    further: list[Source] = []
    if left_over >= max(1.0, FURTHER_SHARE * reused):
        below = _below(document, children)
        further = _further(exchange, document, taken, reused, {parent, *below} if parent >= 0 else below)
    characters = covered(taken) if parent >= 0 else reused - sum(source.characters for source in further)
    chance = exchange.mean_chance(parent, document, passed) if passed else exchange.chance_of_root(document)
    return [Source(document, parent, passed, characters, reused, chance), *further]


def _passed(exchange: Exchange, parent: int, document: int, matches: tuple[int, ...]) -> tuple[int, ...]:
    """The matches with the main source, without those that are decided to have gone the other way."""
    chance = exchange.chances(parent, document)
    return tuple(number for number in matches if chance[number] > 1 - DECIDED) or matches


def _below(document: int, children: Mapping[int, Sequence[int]]) -> set[int]:
    """The document and all that descends from it."""
    found, waiting = {document}, [document]
    while waiting:
        fresh = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _further(exchange: Exchange, document: int, taken: Sequence[Span], reused: int, barred: set[int]) -> list[Source]:
    """Whoever explains most of what is not taken, again and again, while that is a fair share.

    From a document that is ``barred`` (it descends from this one) only what is decided to have come from it, more
    surely so the more documents there are of which one might seem to be the source by chance.
    """
    least = max(1.0, FURTHER_SHARE * reused)
    others = exchange.between[document]
    beyond_doubt = 1 - (1 - DECIDED) / len(others)
    candidates = {
        other: found
        for other, matches in others.items()
        if (found := _possible(exchange, other, document, matches, beyond_doubt if other in barred else 0.5))
    }
    sources: list[Source] = []
    while True:
        gains = {other: _gain(exchange, document, found, taken) for other, found in candidates.items()}
        candidates = {other: found for other, found in candidates.items() if gains[other] >= least}
        if not candidates:
            return sources
        best = max(candidates, key=lambda other: (gains[other], -other))
        matches = candidates.pop(best)
        chance = exchange.mean_chance(best, document, matches)
        sources.append(Source(document, best, matches, gains[best], reused, chance, main=False))
        taken = union([*taken, *exchange.spans(document, matches)])


def _possible(exchange: Exchange, other: int, document: int, matches: Sequence[int], least: float) -> tuple[int, ...]:
    """The matches that may have come from ``other``; where both may as well have been first, the first by id was."""
    chance = exchange.chances(other, document)
    least += -_TIE if other < document else _TIE
    return tuple(number for number in matches if chance[number] >= least)


def _gain(exchange: Exchange, document: int, matches: Sequence[int], taken: Sequence[Span]) -> int:
    return covered([*taken, *exchange.spans(document, matches)]) - covered(taken)
