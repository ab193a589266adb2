"""Kinds of edits: one wording reads worse, is a misspelling, a smaller number, or is not there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from dedup.judgement.direction.edits import Edit, edits_of_either
from dedup.judgement.direction.reader import Reader
from dedup.judgement.direction.view import Passage, Text, View
from dedup.judgement.direction.years import RECENT, is_year
from dedup.text import Folded
from dedup.text.passages import weights

_CONTEXT: Final = 2  # folded characters after a wording that are read with it
_ROUGH: Final = 0.7  # bits for each unit of weight by which one wording reads worse
_ALIKE: Final = 0.7  # of two words, one of which is the other with a slip
_LEAST_WORD: Final = 4
_MOST_WORD: Final = 40  # letters: what is longer is no word, and comparing two of a million takes minutes
_MOST_DIGITS: Final = 15
_MOST_SHOWN: Final = 40  # characters of a wording in a sentence


@dataclass(frozen=True, slots=True)
class Changes:
    """Edits of one passage, the same two wordings once.

    ``rough_left`` read worse in the left text; ``more_left``: words only the left text has; ``slips_left``: words of
    the left text that are misspelt; ``figures_left``: numbers that are greater in the left text; ``weight`` of the
    passage, the mean of both texts; ``example_left``: an edit that reads worse in the left text.
    """

    rough_left: int = 0
    rough_right: int = 0
    more_left: int = 0
    more_right: int = 0
    slips_left: int = 0
    slips_right: int = 0
    figures_left: int = 0
    figures_right: int = 0
    weight: int = 0
    example_left: str = ""
    example_right: str = ""


def changes_of(view: View, passage: Passage) -> Changes:
    """Count the edits of one passage. A change that is made again and again, as of a name, is one."""
    left, right = view.left.folded, view.right.folded
    counts = {f"{what}_{side}": 0 for what in ("rough", "more", "slips", "figures") for side in ("left", "right")}
    examples = {"left": "", "right": ""}
    seen: set[tuple[str, str]] = set()
    start, end, other_start, other_end = passage.places.tolist()
    own, other = left.text(start, end), right.text(other_start, other_end)
    for edit in edits_of_either(left, right, passage.places):
        wordings = _part(own, start, edit.left), _part(other, other_start, edit.right)
        kind = "" if wordings in seen else _kind(edit, wordings, left, right, view.reader)
        seen.add(wordings)
        if kind:
            counts[kind] += 1
        what, _, side = kind.partition("_")
        if what in ("rough", "slips") and not examples[side]:
            examples[side] = _example(view, edit, worse_left=side == "left")
    both = weights(left.codes[start:end])[-1] + weights(right.codes[other_start:other_end])[-1]
    return Changes(**counts, weight=int(both) // 2, example_left=examples["left"], example_right=examples["right"])


def _part(passage: str, start: int, place: tuple[int, int]) -> str:
    """A folded ``place`` of a text, of which the ``passage`` begins at ``start``."""
    return passage[place[0] - start : place[1] - start]


def _example(view: View, edit: Edit, *, worse_left: bool) -> str:
    wordings = [_wording(view.left, edit.left), _wording(view.right, edit.right)]
    worse, better = wordings if worse_left else reversed(wordings)
    return f"“{worse}” for “{better}”"


def _wording(text: Text, place: tuple[int, int]) -> str:
    """What a folded wording is in the text, in one line."""
    first, last = text.folded.source[place[0]], text.folded.source[place[1] - 1] + 1
    written = " ".join(text.document.text[first : min(last, first + 2 * _MOST_SHOWN)].split())
    return written if len(written) <= _MOST_SHOWN else written[: _MOST_SHOWN - 1] + "…"


def _kind(edit: Edit, wordings: tuple[str, str], left: Folded, right: Folded, reader: Reader) -> str:
    if not wordings[0]:
        return "more_right"
    if not wordings[1]:
        return "more_left"
    if all(map(_is_number, wordings)):
        return _figure(*map(int, wordings))
    on_left = reader.bits(left.codes, edit.left[0], edit.left[1] + _CONTEXT)
    worse = reader.bits(right.codes, edit.right[0], edit.right[1] + _CONTEXT) - on_left
    side = "right" if worse > 0 else "left"
    if _is_slip(*wordings):
        return f"slips_{side}" if abs(worse) > _ROUGH / 2 else ""
    return f"rough_{side}" if abs(worse) > _ROUGH else ""


def _is_slip(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _LEAST_WORD or longer > _MOST_WORD or not (one.isascii() and other.isascii()):
        return False
    return bool(Indel.normalized_similarity(one, other) >= _ALIKE)


def _is_number(wording: str) -> bool:
    return wording.isascii() and wording.isdigit() and len(wording) <= _MOST_DIGITS


def _figure(left: int, right: int) -> str:
    """Which of two figures is greater. A year is compared with a year, and not where it is one of history."""
    years = is_year(left), is_year(right)
    if left == right or years[0] != years[1] or (all(years) and min(left, right) < RECENT):
        return ""
    return "figures_left" if left > right else "figures_right"
