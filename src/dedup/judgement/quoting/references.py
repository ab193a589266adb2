"""Reference lists: under a heading, or known by the form of their entries; and notes that are entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.judgement.quoting.entries import evidence, is_entry, is_labelled, may_be_entry
from dedup.judgement.quoting.mentions import plain_text, shown
from dedup.model import Span, Zone

_NAMES: Final = (
    r"(?:主要|重要|部分|本文)?(?:参考|引用|征引|引证|参阅)(?:文献|书目|资料|书籍|文章|来源|"
    r"著作)(?:目录|列表|一览)?|参考书|引文(?:出处|来源)|"
    r"(?:注释|注解|脚注|尾注|附注|资料来源|文献来源|注)(?:与参考文献|及参考文献|"
    r"和参考文献)?|参考文献(?:与|及|和)注释|参考|引用|書目|书目|参考資料|参考文獻|出典|引用文献|"
    r"(?:延伸|扩展|拓展|进一步|推荐|补充|相关|深入|课外|延展)(?:的)?(?:阅读|读物|书目|书单|文献|资料)(?:书目|"
    r"书单|材料|推荐|列表)?|推荐书单|阅读书目|"
    r"(?:相关|参考)?(?:网页|网站|网址|链接|网络资源)(?:列表)?|(?:史料|档案)(?:来源|目录)|"
    r"(?:selected |annotated |select )?(?:references?(?: list| and notes)?|bibliography|works cited|works consulted|"
    r"literature(?: cited| list)?|(?:primary |secondary |web |online |archival |printed )?sources?(?: (?:cited|"
    r"used|consulted|and literature))?|"
    r"(?:end|foot)?notes(?: and references| on (?:the )?sources)?|(?:(?:suggested|suggestions for|recommended|for|"
    r"list of) )?further reading|further resources|"
    r"(?:suggested|recommended) reading|reading list|(?:list of )?(?:references|works|sources|"
    r"literature)(?: cited| consulted)?|"
    r"web ?(?:pages|sites)|links|citations|documents(?: cited)?)|"
    r"(?:weiterf[üu]hrende )?literatur(?:verzeichnis|angaben|hinweise)?|quellen(?:verzeichnis|angaben)?|"
    r"bibliographie|"
    r"r[ée]f[ée]rences(?: bibliographiques)?|sources|pour aller plus loin|lectures compl[ée]mentaires|"
    r"bibliograf[íi]a|"
    r"bibliografia|referencias(?: bibliogr[áa]ficas)?|fuentes|lecturas recomendadas|letture consigliate|"
    r"riferimenti bibliografici|"
    r"(?:список )?(?:использованной )?литератур[аы]|источники"
)
_NUMBERING: Final = (
    r"(?:[#＃]{1,6}\s*|[一二三四五六七八九十]{1,3}[、.．]\s*|"
    r"\d{1,2}(?:\.\d{1,2})*[.、．]?\s+|[（(【\[［*_]{1,3}\s*|附[录：:]?\s*[:：]?)?"
)
_HEADING: Final = re.compile(rf"{_NUMBERING}(?:{_NAMES})\s*[\]】）)］*_]{{0,3}}\s*[:：]?\s*(?:[*_]{{1,2}})?\s*#*", re.I)
_INLINE: Final = re.compile(rf"[【\[]?(?:{_NAMES})[】\]]?\s*[:：]\s*", re.I)
_SIGN: Final = re.compile("1[789]|20|\\[[MJDNCER]|[》页]")
_HEADING_MOST: Final = 40
_CONTINUED_MOST: Final = 160


def reference_lists(text: str, paragraphs: Sequence[Span], headings: Sequence[Span]) -> tuple[Zone, ...]:
    """The reference lists and single entries of ``text``, disjoint and in order."""
    starts = frozenset(heading.start for heading in headings)
    return tuple(_lists(text, paragraphs, starts))


def _lists(text: str, paragraphs: Sequence[Span], headings: frozenset[int]) -> Iterator[Zone]:
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        content = (
            paragraph.of(text)
            if paragraph.length < 4 * _CONTINUED_MOST
            else text[paragraph.start : paragraph.start + _HEADING_MOST]
        )
        plain = plain_text(content)
        if paragraph.length <= _HEADING_MOST and _HEADING.fullmatch(plain):
            end = _end_of_list(text, paragraphs, index + 1, headings)
            if end > index + 1:
                yield _zone(
                    Span(paragraph.start, paragraphs[end - 1].end), f"reference list under the heading {shown(content)}"
                )
            index = max(end, index + 1)
            continue
        inline = _INLINE.match(plain)
        if inline and evidence(paragraph.of(text)[inline.end() :][:500]) >= 2:
            yield _zone(paragraph, f"references after the words {shown(inline.group())}")
        elif _may_open(plain) and is_entry(content):
            end = _end_of_run(text, paragraphs, index + 1)
            at_end = end >= len(paragraphs) - 1
            if end - index > 1 or is_labelled(content) or at_end:
                what = "run of reference entries" if end - index > 1 else "reference entry"
                yield _zone(Span(paragraph.start, paragraphs[end - 1].end), f"{what}, beginning {shown(content)}")
            index = max(end, index + 1)
            continue
        index += 1


def _may_open(content: str) -> bool:
    """Most paragraphs are prose and need no closer look: an entry has a year, or a title and a page."""
    return _SIGN.search(content) is not None


def _zone(span: Span, reason: str) -> Zone:
    return Zone("bibliography", span, reason, cited=True)


def _end_of_list(text: str, paragraphs: Sequence[Span], index: int, headings: frozenset[int]) -> int:
    """The first paragraph that is no entry; one short one between entries is the rest of the entry before it."""
    first = index
    while index < len(paragraphs):
        if paragraphs[index].start in headings or text[paragraphs[index].start] == "#":
            break
        if _is_listed(text, paragraphs[index]):
            index += 1
        elif index > first and _continues(text, paragraphs, index):
            index += 2
        else:
            break
    return index


def _end_of_run(text: str, paragraphs: Sequence[Span], index: int) -> int:
    while index < len(paragraphs) and paragraphs[index].length <= 500 and is_entry(paragraphs[index].of(text)):
        index += 1
    return index


def _is_listed(text: str, paragraph: Span) -> bool:
    return paragraph.length <= 500 and may_be_entry(paragraph.of(text))


def _continues(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    if paragraphs[index].length > _CONTINUED_MOST or index + 1 >= len(paragraphs):
        return False
    return is_labelled(paragraphs[index + 1].of(text)[:20]) and _is_listed(text, paragraphs[index + 1])
