"""Pronouns, and nouns such as 日记, for somebody whom the sentence right before names, no further back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.antecedents import names_somebody
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.mentions import Mention
from dedup.model import Span

_LONGEST: Final = 240
_SENTENCES: Final = 3
_NEXT: Final = 12
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_IN_A_WORK: Final = expression(rf"\s(?:in|for)\s(?:(?:the|his|her)\s)?[*_“]?(?:The|A|An)?\s?(?!(?:{_MONTHS})\b)[A-Z]")
_IT: Final = expression(r"it\b", re.I)
_LETTER: Final = expression(r"\w")


def settled(mentions: Iterable[Mention], plain: str, layout: Layout) -> Iterator[Mention]:
    """The mentions that name somebody, and those whose pronoun stands for somebody named right before."""
    for mention in mentions:
        if not mention.back or _is_named_before(mention, plain, layout):
            yield replace(mention, back=False)


def _is_named_before(mention: Mention, plain: str, layout: Layout) -> bool:
    index = layout.sentence(mention.span.start)
    own = layout.sentences[index]
    work = _IT.match(plain, mention.span.start) is not None
    before = unquoted(plain, Span(max(own.start, mention.span.start - _LONGEST), mention.span.end), layout)
    if names_somebody(before, work=work) or _IN_A_WORK.search(plain, mention.span.start, mention.span.end + _NEXT):
        return True
    return names_somebody(_words_before(plain, layout, index), work=work)


def _words_before(plain: str, layout: Layout, index: int) -> str:
    """What the sentence before says; one that is all quotation says nothing itself, and the one before it does."""
    for earlier in range(index - 1, max(-1, index - 1 - _SENTENCES), -1):
        last = layout.sentences[earlier]
        words = unquoted(plain, Span(max(last.start, last.end - _LONGEST), last.end), layout)
        if _LETTER.search(words):
            return words
    return ""


def unquoted(text: str, span: Span, layout: Layout) -> str:
    """The words of ``span`` without what it quotes."""
    kept = []
    start = span.start
    for piece in layout.pieces_in(span):
        if piece.span.start >= start:
            kept.append(text[start : piece.span.start])
        start = max(start, piece.span.end)
    kept.append(text[start : span.end])
    return " ".join(kept)
