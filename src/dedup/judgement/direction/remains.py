"""What a copy keeps at the passage: a declared source, citation numbers that lead nowhere, a sentence broken off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.direction.naming import is_spaced_letter
from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence, Span

# Chosen, not fitted: no corpus with true marks is at hand.
_DECLARED: Final = 1.0
_LEFT_OVER: Final = 1.5
_TRUNCATED: Final = 1.0

_NEAR: Final = 300
# Looked for in lower case, each beginning with a letter of its own: that is ten times as fast as a choice without case.
_DECLARES: Final = expression(
    r"转(?:载|引)?自(?![己家身由然动])|摘编?自(?![己家身由然动])|选(?<!挑选)自(?![己家身由然动])|原载"
    r"|原文(?:链接|地址|刊于|载于)|来源[:：]|出处[:：]|为大家(?:整理|收集|带来|分享)|网络整理"
    r"|reprinted from|originally (?:published|appeared)|source(?<!\wsource):"
    r"|\(taken from|\[taken from|text (?:is|was) taken from|passage (?:is|was) taken from|article (?:is|was) taken from"
)
_BLANK: Final = 100  # characters of blanks that are looked across
_LINES: Final = 1000  # characters before and after a place whose lines tell whether lines end with sentences here


def remains(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence at one passage: a declared source, citation numbers left over, a sentence cut off."""
    sides = ((view.left, passage.left), (view.right, passage.right))
    said = [_declaration(text, span) for text, span in sides]
    if bool(said[0]) != bool(said[1]):
        copy = view.right if said[1] else view.left
        detail = f"{copy.document.path} says “{said[1] or said[0]}” near the passage"
        yield speaking_for(bool(said[1]), "declared", detail, _DECLARED)
    left_over = _left_over(*sides[0], *sides[1]), _left_over(*sides[1], *sides[0])
    if bool(left_over[0]) != bool(left_over[1]):
        copy, other = (view.right, view.left) if left_over[1] else (view.left, view.right)
        mark = left_over[1] or left_over[0]
        detail = f"citation {mark} leads to no reference in {copy.document.path}, but to one in {other.document.path}"
        yield speaking_for(bool(left_over[1]), "citation-numbers", detail, _LEFT_OVER)
    cut = [_breaks_off(text.document.text, span.end) for text, span in sides]
    goes_on = [_goes_on(text.document.text, span.end) for text, span in sides]
    if (cut[0] and goes_on[1]) or (cut[1] and goes_on[0]):
        copy, other = (view.right, view.left) if cut[1] else (view.left, view.right)
        detail = f"a sentence breaks off in {copy.document.path} that goes on in {other.document.path}"
        yield speaking_for(bool(cut[1]), "truncated", detail, _TRUNCATED)


def _declaration(text: Text, span: Span) -> str:
    whole = text.document.text
    for near in (whole[max(0, span.start - _NEAR) : span.start], whole[span.end : span.end + _NEAR]):
        found = _DECLARES.search(near.lower())
        if found:
            return found[0]
    return ""


def _left_over(text: Text, span: Span, other: Text, other_span: Span) -> str:
    """A citation in the passage that leads to no reference in its text, though its number leads to one in the other."""
    own = text.facts.citations.inside(text.document.text, span)
    lost = {number: mark for mark, number, leads in own if not leads}
    if not lost:
        return ""
    others = other.facts.citations.inside(other.document.text, other_span)
    return next((lost[number] for _, number, leads in others if leads and number in lost), "")


def _breaks_off(text: str, end: int) -> bool:
    """Whether the text, or a line of it, ends here without the end of a sentence.

    Lines that are wrapped end anywhere, but not inside a word of a spaced script.
    """
    before = text[max(0, end - _BLANK) : end].rstrip(" \t")[-1:]
    following = text[end : end + _BLANK]
    after = following.strip(" \t")[:1] or (" " if len(following) == _BLANK else "")
    if not before.isalnum() or after not in ("", "\n", "\r", "…"):
        return False
    return after in ("", "…") or is_spaced_letter(before) or not _lines_end_anywhere(text, end)


def _lines_end_anywhere(text: str, place: int) -> bool:
    """Whether most lines around end without the end of a sentence, as those of a wrapped text, a poem or a list do."""
    first, last = max(0, place - _LINES), place + _LINES
    lines = [line.rstrip() for part in (text[first:place], text[place:last]) for line in part.splitlines()[1:-1]]
    open_ends = [line[-1].isalnum() for line in lines if line]
    return 2 * sum(open_ends) > len(open_ends)


def _goes_on(text: str, end: int) -> bool:
    """Whether a letter or digit stands on either side of a place.

    After a word of a spaced script nothing tells its sentence from other words that were set behind it.
    """
    return text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()
