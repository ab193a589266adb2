"""Traces of handling: what somebody did to a passage after it was taken.

Nobody writes with invisible characters or with letters of another alphabet; a collector's mark is set into a text
that was there before; a passage in another script than the text around it came from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.judgement.direction.manner import Manner, manner_of
from dedup.judgement.direction.view import Passage, Text, View, between, speaking_for
from dedup.model import Evidence, Span

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
_SOFT_HYPHEN: Final = "\u00ad"
_LAST_LATIN: Final = "\u024f"


def handling(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence for one passage, at most one of each kind."""
    yield from _traced(view, passage)
    on_left, on_right = _manners(view.left, passage.left), _manners(view.right, passage.right)
    for kind, what, log_odds, is_foreign in (
        ("script", "written in another script than the text around it", _SCRIPT, _is_foreign_script),
        ("points", "punctuated unlike the text around it", _POINTS, _is_foreign_punctuation),
    ):
        foreign = is_foreign(*on_left), is_foreign(*on_right)
        if foreign[0] != foreign[1]:
            copy = view.right if foreign[1] else view.left
            yield speaking_for(foreign[1], kind, f"the passage in {copy.document.path} is {what}", log_odds)


def _traced(view: View, passage: Passage) -> Iterator[Evidence]:
    sides = ((view.left, passage.left), (view.right, passage.right))
    for kind, what, log_odds in (
        ("hidden-characters", "hidden characters", _HIDDEN),
        ("look-alikes", "letters of another alphabet inside words", _LOOKALIKE),
        ("marks", "a mark set between its words", _MARK),
    ):
        on_left, on_right = (_traces(text, span, kind) for text, span in sides)
        if bool(on_left) != bool(on_right):
            copy = view.right if on_right else view.left
            times = max(on_left, on_right)
            counted = "once" if times == 1 else f"{times} times"
            detail = f"the passage in {copy.document.path} holds {what} ({counted})"
            yield speaking_for(bool(on_right), kind, detail, log_odds)


def _traces(text: Text, span: Span, kind: str) -> int:
    fold = text.folded
    if kind == "hidden-characters":
        first, last = between(fold.hidden, span)
        return sum(not _is_hyphenation(text.document.text, place) for place in fold.hidden[first:last].tolist())
    first, last = between(fold.lookalikes if kind == "look-alikes" else fold.marks[:, 0], span)
    return last - first


def _is_hyphenation(text: str, place: int) -> bool:
    """Whether what is hidden is a soft hyphen in a Latin word, which pages set to break lines."""
    return text[place] == _SOFT_HYPHEN and text[place + 1 : place + 2] <= _LAST_LATIN


def _manners(text: Text, span: Span) -> tuple[Manner, Manner]:
    """The manner of a passage and of the text around it."""
    inside = manner_of(text.document.text, text.folded, span, text.folded_span(span))
    return inside, text.facts.manner.without(inside)


def _is_foreign_script(inside: Manner, rest: Manner) -> bool:
    if min(inside.han, rest.han) < _LEAST_HAN:
        return False
    one, other = sorted((inside.converted / inside.han, rest.converted / rest.han))
    return one <= _IN_ONE_SCRIPT and other >= _IN_OTHER_SCRIPT


def _is_foreign_punctuation(inside: Manner, rest: Manner) -> bool:
    if min(inside.points, rest.points) < _LEAST_POINTS:
        return False
    return abs(inside.narrow / inside.points - rest.narrow / rest.points) >= _OTHER_POINTS
