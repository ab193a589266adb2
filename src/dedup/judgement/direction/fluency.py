"""Fluency: of two wordings of one place, the one that reads worse was put in by somebody who changed the other.

Who hides a copy changes many words, nearly all for the worse. Who revises a text changes few, and those for the better
as often as not: there the rough wording, if any, is the older one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel

from dedup.judgement.direction.edits import Edit, edits_of_either
from dedup.judgement.direction.reader import Reader
from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence
from dedup.text import Folded
from dedup.text.passages import weights

_CONTEXT: Final = 2  # folded characters after a wording that are read with it
_ROUGH: Final = 0.7  # bits for each unit of weight by which one wording reads worse
_SPARSE: Final = 2.0  # rough edits in 1,000 units of weight, as versions have them
_DENSE: Final = 6.0  # and as disguises have them
_EACH: Final = 0.8
_MOST: Final = 3.0
_CORRECTION: Final = 0.35
_MOST_CORRECTIONS: Final = 2
_ELABORATION: Final = 0.85
_MOST_ELABORATION: Final = 1.0
_ALIKE: Final = 0.7  # of two words, one of which is the other with a slip
_LEAST_WORD: Final = 4
_MOST_WORD: Final = 40  # letters: what is longer is no word, and comparing two of a million takes minutes
_MOST_SHOWN: Final = 40  # characters of a wording in a sentence


@dataclass(frozen=True, slots=True)
class Changes:
    """Edits of one passage: ``rough_left`` read worse in the left text; ``more_left``: words only the left text has;
    ``slips_left``: words of the left text that are misspelt; ``weight`` of the passage, the mean of both texts;
    ``example_left``: an edit that reads worse in the left text."""

    rough_left: int = 0
    rough_right: int = 0
    more_left: int = 0
    more_right: int = 0
    slips_left: int = 0
    slips_right: int = 0
    weight: int = 0
    example_left: str = ""
    example_right: str = ""


def changes_of(view: View, passage: Passage) -> Changes:
    """Count the edits of one passage."""
    left, right = view.left.folded, view.right.folded
    counts = {"rough_left": 0, "rough_right": 0, "more_left": 0, "more_right": 0, "slips_left": 0, "slips_right": 0}
    examples = {"left": "", "right": ""}
    for edit in edits_of_either(left, right, passage.places):
        kind = _kind(edit, left, right, view.reader)
        if kind:
            counts[kind] += 1
        what, _, side = kind.partition("_")
        if what in ("rough", "slips") and not examples[side]:
            examples[side] = _example(view, edit, worse_left=side == "left")
    start, end, other_start, other_end = passage.places.tolist()
    both = weights(left.codes[start:end])[-1] + weights(right.codes[other_start:other_end])[-1]
    return Changes(**counts, weight=int(both) // 2, example_left=examples["left"], example_right=examples["right"])


def _example(view: View, edit: Edit, *, worse_left: bool) -> str:
    wordings = [_wording(view.left, edit.left), _wording(view.right, edit.right)]
    worse, better = wordings if worse_left else reversed(wordings)
    return f"“{worse}” for “{better}”"


def _wording(text: Text, place: tuple[int, int]) -> str:
    """What a folded wording is in the text, in one line."""
    first, last = text.folded.source[place[0]], text.folded.source[place[1] - 1] + 1
    written = " ".join(text.document.text[first : min(last, first + 2 * _MOST_SHOWN)].split())
    return written if len(written) <= _MOST_SHOWN else written[: _MOST_SHOWN - 1] + "…"


def fluency(view: View, changes: Changes) -> Iterator[Evidence]:
    """Evidence where one side of a passage reads worse at edit after edit."""
    on_left, on_right = changes.rough_left + changes.slips_left, changes.rough_right + changes.slips_right
    rough = on_right - on_left
    certainty = min(1.0, max(0.0, (_density(rough, changes.weight) - _SPARSE) / (_DENSE - _SPARSE)))
    if rough == 0 or certainty == 0:
        return
    copy = view.right if rough > 0 else view.left
    worse, better = sorted((on_left, on_right), reverse=True)
    example = changes.example_right if rough > 0 else changes.example_left
    detail = f"{worse} of {worse + better} changed words read worse in {copy.document.path}: {example}"
    yield speaking_for(rough > 0, "fluency", detail, certainty * min(_MOST, _EACH * abs(rough)))


def revision(view: View, changes: Sequence[Changes]) -> Iterator[Evidence]:
    """Evidence from how one version of a text was made into the other: slips corrected, sentences elaborated."""
    if not view.are_versions:
        return
    slips = sum(one.slips_left - one.slips_right for one in changes)
    if slips and _density(slips, sum(one.weight for one in changes)) < _SPARSE:
        older = view.left if slips > 0 else view.right
        detail = f"{abs(slips)} words of {older.document.path} read like misspellings beside the other version"
        yield speaking_for(slips > 0, "corrections", detail, _CORRECTION * min(_MOST_CORRECTIONS, abs(slips)))
    more_left, more_right = sum(one.more_left for one in changes), sum(one.more_right for one in changes)
    if more_left != more_right:
        newer = view.right if more_right > more_left else view.left
        lean = abs(more_right - more_left) / np.sqrt(more_left + more_right + 1)
        detail = (
            f"{max(more_left, more_right)} words or phrases stand in sentences of {newer.document.path} that the other "
            f"version has without them, {min(more_left, more_right)} the other way round"
        )
        yield speaking_for(
            newer is view.right, "elaboration", detail, min(_MOST_ELABORATION, float(_ELABORATION * lean))
        )


def _density(edits: int, weight: int) -> float:
    return 1000 * abs(edits) / max(1, weight)


def _kind(edit: Edit, left: Folded, right: Folded, reader: Reader) -> str:
    if edit.left[0] == edit.left[1]:
        return "more_right"
    if edit.right[0] == edit.right[1]:
        return "more_left"
    on_left = reader.bits(left.codes, edit.left[0], edit.left[1] + _CONTEXT)
    worse = reader.bits(right.codes, edit.right[0], edit.right[1] + _CONTEXT) - on_left
    side = "right" if worse > 0 else "left"
    if _is_slip(left.text(*edit.left), right.text(*edit.right)):
        return f"slips_{side}" if abs(worse) > _ROUGH / 2 else ""
    return f"rough_{side}" if abs(worse) > _ROUGH else ""


def _is_slip(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _LEAST_WORD or longer > _MOST_WORD or not (one.isascii() and other.isascii()):
        return False
    return bool(Indel.normalized_similarity(one, other) >= _ALIKE)
