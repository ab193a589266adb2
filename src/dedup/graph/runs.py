"""Exact runs inside matches: what of a document stands in another character for character, once folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.alignment.verbatim import common_runs
from dedup.model import Match, Side, Span
from dedup.text import Folded

SHORT: Final = 13
LONG: Final = 50


@dataclass(frozen=True, slots=True)
class Runs:
    """Spans of one document in exact common runs of at least 13, and of at least 50, folded characters."""

    of_13: list[Span] = field(default_factory=list)
    of_50: list[Span] = field(default_factory=list)


def runs_of(matches: Sequence[Match], folded: Sequence[Folded]) -> dict[int, Runs]:
    """The runs of each document in its matches with others; documents without any are left out.

    Punctuation, spaces, case and script are folded away, so they neither break a run nor lengthen it.
    """
    runs: dict[int, Runs] = defaultdict(Runs)
    for match in matches:
        if match.internal:
            continue
        for side, least, spans in _found(match, folded):
            of_document = runs[side.document]
            (of_document.of_13 if least == SHORT else of_document.of_50).extend(spans)
    return runs


def _found(match: Match, folded: Sequence[Folded]) -> Iterator[tuple[Side, int, list[Span]]]:
    sides = (match.left, match.right)
    places = [_folded_place(side.span, folded[side.document]) for side in sides]
    codes = [folded[side.document].codes[start:end] for side, (start, end) in zip(sides, places, strict=True)]
    for least in (SHORT, LONG):
        both = common_runs(codes[0], codes[1], least)
        for side, (start, _), spans in zip(sides, places, both, strict=True):
            yield side, least, _in_source(spans + start, folded[side.document])
        if not any((spans[:, 1] - spans[:, 0] >= LONG).any() for spans in both):
            return


def _folded_place(span: Span, folded: Folded) -> tuple[int, int]:
    # The bounds in the array's own type: another would make numpy copy all of it.
    start, end = np.searchsorted(folded.source, np.array([span.start, span.end], dtype=folded.source.dtype))
    return int(start), int(end)


def _in_source(spans: NDArray[np.int32], folded: Folded) -> list[Span]:
    starts, ends = folded.source[spans[:, 0]].tolist(), (folded.source[spans[:, 1] - 1] + 1).tolist()
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]
