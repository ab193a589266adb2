"""What each edge of a cluster's arborescence costs, in nats; ``dedup.graph.lineage`` has the model."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from dedup.graph.directions import DECIDED
from dedup.graph.sharing import Integers, Numbers, Sharing, grouped

_NATS_A_CHARACTER: Final = 1.0
_ROOT_NATS: Final = log(10)
_LEAST: Final = 1e-4
_STEPS_A_NAT: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Draw:
    """Replicas of a cluster's evidence, one a row: ``[replicas, matches]``, ``swing`` ``[replicas, units]``.

    ``weight``: how often each match's passage counts; ``swing``: log-odds added to a unit's direction; ``third``: the
    probability of a third text; ``shared``: the characters that both sides have.
    """

    weight: Numbers
    swing: Numbers
    third: Numbers
    shared: Numbers


def as_found(sharing: Sharing) -> Draw:
    """The evidence as it stands, as one row."""
    matches, units = (1, len(sharing.matches)), (1, len(sharing.unit_about))
    return Draw(np.ones(matches), np.zeros(units), sharing.third[None, :], sharing.shared[None, :])


def resampled(sharing: Sharing, replicas: int, generator: np.random.Generator) -> Draw:
    """Replicas of the evidence.

    Passages get weights of mean 1 (Rubin, "The Bayesian bootstrap", 1981: no document is left without any). The
    direction of a unit is drawn with its probability: a logistic number added to log-odds makes their sum positive
    just so often. So is whether both have a passage from a third text. The characters in which two sides differ are a
    count, so its spread is its root.
    """
    matches, passages = len(sharing.matches), int(sharing.passage.max()) + 1
    weights = generator.standard_exponential((replicas, passages))
    weights /= weights.mean(axis=1, keepdims=True)
    swing = generator.logistic(size=(replicas, len(sharing.unit_about)))
    third = (generator.random((replicas, matches)) < sharing.third).astype(np.float64)
    spread = generator.standard_normal((replicas, matches)) * np.sqrt(sharing.unshared)
    shared = np.maximum(0.0, sharing.shared - np.maximum(spread, -sharing.unshared))
    return Draw(weights[:, sharing.passage], swing, third, shared)


def chances(sharing: Sharing, draw: Draw) -> tuple[Numbers, Numbers]:
    """The probability that each match's text went from left to right, and from right to left."""
    units = grouped(sharing.unit)
    means = units.sums(draw.weight * sharing.log_odds) / units.sums(draw.weight)
    log_odds = sharing.unit_about + sharing.unit_factor * means + draw.swing
    for_left = 1 / (1 + np.exp(-np.clip(log_odds, -50, 50)))[:, sharing.unit]
    return for_left * (1 - draw.third), (1 - for_left) * (1 - draw.third)


def endpoints(sharing: Sharing) -> tuple[Integers, Integers]:
    """Sources and targets of the edges: from left to right of each pair, from right to left, from the root.

    Documents are numbered from 1, the root is 0.
    """
    left, right = np.array(sharing.pairs, dtype=np.int64).T + 1
    documents = np.arange(1, len(sharing.documents) + 1)
    return np.concatenate([left, right, np.zeros_like(documents)]), np.concatenate([right, left, documents])


def costs(sharing: Sharing, draw: Draw) -> Integers:
    """The cost of each edge, ``int64[replicas, edges]``, in millionths of a nat."""
    to_right, to_left = chances(sharing, draw)
    explained = _explained(np.concatenate([to_right, to_left], axis=1))
    worth = np.tile(draw.weight * draw.shared, 2)
    pairs = grouped(np.concatenate([sharing.pair, sharing.pair + len(sharing.pairs)]))
    total = pairs.sums(worth)
    against = pairs.sums(worth * np.concatenate([_nats(to_right), _nats(to_left)], axis=1)) / np.maximum(total, 1e-9)
    edges = against - _NATS_A_CHARACTER * pairs.sums(worth * explained)
    given = pairs.sums(worth * np.concatenate([_nats(1 - to_right), _nats(1 - to_left)], axis=1))
    roots = _of_roots(sharing, draw, explained) + _against_first(sharing, given, total)
    nats: Numbers = np.concatenate([edges, roots], axis=1)
    return np.rint(nats * _STEPS_A_NAT).astype(np.int64)


def _explained(chance: Numbers) -> Numbers:
    """How much (0 to 1) of a passage its possible source explains: nothing where it is decided against that source."""
    found: Numbers = np.clip((chance - (1 - DECIDED)) / (DECIDED - 0.5), 0.0, 1.0)
    return found


def _nats(chance: Numbers) -> Numbers:
    found: Numbers = -np.log(np.maximum(_LEAST, chance))
    return found


def _of_roots(sharing: Sharing, draw: Draw, explained: Numbers) -> Numbers:
    """Less what of each document nobody else explains, place by place."""
    matches = len(sharing.matches)
    into_sides = np.concatenate([explained[:, matches:], explained[:, :matches]], axis=1)
    places = grouped(sharing.place)
    weight = places.most(np.tile(draw.weight, 2))
    own = sharing.width * weight * (1 - places.most(into_sides))
    found: Numbers = np.full((len(own), len(sharing.documents)), _ROOT_NATS)
    of_documents = grouped(sharing.place_document)
    found[:, np.unique(sharing.place_document)] -= _NATS_A_CHARACTER * of_documents.sums(own)
    return found


def _against_first(sharing: Sharing, given: Numbers, total: Numbers) -> Numbers:
    """The strongest evidence that a document is not the first, weighted by how much of the text it is about."""
    _, target = endpoints(sharing)
    into = grouped(target[: total.shape[1]])
    documents = np.unique(target[: total.shape[1]]) - 1
    found = np.zeros((len(total), len(sharing.documents)))
    found[:, documents] = into.most(given) / np.maximum(into.most(total), 1e-9)
    return found
