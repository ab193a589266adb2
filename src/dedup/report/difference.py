"""Where two passages differ, character by character, told so that a reader can follow it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from rapidfuzz.distance import Indel


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that stands in both sides or in this one ``only``."""

    text: str
    only: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the left passage in whose place the right one has another; either may be empty."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int


def difference(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both passages in pieces; each side's pieces join to that side exactly."""
    if left == right:
        same = (Piece(left, False),) if left else ()
        return same, same
    changes = _joined(left, _to_words(left, right, list(_changes(left, right))))
    return (
        _pieces(left, ((change.left_start, change.left_end) for change in changes)),
        _pieces(right, ((change.right_start, change.right_end) for change in changes)),
    )


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
        touched = (left[change.left_start : change.left_end], right[change.right_start : change.right_end])
        before = after = 0
        if any(_in_word(text[:1]) for text in touched):
            before = _letters(reversed(left[reach : change.left_start]))
        if any(_in_word(text[-1:]) for text in touched):
            after = _letters(left[change.left_end : limit])
        reach = change.left_end
        yield Change(
            change.left_start - before, change.left_end + after, change.right_start - before, change.right_end + after
        )


def _letters(text: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(_in_word, text))


def _in_word(character: str) -> bool:
    """Whether a character belongs to a word set apart by blanks (Latin, Greek, Cyrillic and their neighbours)."""
    return character.isalnum() and character < "\u0590"


def _joined(left: str, changes: Iterable[Change]) -> list[Change]:
    """Changes that meet, or that a single character separates, told as one."""
    joined: list[Change] = []
    for change in changes:
        if joined and _too_close(left, joined[-1].left_end, change.left_start):
            last = joined.pop()
            change = Change(  # noqa: PLW2901
                last.left_start,
                max(last.left_end, change.left_end),
                last.right_start,
                max(last.right_end, change.right_end),
            )
        joined.append(change)
    return joined


def _too_close(text: str, start: int, end: int) -> bool:
    return end - start <= 1 and not text[start:end].isspace()


def _pieces(text: str, only: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    reach = 0
    for start, end in only:
        pieces.append(Piece(text[reach:start], False))
        pieces.append(Piece(text[start:end], True))
        reach = end
    pieces.append(Piece(text[reach:], False))
    return tuple(piece for piece in pieces if piece.text)
