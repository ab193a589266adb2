"""Plant passages in texts and keep the exact truth.

Four texts in ten receive passages, up to three each; three in ten give them, each place at most once; the rest stay
clean. A passage repeated inside its own text goes into a receiving one. Passages are taken where the text shares little
with others, and put at the end of a paragraph or of a sentence. Slogans are scattered in a round of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from benchmarks.quality.bases import MOST_SEEN, Base
from benchmarks.quality.cases import Case, Planted
from benchmarks.quality.kinds import Kind
from benchmarks.quality.lexicon import Lexicon
from benchmarks.quality.prose import Language, sentences, within_letters, within_quotation
from benchmarks.quality.slogans import Slogans
from dedup.model import Span

_RECEIVING: Final = 0.4
_GIVING: Final = 0.3
_PLANTS_A_TEXT: Final = 3
_TRIES: Final = 40
_APART: Final = 60


@dataclass(slots=True)
class _Plant:
    """A copy on its way into a text: where, what, and which stretches of it come from which passage."""

    kind: Kind
    host: int
    place: int
    copy: str
    origins: list[tuple[int, Span, list[Span]]]


@dataclass(slots=True)
class _Planter:
    bases: Sequence[Base]
    lexicon: Lexicon
    random: Random
    taken: dict[int, list[Span]] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)
    plants: list[_Plant] = field(default_factory=list)

    def plant(self, kind: Kind, receiving: Sequence[int], giving: Sequence[int]) -> bool:
        """Plant one case of ``kind`` in a text with room; False where none was found."""
        hosts = [host for host in receiving if len(self.places.get(host, ())) < _PLANTS_A_TEXT]
        for _ in range(_TRIES if hosts else 0):
            host = self.random.choice(hosts)
            givers = [host] * kind.sources if kind.inside else self.random.sample(giving, kind.sources)
            passages = [self._passage(giver, kind) for giver in givers]
            if all(passages) and self._put(kind, host, givers, [span for span in passages if span]):
                return True
        return False

    def _put(self, kind: Kind, host: int, givers: Sequence[int], passages: Sequence[Span]) -> bool:
        place = self._place(host, avoid=passages if kind.inside else ())
        if place is None:
            return False
        changed = [
            kind.change(span.of(self.bases[giver].text), self.random, self.lexicon)
            for giver, span in zip(givers, passages, strict=True)
        ]
        copy, stretches = mixed(changed)
        for giver, span in zip(givers, passages, strict=True):
            self.taken.setdefault(giver, []).append(span)
        self.places.setdefault(host, []).append(place)
        self.plants.append(_Plant(kind, host, place, copy, list(zip(givers, passages, stretches, strict=True))))
        return True

    def _passage(self, giver: int, kind: Kind) -> Span | None:
        base = self.bases[giver]
        span = choose_passage(base.text, self.random, *kind.lengths[self.lexicon.language])
        if span is None or base.seen[span.start : span.end].mean() > MOST_SEEN:
            return None
        used = any(span.overlap(other) for other in self.taken.get(giver, ()))
        split = any(span.start < place < span.end for place in self.places.get(giver, ()))
        return None if used or split else span

    def _place(self, host: int, avoid: Sequence[Span]) -> int | None:
        """The end of a sentence or paragraph outside of quotations, away from other plants and from the passages to
        avoid."""
        text = self.bases[host].text
        ends = [span.end for span in sentences(text) if not within_quotation(text, span.end)]
        blocked = [*(Span(place, place) for place in self.places.get(host, ())), *avoid, *self.taken.get(host, ())]
        free = [end for end in ends if all(end < span.start - _APART or end > span.end + _APART for span in blocked)]
        return self.random.choice(free) if free else None


def plant(bases: Sequence[Base], agenda: Sequence[Kind], lexicon: Lexicon, random: Random) -> Planted:
    """Plant a case of each kind on the ``agenda`` while there is room."""
    order = random.sample(range(len(bases)), len(bases))
    n_receiving, n_giving = max(2, round(_RECEIVING * len(bases))), max(2, round(_GIVING * len(bases)))
    receiving = sorted(order[:n_receiving])
    giving = sorted(order[n_receiving : n_receiving + n_giving])
    clean = sorted(order[n_receiving + n_giving :])
    planter = _Planter(bases, lexicon, random)
    for kind in agenda:
        planter.plant(kind, receiving, giving)
    return _written(bases, planter.plants, {}, frozenset(clean), lexicon.language)


def scatter(bases: Sequence[Base], random: Random, slogans: Slogans) -> Planted:
    """Put ``slogans`` into all texts that have room for them, and nothing else: all are clean."""
    ends = [[span.end for span in sentences(base.text)] for base in bases]
    phrases = {number: slogans.scattered(places, random) for number, places in enumerate(ends)}
    return _written(bases, (), phrases, frozenset(phrases), slogans.language)


def choose_passage(text: str, random: Random, least: int, most: int) -> Span | None:
    """Whole sentences of ``least`` to ``most`` characters in all, from a random place; the last may be cut."""
    spans = [span for span in sentences(text) if not text.startswith("#", span.start)]
    if not spans:
        return None
    first, wanted = random.randrange(len(spans)), random.randint(least, most)
    start = end = spans[first].start
    for span in spans[first:]:
        if span.end - start > most or end - start >= wanted:
            break
        end = span.end
    if end - start < least and most >= 100 and len(text) - start >= wanted:
        end = start + wanted
    return Span(start, end) if least <= end - start <= most and "\n#" not in text[start:end] else None


def mixed(passages: Sequence[str]) -> tuple[str, list[list[Span]]]:
    """The passages' sentences in turn, and the stretches of each passage in that; one passage stays as it is."""
    if len(passages) == 1:
        return passages[0], [[Span(0, len(passages[0]))]]
    parts = [[span.of(passage) for span in sentences(passage)] for passage in passages]
    written = ""
    stretches: list[list[Span]] = [[] for _ in passages]
    for turn in range(max(map(len, parts))):
        for which, part in enumerate(parts):
            if turn < len(part):
                written += " " if written and written[-1].isascii() else ""
                stretches[which].append(Span(len(written), len(written) + len(part[turn])))
                written += part[turn]
    return written, stretches


