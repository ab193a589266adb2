"""What is planted where, before anything of it is scanned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Protocol

from benchmarks.quality.bases import Bases, without
from benchmarks.quality.cases import Planted
from benchmarks.quality.genuine import genuine
from benchmarks.quality.kinds import KINDS, Kind, kinds_for
from benchmarks.quality.lexicon import lexicon_of
from benchmarks.quality.planting import plant, scatter
from benchmarks.quality.scanning import Found, Scan, reuse_proposed
from benchmarks.quality.slogans import choose_slogans
from dedup.model import Span

_MOST_ROUNDS: Final = 16


class Scanner(Protocol):
    """Scans texts; ``number`` is that of the round they are of."""

    def __call__(self, texts: Sequence[str], number: int) -> Scan: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Plan:
    """The planted texts of each round, and in the last the base texts with slogans alone; ``own`` is the genuine reuse
    of the base texts, ``unmeasured`` names the kinds that make no sense for them."""

    bases: Bases
    rounds: tuple[Planted, ...]
    own: tuple[Found, ...]
    unmeasured: tuple[str, ...]


def planned(bases: Bases, *, cases: int, seed: int) -> Plan:
    """Rounds until each kind has about ``cases`` cases, at most 16, and one of slogans. Nothing is planted where a scan
    finds reuse that the texts might have of their own."""
    texts = [base.text for base in bases.chosen]
    untouched = reuse_proposed(texts)
    own = genuine(untouched, texts, bases.language)
    chosen = without(bases.chosen, [side for match in untouched for side in match.sides])
    lexicon = lexicon_of(texts, bases.language)
    kinds = kinds_for(lexicon)
    rounds: list[Planted] = []
    while len(rounds) < _MOST_ROUNDS and (agenda := _agenda(kinds, rounds, cases)):
        rounds.append(plant(chosen, agenda, lexicon, seeded(seed, len(rounds))))
    rounds.append(_sloganed(bases, seeded(seed, len(rounds))))
    return Plan(bases, tuple(rounds), tuple(own), tuple(kind.name for kind in KINDS if kind not in kinds))


def seeded(seed: int, number: int) -> Random:
    """Random numbers of one round; a string as the seed gives the same ones on any machine."""
    return Random(f"{seed}/{number}")  # noqa: S311 - chooses places, keeps no secret


def _sloganed(bases: Bases, random: Random) -> Planted:
    strangers = [base.text for base in bases.rest] or [base.text for base in bases.chosen]
    return scatter(bases.chosen, random, choose_slogans(strangers, bases.language, random, len(bases.chosen)))


def _agenda(kinds: Sequence[Kind], rounds: Sequence[Planted], cases: int) -> list[Kind]:
    """What is still to be planted, the rarest kinds first, in turn."""
    done = Counter(kind for planted in rounds for kind, _, _ in _plantings(planted))
    turns = sorted((turn, at) for at, kind in enumerate(kinds) for turn in range(done[kind.name], cases))
    return [kinds[at] for _, at in turns]


def _plantings(planted: Planted) -> set[tuple[str, int, Span]]:
    """Two mixed sources are two cases and one planting."""
    return {(case.kind, case.copy, case.planted) for case in planted.cases}
