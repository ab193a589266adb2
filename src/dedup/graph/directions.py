"""Which of two documents is the source, from what all their passages say together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final, Literal

from dedup.judgement.direction import DOCUMENT_LEVEL, contradicts_dates
from dedup.judgement.direction.dates import dated
from dedup.model import Direction, Document, Evidence, Match
from dedup.settings import JudgementSettings

DECIDED: Final = JudgementSettings().decided
_DEPENDENCE: Final = 0.25
_LEAST: Final = 1e-6
_Stance = Literal["left", "right", "common"]


@dataclass(frozen=True, slots=True)
class Pooled:
    """The evidence of a pair's matches; log-odds are natural logarithms, positive where they speak for left.

    ``passages``: of each match, without what is about the documents. ``factor``: what their sum is multiplied with,
    because they are not independent (``dependence_factor``). ``about``: the evidence about the documents, each kind
    once. ``stated``: the characters of the matches that are decided, by what they say. ``opposed``: they contradict
    each other. ``misdated``: all together contradict the dates.
    """

    passages: tuple[float, ...]
    factor: float
    about: tuple[Evidence, ...]
    stated: dict[_Stance, float]
    opposed: bool
    misdated: bool

    @property
    def about_log_odds(self) -> float:
        """What the documents say, whatever the passage."""
        return sum(item.log_odds for item in self.about)

    @property
    def log_odds(self) -> float:
        """What all evidence says together."""
        return self.about_log_odds + self.factor * sum(self.passages)


def pair_direction(matches: Sequence[Match], documents: Sequence[Document], *, decided: float = DECIDED) -> Direction:
    """The direction of a pair from its matches: undetermined where its probability is less than ``decided``.

    Log-odds of passages are added and damped (``dependence_factor``), and each kind of evidence about the documents is
    added once. Where the decided passages contradict each other, that is, where more than ``1 - decided`` of their
    characters (what calibration lets be wrong) say something else than the rest, the pair is undetermined, and so it is
    where its texts contradict their dates.
    """
    found = pool(matches, documents, decided=decided)
    evidence = (*found.about, *_summed(matches, found.factor))
    if found.opposed:
        return Direction("undetermined", 0.5, (*evidence, _opposition(matches, found)))
    if found.stated["common"] > max(found.stated["left"], found.stated["right"]):
        return Direction("common", _common_probability(matches), evidence)
    for_left = probability(found.log_odds)
    if found.misdated or max(for_left, 1 - for_left) < decided:
        return Direction("undetermined", max(for_left, 1 - for_left), evidence)
    return Direction("left", for_left, evidence) if for_left > 0.5 else Direction("right", 1 - for_left, evidence)


def pool(matches: Sequence[Match], documents: Sequence[Document], *, decided: float = DECIDED) -> Pooled:
    """Gather the evidence of the matches of one pair."""
    about = _about_documents(matches, documents)
    shift = sum(item.log_odds for item in about)
    passages = tuple(passage_log_odds(match) for match in matches)
    stated: dict[_Stance, float] = {"left": 0.0, "right": 0.0, "common": 0.0}
    for match, log_odds in zip(matches, passages, strict=True):
        stance = _stance(match, probability(log_odds + shift), decided)
        if stance:
            stated[stance] += (match.left.span.length + match.right.span.length) / 2
    opposed = max(stated.values()) < decided * sum(stated.values())
    factor = dependence_factor(passages)
    misdated = contradicts_dates(about, factor * sum(passages))
    return Pooled(passages, factor, about, stated, opposed, misdated)


def passage_log_odds(match: Match) -> float:
    """What the passage itself says of its direction; a stated direction without evidence speaks for itself."""
    direction = match.direction
    if direction.evidence:
        return sum(item.log_odds for item in direction.evidence if item.kind not in DOCUMENT_LEVEL)
    if direction.source not in ("left", "right"):
        return 0.0
    bounded = min(1 - _LEAST, max(_LEAST, direction.probability))
    log_odds = log(bounded / (1 - bounded))
    return log_odds if direction.source == "left" else -log_odds


def dependence_factor(log_odds: Sequence[float]) -> float:
    """1 / (1 + (n - 1) · 0.25), in (0.25, 1]: the weight of each of n evidences correlated by 0.25.

    This is Kish's design effect (Survey Sampling, 1965). n is the effective number (Σ|x|)² / Σx², so that a strong
    evidence loses nothing to weak ones beside it. However many passages agree, together they say at most four times
    what one says.
    """
    squares = sum(value * value for value in log_odds)
    if squares == 0:
        return 1.0
    effective = sum(map(abs, log_odds)) ** 2 / squares
    return 1 / (1 + (effective - 1) * _DEPENDENCE)


def probability(log_odds: float) -> float:
    """The probability (0 to 1) of natural log-odds."""
    return 1 / (1 + exp(-log_odds)) if log_odds >= 0 else 1 - 1 / (1 + exp(log_odds))


def _stance(match: Match, for_left: float, decided: float) -> _Stance | None:
    if match.direction.source == "common":
        return "common"
    if for_left >= decided:
        return "left"
    return "right" if for_left <= 1 - decided else None


def _about_documents(matches: Sequence[Match], documents: Sequence[Document]) -> tuple[Evidence, ...]:
    """Each kind once, the strongest where they differ; dates of the documents count though no match names them."""
    strongest: dict[str, Evidence] = {}
    first = matches[0]
    found = (item for match in matches for item in match.direction.evidence if item.kind in DOCUMENT_LEVEL)
    for item in found:
        if item.kind not in strongest or abs(item.log_odds) > abs(strongest[item.kind].log_odds):
            strongest[item.kind] = item
    for item in dated(documents[first.left.document], documents[first.right.document]):
        strongest.setdefault(item.kind, item)
    return tuple(strongest[kind] for kind in sorted(strongest))


def _summed(matches: Iterable[Match], factor: float) -> tuple[Evidence, ...]:
    """One evidence for each kind that speaks of passages, with the detail of its strongest."""
    by_kind: dict[str, list[Evidence]] = defaultdict(list)
    for match in matches:
        for item in match.direction.evidence:
            if item.kind not in DOCUMENT_LEVEL:
                by_kind[item.kind].append(item)
    return tuple(
        Evidence(
            kind,
            max(items, key=lambda item: abs(item.log_odds)).detail,
            factor * sum(item.log_odds for item in items),
        )
        for kind, items in sorted(by_kind.items())
    )


def _common_probability(matches: Iterable[Match]) -> float:
    """The mean probability of the passages that both have from a third text, by their characters."""
    common = [match for match in matches if match.direction.source == "common"]
    lengths = [match.left.span.length + match.right.span.length for match in common]
    weighed = sum(length * match.direction.probability for length, match in zip(lengths, common, strict=True))
    return weighed / max(1, sum(lengths))


def _opposition(matches: Sequence[Match], found: Pooled) -> Evidence:
    shares = ", ".join(f"{round(characters)} for {stance}" for stance, characters in found.stated.items())
    return Evidence(
        "opposed",
        f"passages contradict each other (characters: {shares}): the texts borrow from each other or from a third",
    )
