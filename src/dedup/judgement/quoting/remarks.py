"""Who acts between two parts of one quotation speaks them: “…，”某某勒住缰绳，“…” and “…,” Hale shrugged, “…”."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.beside import is_remark
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.mentions import Mention, Standing
from dedup.judgement.quoting.names_en import is_named
from dedup.judgement.quoting.people_zh import has_name, standing_of
from dedup.model import Span

_HAN: Final = expression("[\u4e00-\u9fff]")
_CLAUSE: Final = expression("[^，,：:]+")
_WORD: Final = expression(r"[^\W\d_][\w’'.-]*")
_PRONOUN: Final = expression(r"(?:he|she|they)\b")


def remarks(plain: str, layout: Layout) -> Iterator[Mention]:
    """The remarks, in order; ``plain`` is the simplified text.

    A part that ends in a comma says that its sentence goes on beyond the remark. So the remark stands in the middle
    of the speech, and its subject, whatever the verb, is the speaker.
    """
    for left, right in pairwise(layout.pieces):
        gap = Span(left.span.end, max(left.span.end, right.span.start))
        if plain[gap.start - 2] in "，," and is_remark(plain, gap):
            standing = _subject(gap.of(plain).strip())
            if standing != "nobody":
                yield Mention(gap, "around", back=standing == "back")


def _subject(remark: str) -> Standing:
    clause = _CLAUSE.match(remark)
    if clause is None:
        return "nobody"
    words = clause.group().strip()
    if _HAN.match(words):
        return "named" if has_name(words) else "back" if standing_of(words) == "back" else "nobody"
    if _PRONOUN.match(words):
        return "back"
    first = _WORD.match(words)
    return "named" if first and is_named(["", first.group()]) else "nobody"
