"""Headings of reference lists, put together from what they say: that sources were used, and of what kind they are.

参考文献, 征引书目, 查阅过的网页（2023 年）; References, Works cited, Unpublished sources, Table of authorities.
"""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression

_USED: Final = "(?:参考|引用|征引|引证|参阅|参见|查阅|援引|采用|使用|利用)"
_THINGS: Final = (
    "(?:文献|书目|资料|书籍|文章|著作|史料|史籍|档案|网页|网站|网址|报刊|"
    "法规|法律|法律法规|规范性文件|文件|判例|案例|裁判文书)"
)
_LISTED: Final = "(?:目录|列表|一览表?|清单|来源|出处)"
_CHINESE: Final = (
    rf"(?:主要|重要|部分|本文|全书|所|曾){{0,2}}{_USED}(?:过|自)?的?(?:主要|重要|部分)?{_THINGS}{_LISTED}?|"
    rf"(?:原始|未刊|已刊|中文|外文|英文|古籍|网络|历史|地方|口述|访谈|采访|音像)?(?:文献|史料|档案|书目|资料|法规|判例|案例){_LISTED}|"
    r"(?:未刊|已刊|中文|外文|英文|古籍)(?:文献|史料|档案|书目)|参考书|引文(?:出处|来源)|"
    r"(?:注释|注解|脚注|尾注|附注|注)(?:[与及和]参考文献)?|参考文献[与及和]注释|参考|引用|書目|书目|参考資料|参考文獻|"
    r"出典|引用文献|"
    r"(?:延伸|扩展|拓展|进一步|推荐|补充|相关|深入|课外|延展)的?(?:阅读|读物|书目|书单|文献|资料)(?:书目|"
    r"书单|材料|推荐|列表)?|推荐书单|阅读书目|"
    r"(?:相关)?(?:网页|网站|网址|链接|网络资源)(?:列表)?"
)
_KIND: Final = (
    "(?:un)?published|primary|secondary|web|online|electronic|archival|manuscript|printed|legal|official|oral|other"
)
_ENGLISH: Final = (
    r"(?:selected |annotated |select )?(?:references?(?: list| and notes)?|bibliography|works cited|works consulted|"
    rf"literature(?: cited| list)?|(?:(?:{_KIND}) (?:and (?:{_KIND}) )?)?(?:sources?|documents)(?: (?:cited|used|"
    r"consulted|and literature))?|"
    rf"(?:{_KIND}) (?:materials?|records?|papers|works|literature|collections)(?: cited| consulted)?|"
    r"(?:discography|filmography|(?:interviews|recordings|films|maps|newspapers|periodicals|websites) "
    r"(?:cited|consulted))|"
    r"(?:archives|manuscripts|cases|statutes|legislation|authorities|treaties)(?: (?:cited|consulted))?|"
    r"(?:table|list|index) of (?:authorities|cases|statutes|legislation|treaties)|"
    r"(?:end|foot)?notes(?: and references| on (?:the )?sources)?|(?:(?:suggested|suggestions for|recommended|for|"
    r"list of) )?further reading|further resources|"
    r"(?:suggested|recommended) reading|reading list|(?:list of )?(?:references|works|sources|"
    r"literature)(?: cited| consulted)?|web ?(?:pages|sites)|links|citations)"
)
_EUROPEAN: Final = (
    r"(?:weiterf[üu]hrende )?literatur(?:verzeichnis|angaben|hinweise)?|quellen(?:verzeichnis|angaben)?|"
    r"bibliographie|"
    r"r[ée]f[ée]rences(?: bibliographiques)?|sources|pour aller plus loin|lectures compl[ée]mentaires|"
    r"bibliograf[íi]a|"
    r"bibliografia|referencias(?: bibliogr[áa]ficas)?|fuentes|lecturas recomendadas|letture consigliate|"
    r"riferimenti bibliografici|"
    r"(?:список )?(?:использованной )?литератур[аы]|источники"
)
_NAMES: Final = f"{_CHINESE}|{_ENGLISH}|{_EUROPEAN}"
_NUMBERING: Final = (
    r"(?:[#＃]{1,6}\s*|[一二三四五六七八九十]{1,3}[、.．]\s*|"
    r"\d{1,2}(?:\.\d{1,2})*[.、．]?\s+|[（(【\[［*_]{1,3}\s*|附[录：:]?\s*[:：]?)?"
)
_REMARK: Final = r"(?:[（(][^（()）\n]{1,24}[)）])?"
_HEADING: Final = expression(
    rf"{_NUMBERING}(?:{_NAMES})\s*{_REMARK}\s*[\]】）)］*_]{{0,3}}\s*[:：]?\s*(?:[*_]{{1,2}})?\s*#*", re.I
)
_INLINE: Final = expression(rf"[【\[]?(?:{_NAMES})[】\]]?\s*[:：]\s*", re.I)

LONGEST: Final = 40
"""A longer paragraph, in characters, is no heading."""


def is_reference_heading(plain: str) -> bool:
    """Whether the simplified paragraph ``plain`` is the heading of a reference list and nothing else."""
    return len(plain) <= LONGEST and _HEADING.fullmatch(plain) is not None


def reference_lead(plain: str) -> str:
    """The words with a colon at the head of the simplified ``plain`` that announce references, or nothing."""
    found = _INLINE.match(plain)
    return found.group() if found else ""
