"""The matches of a cluster as its documents see them: with whom, where, and how likely in which direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dedup.graph.sharing import Numbers, Sharing
from dedup.model import Span

_ANY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Exchange:
    """The matches of a cluster seen from its documents.

    ``between[document][other]`` are the matches of the two; ``chance[0]`` is the probability of each match to have
    gone from left to right, ``chance[1]`` from right to left.
    """

    sharing: Sharing
    between: Mapping[int, Mapping[int, tuple[int, ...]]]
    chance: tuple[Numbers, Numbers]

    def spans(self, document: int, matches: Iterable[int]) -> list[Span]:
        """The places of the matches in the document."""
        own = self.sharing.documents[document]
        found = (self.sharing.matches[number] for number in matches)
        return [match.left.span if match.left.document == own else match.right.span for match in found]

    def chances(self, source: int, document: int) -> Numbers:
        """For all matches the probability of having gone from the place of ``source`` to that of ``document``."""
        return self.chance[0] if source < document else self.chance[1]

    def mean_chance(self, source: int, document: int, matches: Sequence[int]) -> float:
        """The same for some matches as one, by their characters."""
        weights = self.sharing.shared[list(matches)] + _ANY
        return float(np.average(self.chances(source, document)[list(matches)], weights=weights))

    def chance_of_root(self, document: int) -> float:
        """The least probability, over the documents it shares with, that the other is not the source."""
        others = self.between.get(document, {})
        return 1 - max((self.mean_chance(other, document, found) for other, found in others.items()), default=0.0)


def exchange_of(sharing: Sharing, chance: tuple[Numbers, Numbers]) -> Exchange:
    """Put the matches under their documents."""
    between: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, pair in enumerate(sharing.pair.tolist()):
        left, right = sharing.pairs[pair]
        between[left][right].append(number)
        between[right][left].append(number)
    fixed = {
        document: {other: tuple(found) for other, found in sorted(others.items())}
        for document, others in between.items()
    }
    return Exchange(sharing, fixed, chance)
