"""The line that opens a report of a news agency: 某某社某地五月六日电, and PLACE (Agency) —."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Mention
from dedup.model import Span

_CHINESE: Final = expression(
    r"[（(【]?(?!本[社报网台刊])[\u4e00-\u9fff]{2,12}(?:社|报|网|台|新闻)(?![\u4e00-\u9fff]{0,2}记者)[\u4e00-\u9fff]{0,8}"
    r"(?:\d{4}年)?(?:[一二三四五六七八九十\d]{1,3}月)?[一二三四五六七八九十\d]{1,3}日(?:专?电|讯|消息)"
    r"(?:[（(][^（()）\n]{1,30}[)）])?[】)）]?"
)
_ENGLISH: Final = expression(
    r"[A-Z][A-Z.’'-]{1,20}(?:\s[A-Z][A-Z.’'-]{0,20}){0,3}(?:,\s[A-Z][\w. ]{1,24})?\s?"
    r"\((?:[A-Z]{2,5}|[A-Z][\w.&’' -]{0,30}(?:News|Agency|Press|Wire|Service|Times|Post|Herald|Gazette|Tribune)"
    r"(?:\s[A-Z]\w{1,12})?)\)\s?(?:[—–]|--?)\s"
)


def datelines(plain: str, paragraphs: Sequence[Span]) -> Iterator[Mention]:
    """The lines at the heads of paragraphs, in order; ``plain`` is the simplified text."""
    for paragraph in paragraphs:
        for pattern in (_CHINESE, _ENGLISH):
            if found := pattern.match(plain, paragraph.start, paragraph.end):
                yield Mention(Span(*found.span()), "opening")
