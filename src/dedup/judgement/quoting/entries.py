"""What an entry of a reference list looks like: GB/T 7714, APA, MLA, Chicago and Chinese notes."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression

_LONGEST: Final = 500
BIBTEX: Final = expression(r"\s*@[A-Za-z]{4,16}\s*\{")
"""How an entry of a BibTeX file begins."""
LABEL: Final = expression(
    r"\s*(?:[\[［〔(（]\^?\w{1,4}[\]］〕)）][:：]?|\d{1,3}[.、．)）]|[①-⑳㉑-㉟]|[¹²³⁴-⁹]{1,3}|[-*•·][ \t])\s*"
)
_STANDARD: Final = expression(r"[\[［](?:[MJDCNRSPGAZ]|DB|CP|EB)(?:[/／](?:OL|CD|MT|DK))?[\]］]")
_APA: Final = expression(r"[^\W\d_][^()\n]{2,120}\(\s*(?:\d{4}[a-z]?|n\.d\.)[^()\n]{0,20}\)\s*[.,:]")
_CHINESE_APA: Final = expression(
    r"[\u4e00-\u9fff·、，,;；\s]{2,40}(?:[（(]\d{4}[a-z]?[)）][.。．，,：:]?|"
    r"\d{4}[a-z]?[，,.。．：:])\s*[《\u4e00-\u9fff]"
)
_AUTHOR: Final = expression(r"(?:[A-Z][\w’'-]+,\s+(?:[A-Z]\.|[A-Z][a-z]+)|———\.|[A-Z][\w’'-]+\s+[A-Z]{1,2}[.,])")
_TITLE: Final = expression(r"《[^《》\n]+》|[“\"][^“”\"\n]{4,}[.,]?[”\"]|[*_][^*_\n]{4,}[*_]")
_YEAR: Final = expression(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_PLACE: Final = expression(
    r"出版社|书局|書局|书店|印书馆|学报|學報|杂志|(?:第\s*\d+\s*[期卷页頁版辑])|\d+\s*年版|"
    r"年第\s*\d|\bpp?\.\s*\d|\bvol\.|\bno\.\s*\d|"
    r"\bPress\b|\bPublish|\bBooks\b|\bJournal\b|\bReview\b|\bUniversity\b|\b[A-Z][a-z]+: [A-Z][\w&. ]{2,40}, \d{4}|"
    r"\d{4}[,，]\s*\d+\s*[(（]\d+[)）]|\d+\s*[(（]\d+[)）][:：,，]\s*\d+|:\s*\d+[-–—]\d+|"
    r"\b(?:thesis|dissertation|monograph|manuscript|working paper|technical report|report (?:no\.|to|of)|"
    r"report\b.*\d|proceedings|"
    r"conference|printed|printing|Gazette|Office|archive|fols?\.|\d+\s?pp?\.|appendix|edition|eds?\.)|"
    r"(?:硕士|博士|学位)(?:学位)?论文|研究报告|调查报告|工作报告|未刊|未出版|内部资料|油印|刻本|抄本|影印|档案号|"
    r"编印|印行|论文集|会议|出版|"
    r"Verlag|Auflage|Diss\.|S\.\s\d|[ÉE]ditions?|Presses|Editorial|Edizioni|Изд|Universit|"
    r"doi|https?://|www\.|Retrieved|Accessed|Trans\.|Ed\.|[\u4e00-\u9fff]译[，,.。]",
    re.I,
)
_PROSE: Final = expression(
    r"[。！？](?!\s*$|[\s\d(（]*(?:第|[pP]|http|见|载|译))|[a-z]{3,}[.!?] [A-Z][a-z]+ (?:[a-z]+ ){4}"
)


def evidence(paragraph: str) -> int:
    """How many signs of an entry ``paragraph`` shows, 0 to 6; prose shows none, two make an entry."""
    if len(paragraph) > _LONGEST:
        return 0
    label = LABEL.match(paragraph)
    body = paragraph[label.end() :] if label else paragraph
    if not _CHINESE_APA.match(body) and len(_PROSE.findall(paragraph)) > 1:
        return 0
    signs = (
        2 * (_STANDARD.search(body) is not None) + (_APA.match(body) is not None) + (_AUTHOR.match(body) is not None)
    )
    signs += _CHINESE_APA.match(body) is not None
    if not (_YEAR.search(body) or _PLACE.search(body)):
        return signs
    signs += (_YEAR.search(body) is not None) + (_PLACE.search(body) is not None)
    return signs + (_TITLE.search(body) is not None)


def is_labelled(paragraph: str) -> bool:
    """Whether ``paragraph`` begins with a number or bullet, as ``[3]``, ``3.`` or ``①``."""
    return LABEL.match(paragraph) is not None


def is_entry(paragraph: str) -> bool:
    """Whether ``paragraph`` is an entry wherever it stands: author, title, place and year are told apart enough."""
    found = evidence(paragraph)
    least = 3 + (not is_labelled(paragraph)) * (_STANDARD.search(paragraph) is None)
    return found >= least or _is_note(paragraph) or BIBTEX.match(paragraph) is not None


_NOTE: Final = expression(
    r"(?:参?见|參?見|引自|转引自|轉引自|出自|See |Cited in |Quoted in )?[^，。《》\n]{0,20}[：:,，]?《[^《》\n]+》"
)


_MARK: Final = expression(r"\s*(?:[\[［〔]\^[\w-]{1,20}[\]］〕]|[①-⑳㉑-㉟]|[¹²³⁰⁴-⁹]{1,3})[:：]?\s*")
_WORD: Final = expression(r"[^\W\d_]{4,}")
_STATES: Final = expression(r"[是为指即了这那我们]|意思|方言|俗称")


def _is_note(paragraph: str) -> bool:
    """A note that names a work and where in it: ``① 张三：《水渠考》，第 3 页。``."""
    label = LABEL.match(paragraph)
    if label is None or len(paragraph) > _LONGEST:
        return False
    body = paragraph[label.end() :]
    if _MARK.match(paragraph) and evidence(body) >= 2 and is_like_a_title(body):
        return True
    return _NOTE.match(body) is not None and (_YEAR.search(body) or _PLACE.search(body)) is not None


def is_like_a_title(paragraph: str) -> bool:
    """Whether ``paragraph`` only names: most of its long words are capital, or it has no 是 and no 了."""
    words: list[str] = _WORD.findall(paragraph)
    if any(word >= "\u2e80" for word in words):
        return not _STATES.search(_TITLE.sub("", paragraph)) and "。" not in paragraph.rstrip("。")
    return bool(words) and 2 * sum(word[0].isupper() for word in words) >= len(words)
