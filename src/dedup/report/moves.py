"""Sentences that two passages share in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedup.model import Span

SHORTEST = 6
MOST_SENTENCES = 400
_SENTENCE = re.compile(r"[^。！？!?；;.\n]+[。！？!?；;.]*[”’」』\"')）]*")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Move:
    """A sentence that stands at another place of the other passage."""

    left: Span
    right: Span


def moves(left: str, right: str) -> tuple[Move, ...]:
    """Sentences with the same words in both, which have to leave the order that most of the others keep.

    Only sentences of at least 6 letters that stand once in each count. In order of the left passage.
    """
    of_left, of_right = _once(left), _once(right)
    shared = [Move(span, of_right[words]) for words, span in of_left.items() if words in of_right]
    if len(shared) > MOST_SENTENCES or _rises(shared):
        return ()
    staying = _staying(shared)
    return tuple(move for number, move in enumerate(shared) if number not in staying)


def _once(text: str) -> dict[str, Span]:
    """The sentences that stand once in a text, by their words, in order."""
    found: dict[str, Span] = {}
    repeated: set[str] = set()
    for words, span in _sentences(text):
        if words in found:
            repeated.add(words)
        found.setdefault(words, span)
    return {words: span for words, span in found.items() if words not in repeated}


def _sentences(text: str) -> Iterator[tuple[str, Span]]:
    for match in _SENTENCE.finditer(text):
        words = _NOT_WORDS.sub("", match[0]).casefold()
        if len(words) >= SHORTEST:
            blank = len(match[0]) - len(match[0].lstrip())
            yield words, Span(match.start() + blank, match.end())


def _rises(shared: Sequence[Move]) -> bool:
    return all(one.right.start <= other.right.start for one, other in pairwise(shared))


def _staying(shared: Sequence[Move]) -> frozenset[int]:
    """The heaviest run of sentences in the same order on both sides: as much text as possible stays."""
    best: list[int] = []
    before: list[int] = []
    for number, move in enumerate(shared):
        earlier = (at for at in range(number) if shared[at].right.start < move.right.start)
        previous = max(earlier, key=lambda at: (best[at], -at), default=-1)
        before.append(previous)
        best.append(move.left.length + (best[previous] if previous >= 0 else 0))
    at = max(range(len(shared)), key=lambda number: (best[number], -number))
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return frozenset(kept)
