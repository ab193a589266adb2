"""A result with its measured numbers as ``results.json`` has them, so that a report made from either says the same."""

from __future__ import annotations

from dataclasses import fields, replace

from dedup.model import Cluster, Direction, Figures, Match, Pair, Portion, Result, Reuse, Significance
from dedup.results.measures import rounded


def as_stored(result: Result) -> Result:
    """The result after a way through the file, but for the way: a share of 6.849 % would else be told as two."""
    return replace(
        result,
        significance=_significance(result.significance),
        reuse=tuple(map(_reuse, result.reuse)),
        matches=tuple(map(_match, result.matches)),
        pairs=tuple(map(_pair, result.pairs)),
        clusters=tuple(map(_cluster, result.clusters)),
    )


def _significance(found: Significance) -> Significance:
    limit, expected = rounded(found.limit_bits), rounded(found.expected_false_matches)
    return replace(found, limit_bits=limit, expected_false_matches=expected)


def _reuse(reuse: Reuse) -> Reuse:
    return replace(
        reuse,
        share=rounded(reuse.share),
        largest_source_share=rounded(reuse.largest_source_share),
        figures=_figures(reuse.figures),
    )


def _figures(figures: Figures) -> Figures:
    values = {field.name: getattr(figures, field.name) for field in fields(Figures)}
    shares = {name: _portion(value) for name, value in values.items() if isinstance(value, Portion)}
    return replace(figures, **shares)  # type: ignore[arg-type]  # the one other field is left as it is


def _portion(portion: Portion) -> Portion:
    return Portion(portion.characters, rounded(portion.share))


def _match(match: Match) -> Match:
    return replace(
        match,
        similarity=rounded(match.similarity),
        bits=rounded(match.bits),
        direction=_direction(match.direction),
    )


def _pair(pair: Pair) -> Pair:
    return replace(
        pair,
        containment_of_left=rounded(pair.containment_of_left),
        containment_of_right=rounded(pair.containment_of_right),
        direction=_direction(pair.direction),
    )


def _direction(direction: Direction) -> Direction:
    evidence = tuple(replace(item, log_odds=rounded(item.log_odds)) for item in direction.evidence)
    return Direction(direction.source, rounded(direction.probability), evidence)


def _cluster(cluster: Cluster) -> Cluster:
    return replace(cluster, lineage=tuple(replace(step, support=rounded(step.support)) for step in cluster.lineage))
