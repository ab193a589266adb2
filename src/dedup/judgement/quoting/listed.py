"""What counts as an entry under a heading that announces a reference list: there weaker signs than elsewhere do."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.entries import BIBTEX, evidence, is_labelled, is_like_a_title

# Where a thing is kept or promulgated, as a shelf mark, an edition before print, a report of cases or a web page says.
_HELD: Final = expression(
    r"(?:刻|抄|钞|活字|石印|铅印|排印|稿|拓|刊|影印)本|馆藏|[馆院]藏[。.]?$|全宗|卷宗|案卷|缩微|〔\d{4}〕|令第\s?\d+\s?号|起施行|"
    r"[\u4e00-\u9fff]\d+(?:民|刑|行|知)[初终再]|(?:访谈|采访|口述|录音|整理)(?:时间|日期|地点|者|人)|"
    r"\b(?:Act|Regulations?|Order|Ordinance|Bylaws?|Code|Rules),?\s(?:of\s)?1?\d{3}\b|[\[(]\d{4}[\])]\s\d{0,3}\s?[A-Z]|"
    r"\sv\.?\s[A-Z]|\b(?:[Bb]ox(?:es)?|[Bb]undles?|[Ff]olders?|[Ff]iles?|[Rr]eels?|[Ff]ols?\.?|MSS?\.?|[Pp]apers of)\s|"
    r"\b[A-Z]{1,5}[ /.]\d+(?:[/.]\d+)*|(?<![\w.@])[a-z][\w-]*(?:\.[a-z][\w-]*)+/\S"
)
_REIGN: Final = expression(
    "(?:顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|万历|嘉靖|崇祯|洪武|永乐|民国|昭和|大正|明治)[元一二三四五六七八九十]{1,4}年|"
    "[一二][〇○零一二三四五六七八九]{3}年"
)
_SHELF: Final = expression(r"\s*[A-Z]{1,5}[ /.]\d+(?:[/.]\d+)*[,:，：\s]")
_FIELD: Final = expression(r"\s*(?:[A-Za-z]{2,16}\s*=\s*[{\"\d].*|\}\s*,?\s*)$")
_ROW: Final = expression(r"\|.*\|\s*$", re.S)
_SENTENCE: Final = expression("[。！？!?；;：:，,]")
_END: Final = expression(
    r"(?:#|附录|附：|致谢|后记|鸣谢|作者简介|声明|appendi|acknowledg|afterword|about the author|contact)", re.I
)


def may_be_entry(paragraph: str) -> bool:
    """Whether ``paragraph`` can be an entry under a heading that announces a reference list."""
    signs = evidence(paragraph) + _signs_of_keeping(paragraph)
    labelled = is_labelled(paragraph) or _SHELF.match(paragraph) is not None
    return signs >= (1 if labelled else 2) or (signs == 1 and is_like_a_title(paragraph)) or is_bibtex(paragraph)


def is_bibtex(paragraph: str) -> bool:
    """Whether ``paragraph`` begins an entry of a BibTeX file, or is one of its fields."""
    return BIBTEX.match(paragraph) is not None or _FIELD.match(paragraph) is not None


def is_row(paragraph: str) -> bool:
    """Whether ``paragraph`` is a row of a table; under such a heading the table is the list."""
    return _ROW.match(paragraph) is not None


def is_caption(paragraph: str) -> bool:
    """Whether ``paragraph`` only names something: no sentence, nor the heading of what follows a reference list."""
    return not _SENTENCE.search(paragraph) and not _END.match(paragraph) and is_like_a_title(paragraph)


def _signs_of_keeping(paragraph: str) -> int:
    return (_HELD.search(paragraph) is not None) + (_REIGN.search(paragraph) is not None)