def _written(
    bases: Sequence[Base],
    plants: Sequence[_Plant],
    phrases: dict[int, list[tuple[int, str]]],
    clean: frozenset[int],
    language: Language,
) -> Planted:
    """All texts with their plants, and the truth in the offsets of the written texts."""
    space = "" if language == "zh" else " "
    texts, inserted, where = [], [], {}
    for number, base in enumerate(bases):
        puts = sorted([(plant.place, plant.copy) for plant in plants if plant.host == number] + phrases.get(number, []))
        text, starts = _with_insertions(base.text, puts, space)
        texts.append(text)
        inserted.append(tuple((place, len(_framed(base.text, place, copy, space)[0])) for place, copy in puts))
        where.update({(number, place): start for (place, _), start in zip(puts, starts, strict=True)})
    sloganed = frozenset(number for number, scattered in phrases.items() if scattered)
    found = Planted(tuple(texts), (), tuple(inserted), clean, sloganed)
    cases = [case for plant in plants for case in _cases(plant, where[plant.host, plant.place], found)]
    return Planted(found.texts, tuple(cases), found.inserted, found.clean, found.sloganed)


def _with_insertions(text: str, puts: Sequence[tuple[int, str]], space: str) -> tuple[str, list[int]]:
    written, starts, reached, length = [], [], 0, 0
    for place, copy in puts:
        framed, offset = _framed(text, place, copy, space)
        written += [text[reached:place], framed]
        starts.append(length + place - reached + offset)
        length += place - reached + len(framed)
        reached = place
    return "".join([*written, text[reached:]]), starts


def _framed(text: str, place: int, copy: str, space: str) -> tuple[str, int]:
    """The copy with what keeps it apart from the text before it, and where in that it begins.

    At the end of a paragraph it becomes the next one; within one it follows as further sentences.
    """
    frame = "\n\n" if text.startswith("\n", place) or place == len(text) else space
    return frame + copy, len(frame)


def _cases(plant: _Plant, start: int, planted: Planted) -> list[Case]:
    host = planted.texts[plant.host]
    cases = []
    for giver, passage, stretches in plant.origins:
        moved = planted.moved(giver, passage)
        copied = [within_letters(host, Span(start + span.start, start + span.end)) for span in stretches]
        cases.append(
            Case(
                kind=plant.kind.name,
                copy=plant.host,
                source=giver,
                copied=tuple(span for span in copied if span.length),
                planted=Span(start, start + len(plant.copy)),
                taken=within_letters(planted.texts[giver], moved),
            )
        )
    return cases
