"""Traces of handling: what somebody did to a passage after it was taken.

Nobody writes with invisible characters or with letters of another alphabet; a collector's mark is set into a text
that was there before; a passage in another script than the text around it came from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence, Span
from dedup.text.folding import code_points

# Chosen, not fitted: nobody can know how often an honest text carries these. Hidden characters and look-alikes have no
# other use; a site may set its mark into its own texts too.
_HIDDEN: Final = 3.0
_LOOKALIKE: Final = 3.0
_MARK: Final = 1.5
_SCRIPT: Final = 2.5
_POINTS: Final = 1.0

_IN_OTHER_SCRIPT: Final = 0.1  # share of Han characters that folding changes: about .3 in traditional text
_IN_ONE_SCRIPT: Final = 0.02
_LEAST_HAN: Final = 20
_LEAST_POINTS: Final = 4
_OTHER_POINTS: Final = 0.6
_NARROW: Final = ",.;:!?"
_WIDE: Final = "，。；：！？"


def handling(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence for one passage, at most one of each kind."""
    sides = ((view.left, passage.left), (view.right, passage.right))
    for kind, what, log_odds in (
        ("hidden-characters", "hidden characters", _HIDDEN),
        ("look-alikes", "letters of another alphabet inside words", _LOOKALIKE),
        ("marks", "a mark set between its words", _MARK),
    ):
        on_left, on_right = (_traces(text, span, kind) for text, span in sides)
        if bool(on_left) != bool(on_right):
            copy = view.right if on_right else view.left
            detail = f"the passage in {copy.document.path} holds {what} ({max(on_left, on_right)} times)"
            yield speaking_for(bool(on_right), kind, detail, log_odds)
    yield from _odd_one_out(view, passage, "script", "written in another script than the text around it", _SCRIPT)
    yield from _odd_one_out(view, passage, "points", "punctuated unlike the text around it", _POINTS)


def _traces(text: Text, span: Span, kind: str) -> int:
    fold = text.folded
    if kind == "hidden-characters":
        return _within(fold.hidden, span)
    if kind == "look-alikes":
        return _within(fold.lookalikes, span)
    return _within(fold.marks[:, 0], span)


def _within(places: NDArray[np.int32], span: Span) -> int:
    first, last = np.searchsorted(places, (span.start, span.end)).tolist()
    return int(last - first)


def _odd_one_out(view: View, passage: Passage, kind: str, what: str, log_odds: float) -> Iterator[Evidence]:
    measure = _is_foreign_script if kind == "script" else _is_foreign_punctuation
    on_left, on_right = measure(view.left, passage.left), measure(view.right, passage.right)
    if on_left != on_right:
        copy = view.right if on_right else view.left
        yield speaking_for(on_right, kind, f"the passage in {copy.document.path} is {what}", log_odds)


def _is_foreign_script(text: Text, span: Span) -> bool:
    first, last = text.folded_span(span)
    inside = _other_script(text, first, last)
    before, after = _other_script(text, 0, first), _other_script(text, last, text.folded.codes.size)
    rest = (before[0] + after[0], before[1] + after[1])
    if min(inside[1], rest[1]) < _LEAST_HAN:
        return False
    one, other = sorted((inside[0] / inside[1], rest[0] / rest[1]))
    return one <= _IN_ONE_SCRIPT and other >= _IN_OTHER_SCRIPT


def _other_script(text: Text, first: int, last: int) -> tuple[int, int]:
    """How many Han characters of the folded stretch stood in another form in the text, and how many there are."""
    codes = text.folded.codes[first:last]
    original = code_points(text.document.text)[text.folded.source[first:last]]
    han = (codes >= 0x3400) & (codes <= 0x9FFF)
    return int(np.count_nonzero(han & (codes != original))), int(np.count_nonzero(han))


def _is_foreign_punctuation(text: Text, span: Span) -> bool:
    inside = _points(span.of(text.document.text))
    whole = _points(text.document.text)
    rest = (whole[0] - inside[0], whole[1] - inside[1])
    if min(sum(inside), sum(rest)) < _LEAST_POINTS:
        return False
    return abs(inside[0] / sum(inside) - rest[0] / sum(rest)) >= _OTHER_POINTS


def _points(text: str) -> tuple[int, int]:
    return sum(map(text.count, _NARROW)), sum(map(text.count, _WIDE))
