"""Sentences that announce the words after them and say whose they are.

``许南枝的《借书的人》里有这样一段话。``, ``The preface to Hale's book begins as follows:``, ``Quill's diary is short:``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.antecedents import names_somebody
from dedup.judgement.quoting.latin import found_in
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.mentions import Mention, Standing
from dedup.judgement.quoting.people_zh import standing_of
from dedup.judgement.quoting.pronouns import unquoted
from dedup.judgement.quoting.speakers_en import speaker
from dedup.judgement.quoting.words_en import SAYING, UTTERANCES, WORKS
from dedup.judgement.quoting.words_zh import SLIPS, WALLS
from dedup.judgement.quoting.words_zh import WORKS as TEXTS
from dedup.model import Span

_LONGEST: Final = 240
_KIND: Final = (
    "(?:话|文字|记载|记述|描写|描述|论述|诗|歌词?|独白|对白|说明|感慨|回忆|叙述|议论|引文|名言|自白|忠告|内容)"
)
_END: Final = r"(?:[：:。]|(?=\n|$))"
_TELLS: Final = "(?:写|说|讲|记|描|开头|开篇|结尾|结束|收尾|评价|总结|解释|回忆|形容|感叹|告诫)"
# Where one may begin, as a flat list of literals, for which ``re`` skips to their first characters; and all of one,
# which would take ten times as long to compile with its long endings written after each of the beginnings.
_HEAD: Final = expression(
    "这样|这么|如此|有(?=[过了下以的一两三几])|写下|留下|说|讲|记着|读到|看到|抄|摘|如下|以下|下面|下边|"
    "开头|开篇|结尾|末尾|最后|一开始|第一句|最后一句|最后一段"
)
_CHINESE: Final = expression(
    rf"(?:这样|这么|如此)的?(?:[一几]?[段句番则首篇行](?:[\u4e00-\u9fff]{{0,4}}{_KIND})?|[\u4e00-\u9fff]{{0,2}}"
    rf"{_TELLS}[\u4e00-\u9fff]{{0,6}}){_END}"
    rf"|(?:有|写下|留下|说|讲|记着|读到|看到|抄|摘)过?了?(?:下面|以下)?的?[一两三几][段句番则首行]"
    rf"(?:[\u4e00-\u9fff]{{0,4}}{_KIND}){_END}"
    rf"|如下(?:所[述示])?{_END}"
    rf"|(?:以下|下面|下边)就?是?[这的几一两三段句则]{{0,3}}{_KIND}?[^，。：；\n]{{0,30}}{_END}"
    r"|(?:开头|开篇|结尾|末尾|最后|一开始|第一句|最后一句|最后一段)(?:就|便|这样|是|写|说|讲|道)"
    rf"[\u4e00-\u9fff]{{0,4}}{_END}"
)
_LEADING: Final = expression(r"[：:](?=\s*(?:[“\"‘'«„「『‹]|\n|$))")
_SET_WORDS: Final = expression(
    r"\b(?:as follows|like this|in these words|with these words|(?:these|the following) (?:\w+ ){0,3}(?:words|"
    r"lines?|sentences?|passages?|"
    r"paragraphs?|remarks?)|the following|this to say|goes like this|reads thus|thus)\s?[.:]"
)
_ENGLISH_CUE: Final = expression(rf"\b(?:{SAYING}|{WORKS}|{UTTERANCES})\b", re.I)
_WHOSE_WORK: Final = expression(
    rf"[A-Z][\w.-]*(?:[’']s|s[’'])\s(?:[\w’'-]+\s){{0,4}}?(?:{WORKS}|{UTTERANCES})\b"
    rf"|\b(?:{UTTERANCES})\s(?:\w+\s){{0,2}}?(?:of|from|by)\s(?:the\s)?[A-Z]"
    rf"|\b(?:{WORKS}),?\s(?:\w+\s){{0,3}}?(?:of|from|by|in)\s(?:the\s|his\s)?[*_“\"]?[A-Z]"
    r"|\b(?:preface|introduction|foreword|afterword|appendix|prologue|epilogue|postscript|guide)\sto\s(?:the\s|"
    r"his\s|her\s)?[*_“\"]?[A-Z]"
)
_SAYING: Final = expression(rf"\b(?:{SAYING})\b")
_PLACE: Final = expression(f"{WALLS}|{SLIPS}")
_TEXT: Final = expression(rf"(?:{TEXTS})[里中上]?$")
_CUT: Final = expression(r"[，,；;]")
_HAN: Final = expression("[\u4e00-\u9fff]")


def announcements(plain: str, layout: Layout, latin: Sequence[Span]) -> Iterator[Mention]:
    """Mentions whose words come next, in order; ``plain`` is the simplified text.

    ``latin``: where it is written in a European language.
    """
    for found in chain(_in_chinese(plain), found_in(_SET_WORDS, plain, latin), _LEADING.finditer(plain)):
        start = max(_sentence_start(layout, found.start()), found.start() - _LONGEST)
        standing = _standing(unquoted(plain, Span(start, found.start()), layout), found)
        if standing != "nobody":
            yield Mention(Span(start, found.end()), "announcing", back=standing == "back")


def _in_chinese(plain: str) -> Iterator[re.Match[str]]:
    """What ``_CHINESE`` finds."""
    place = 0
    while head := _HEAD.search(plain, place):
        found = _CHINESE.match(plain, head.start())
        if found:
            yield found
        place = found.end() if found else head.start() + 1


def _sentence_start(layout: Layout, place: int) -> int:
    return layout.sentences[layout.sentence(place)].start if layout.sentences else 0


def _standing(words: str, found: re.Match[str]) -> Standing:
    if _HAN.search(words or found.group()):
        return _standing_in_chinese(words, found)
    if _is_leading(found) and not _ENGLISH_CUE.search(words):
        return "nobody"
    if _WHOSE_WORK.search(words):
        return "named"
    verb = _SAYING.search(words)
    return speaker(_CUT.split(words[: verb.start()])[-1]) if verb else "nobody"


def _standing_in_chinese(words: str, found: re.Match[str]) -> Standing:
    clause = _CUT.split(words.strip())[-1].strip()
    if _is_leading(found) and not _TEXT.search(clause[-16:]):
        return "nobody"
    if not _is_leading(found) and len(_HAN.findall(clause)) < 2:
        clause = words.strip()
    if "《" in found.group() + clause:
        return "named"
    if re.match(r"(?:我们?|笔者|本文|有人|人们|大家)", clause) or _PLACE.search(clause):
        return "nobody"
    if names_somebody(clause):
        return "named"
    return "back" if standing_of(clause) == "back" else "nobody"


def _is_leading(found: re.Match[str]) -> bool:
    """Whether a colon announces, and no word."""
    return found.re.pattern == _LEADING.pattern
