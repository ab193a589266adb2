"""Where two passages differ, character by character, told so that a reader can follow it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Literal

from rapidfuzz.distance import Indel

from dedup.model import Span
from dedup.report.moves import moves

Told = Literal["", "only", "replaced", "moved"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage and how it is told from the other side's.

    ``change`` is empty where both sides have it in its place, ``only`` where the other side has nothing there,
    ``replaced`` where it has other words, and ``moved`` where it has the sentence elsewhere: ``move``, from 1, is the
    same on both sides.
    """

    text: str
    change: Told = ""
    move: int = 0

    @property
    def only(self) -> bool:
        """Whether the other side does not have this, or not here."""
        return bool(self.change)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the left passage in whose place the right one has another; either may be empty."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int

    @property
    def told(self) -> Told:
        """Whether each side has other words here, or only one has any."""
        both = self.left_start < self.left_end and self.right_start < self.right_end
        return "replaced" if both else "only"


def difference(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both passages in pieces; each side's pieces join to that side exactly."""
    if left == right:
        same = (Piece(left),) if left else ()
        return same, same
    moved = moves(left, right)
    of_left = [(move.left, number) for number, move in enumerate(moved, 1)]
    of_right = sorted((move.right, number) for number, move in enumerate(moved, 1))
    rests = _without(left, of_left), _without(right, of_right)
    changes = changes_between(*rests)
    lefts = [(change.left_start, change.left_end, change.told) for change in changes]
    rights = [(change.right_start, change.right_end, change.told) for change in changes]
    return _restored(left, _pieces(rests[0], lefts), of_left), _restored(right, _pieces(rests[1], rights), of_right)


def unified(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The new passage with what it changed of the old: texts that are ``same``, ``deleted`` or ``inserted``.

    Other white space is no change: a line may end elsewhere in each copy.
    """
    told: list[tuple[str, str]] = []
    reach = 0
    for change in changes_between(old, new):
        told.append(("same", old[reach : change.left_start]))
        gone, come = old[change.left_start : change.left_end], new[change.right_start : change.right_end]
        told += [("deleted", gone), ("inserted", come)] if (gone + come).strip() else [("same", come)]
        reach = change.left_end
    told.append(("same", old[reach:]))
    return tuple((kind, text) for kind, text in told if text)


def changes_between(left: str, right: str) -> list[Change]:
    """Where the two differ, in order; what lies between two changes is the same in both."""
    return _joined(left, _to_words(left, right, list(_changes(left, right))))


def _changes(left: str, right: str) -> Iterator[Change]:
    for code in Indel.opcodes(left, right):
        if code.tag != "equal":
            yield Change(code.src_start, code.src_end, code.dest_start, code.dest_end)


def _to_words(left: str, right: str, changes: Sequence[Change]) -> Iterator[Change]:
    """Widen a change inside a word of a spaced script to the whole word: "fired", not "fir", became "baked".

    What is widened over stands in both sides; the changes before and after it are its limits.
    """
    reach = 0
    for change, following in zip_longest(changes, changes[1:]):
        limit = following.left_start if following else len(left)
        gone, come = left[change.left_start : change.left_end], right[change.right_start : change.right_end]
        before = after = 0
        if _in_word(gone[:1]) or _in_word(come[:1]):
            before = _letters(reversed(left[reach : change.left_start]))
        if _in_word(gone[-1:]) or _in_word(come[-1:]):
            after = _letters(left[change.left_end : limit])
        reach = change.left_end
        if not before and not after:
            yield change
            continue
        yield Change(
            change.left_start - before, change.left_end + after, change.right_start - before, change.right_end + after
        )


def _letters(text: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(_in_word, text))


def _in_word(character: str) -> bool:
    """Whether a character belongs to a word set apart by blanks (Latin, Greek, Cyrillic and their neighbours)."""
    return character < "\u0590" and character.isalnum()


def _joined(left: str, changes: Iterable[Change]) -> list[Change]:
    """Changes that meet, or that a single character separates, told as one."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and change.left_start - last.left_end <= 1 and not left[last.left_end : change.left_start].isspace():
            joined[-1] = Change(
                last.left_start,
                max(last.left_end, change.left_end),
                last.right_start,
                max(last.right_end, change.right_end),
            )
        else:
            joined.append(change)
    return joined


def _pieces(text: str, changes: Iterable[tuple[int, int, Told]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    reach = 0
    for start, end, told in changes:
        pieces.append(Piece(text[reach:start]))
        pieces.append(Piece(text[start:end], told))
        reach = end
    pieces.append(Piece(text[reach:]))
    return tuple(piece for piece in pieces if piece.text)


def _without(text: str, moved: Iterable[tuple[Span, int]]) -> str:
    rest: list[str] = []
    reach = 0
    for span, _ in moved:
        rest.append(text[reach : span.start])
        reach = span.end
    return "".join((*rest, text[reach:]))


def _restored(text: str, pieces: Iterable[Piece], moved: Sequence[tuple[Span, int]]) -> tuple[Piece, ...]:
    """The pieces of what stayed in place, cut where a moved sentence stands, with these between them."""
    if not moved:
        return tuple(pieces)
    waiting = deque(moved)
    told: list[Piece] = []
    at = 0
    for piece in (*pieces, Piece("")):
        rest = piece.text
        while waiting and waiting[0][0].start <= at + len(rest):
            span, number = waiting.popleft()
            told.append(replace(piece, text=rest[: span.start - at]))
            told.append(Piece(span.of(text), "moved", number))
            rest, at = rest[span.start - at :], span.end
        told.append(replace(piece, text=rest))
        at += len(rest)
    return tuple(piece for piece in told if piece.text)
