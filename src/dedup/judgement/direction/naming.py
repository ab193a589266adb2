"""What a copy says of its source: its author, its title, that it is taken from somewhere; citation marks that lead
nowhere; a sentence that breaks off where the other text goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dedup.judgement.direction.view import Passage, Text, View, speaking_for
from dedup.model import Evidence, Span

# Chosen, not fitted: no corpus with true marks is at hand.
_NAMED: Final = 2.5
_DECLARED: Final = 1.0
_LEFT_OVER: Final = 1.5
_TRUNCATED: Final = 1.0

_NEAR: Final = 300
_LEAST_TITLE: Final = 5
_GENERIC: Final = frozenset(
    (
        "admin",
        "佚名",
        "匿名",
        "本站",
        "编辑",
        "小编",
        "未知",
        "网络",
        "转载",
        "unknown",
        "anonymous",
        "staff",
        "webmaster",
    )
)
_DECLARES: Final = re.compile(
    r"转载自|转自|转引自|摘自|摘编自|选自|原载|原文(?:链接|地址|刊于|载于)|来源[:：]|出处[:：]|为大家(?:整理|收集|带来|分享)"
    r"|网络整理|reprinted from|originally (?:published|appeared)|taken from|\bsource:",
    re.IGNORECASE,
)
_CITATION: Final = re.compile(r"[\[［〔](\d{1,3})[\]］〕]")
_ENDS: Final = frozenset("。！？!?.…；;：:”’」』）)》\"'")


def naming(view: View) -> Iterator[Evidence]:
    """Evidence where one text names the other's author or title and is not named by it."""
    by_left, by_right = _names(view.left, view.right), _names(view.right, view.left)
    if bool(by_left) != bool(by_right):
        copy = view.right if by_right else view.left
        detail = f"{copy.document.path} names {by_right or by_left} of the other text"
        yield speaking_for(bool(by_right), "names-source", detail, _NAMED)


def remains(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence at one passage: a declared source, citation numbers left over, a sentence cut off."""
    sides = ((view.left, passage.left), (view.right, passage.right))
    said = [_declaration(text, span) for text, span in sides]
    if bool(said[0]) != bool(said[1]):
        copy = view.right if said[1] else view.left
        detail = f"{copy.document.path} says “{said[1] or said[0]}” near the passage"
        yield speaking_for(bool(said[1]), "declared", detail, _DECLARED)
    left_over = [_left_over(text, span) for text, span in sides]
    if bool(left_over[0]) != bool(left_over[1]):
        copy = view.right if left_over[1] else view.left
        detail = f"citation {left_over[1] or left_over[0]} in {copy.document.path} leads to no reference there"
        yield speaking_for(bool(left_over[1]), "citation-numbers", detail, _LEFT_OVER)
    cut = [_breaks_off(text.document.text, span.end) for text, span in sides]
    goes_on = [_goes_on(text.document.text, span.end) for text, span in sides]
    if (cut[0] and goes_on[1]) or (cut[1] and goes_on[0]):
        copy, other = (view.right, view.left) if cut[1] else (view.left, view.right)
        detail = f"a sentence breaks off in {copy.document.path} that goes on in {other.document.path}"
        yield speaking_for(bool(cut[1]), "truncated", detail, _TRUNCATED)


def _names(text: Text, other: Text) -> str:
    """Which of the other text's author and title this one names outside what the two share."""
    author, title = other.document.author or "", other.document.title or ""
    rest = text.rest()
    if len(author) >= 2 and author.lower() not in _GENERIC and author != text.document.author and author in rest:
        return f"the author {author}"
    if len(title) >= _LEAST_TITLE and title != text.document.title and title in rest:
        return f"the title {title}"
    return ""


def _declaration(text: Text, span: Span) -> str:
    whole = text.document.text
    for start, end in ((max(0, span.start - _NEAR), span.start), (span.end, span.end + _NEAR)):
        found = _DECLARES.search(whole, start, min(end, len(whole)))
        if found:
            return found[0]
    return ""


def _left_over(text: Text, span: Span) -> str:
    """A citation number in the passage where the text has no such number anywhere else."""
    whole = text.document.text
    for found in _CITATION.finditer(whole, span.start, span.end):
        if whole.count(found[0]) == 1 and not re.search(rf"^\W{{0,3}}{found[1]}\W", whole[span.end :], re.MULTILINE):
            return found[0]
    return ""


def _breaks_off(text: str, end: int) -> bool:
    before, after = text[:end].rstrip(" \t")[-1:], text[end:].lstrip(" \t")[:1]
    return before.isalnum() and before not in _ENDS and after in ("", "\n", "\r", "…")


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
