"""Revision: how one version of a text was made into the other.

Slips are corrected, sentences say more, and figures grow: what is counted anew has mostly become more. Each is undone
as well, when a text is set back or shortened, so none is sure. What each is worth stands in ``weights``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

from dedup.judgement.direction.edit_kinds import Changes
from dedup.judgement.direction.fluency import DENSE, density
from dedup.judgement.direction.view import View, speaking_for
from dedup.judgement.direction.weights import OF_VERSIONS
from dedup.model import Evidence

_SPARSE: Final = 2.0  # slips in 1,000 units of weight: what has more was disguised
_MOST_CORRECTIONS: Final = 2
_MOST_ELABORATION: Final = 1.0  # standard deviations by which more words are added than taken away


def revision(view: View, changes: Sequence[Changes]) -> Iterator[Evidence]:
    """Evidence from all the edits between two versions of a text, at most one of each kind.

    A text that was disguised was not revised: what its edits add or count says nothing.
    """
    if view.are_versions and not _is_disguise(changes):
        yield from _corrections(view, changes)
        yield from _elaboration(view, changes)
        yield from _figures(view, changes)


def _is_disguise(changes: Sequence[Changes]) -> bool:
    rough = sum(one.rough_right + one.slips_right - one.rough_left - one.slips_left for one in changes)
    return density(rough, sum(one.weight for one in changes)) >= DENSE


def _corrections(view: View, changes: Sequence[Changes]) -> Iterator[Evidence]:
    slips = sum(one.slips_left - one.slips_right for one in changes)
    if slips and density(slips, sum(one.weight for one in changes)) < _SPARSE:
        older = view.left if slips > 0 else view.right
        detail = f"{abs(slips)} words of {older.document.path} read like misspellings beside the other version"
        yield _evidence("corrections", slips > 0, detail, min(_MOST_CORRECTIONS, abs(slips)))


def _elaboration(view: View, changes: Sequence[Changes]) -> Iterator[Evidence]:
    more_left, more_right = sum(one.more_left for one in changes), sum(one.more_right for one in changes)
    if more_left != more_right:
        newer = view.right if more_right > more_left else view.left
        lean = abs(more_right - more_left) / sqrt(more_left + more_right + 1)
        detail = (
            f"{max(more_left, more_right)} words or phrases stand in sentences of {newer.document.path} that the other "
            f"version has without them, {min(more_left, more_right)} the other way round"
        )
        yield _evidence("elaboration", newer is view.right, detail, min(_MOST_ELABORATION, lean))


def _figures(view: View, changes: Sequence[Changes]) -> Iterator[Evidence]:
    on_left, on_right = sum(one.figures_left for one in changes), sum(one.figures_right for one in changes)
    if on_left != on_right:
        newer = view.right if on_right > on_left else view.left
        detail = (
            f"{max(on_left, on_right)} figures are greater in {newer.document.path} than at the same place of the "
            f"other version, {min(on_left, on_right)} smaller"
        )
        yield _evidence("figures", newer is view.right, detail, 1)


def _evidence(kind: str, for_left: bool, detail: str, amount: float) -> Evidence:
    return speaking_for(for_left, kind, detail, OF_VERSIONS[kind] * amount)
