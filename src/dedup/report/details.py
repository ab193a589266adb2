"""What the reasons and details of a result say, in the reader's language where their sentence is known.

Results hold English sentences with paths, names and numbers in them. One that is not known here is shown as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LONGEST = 1000
"""Longer reasons are not looked at."""

_SENTENCES: Final = (
    (r"(\S+) < (\S+)", "{0} 早于 {1}"),
    (r"(.+) speaks of (\d+), the other text of no year after (\d+)", "{0} 写到 {1} 年，另一篇最晚只写到 {2} 年"),
    (
        r"(\d+%) of the passage, by the weight of its words, stands in the rest of (.+) alone, (\d+%) in that of (.+)"
        r" alone",
        "这段文字的用词（按权重）{0} 只见于 {1} 的其余部分，{2} 只见于 {3} 的其余部分",
    ),
    (
        r"(\d+) words or phrases stand in sentences of (.+) that the other version has without them, (\d+) the other"
        r" way round",
        "{1} 的句子里多出 {0} 处词语，另一篇相应多出 {2} 处",
    ),
    (
        r"(\d+) of (\d+) changed words read worse in (.+): (“.*”) for (“.*”)",
        "{2} 的 {1} 处改字中有 {0} 处更不通顺，如 {4} 作 {3}",
    ),
    (r"(\d+) words of (.+) read like misspellings beside the other version", "与另一篇相比，{1} 有 {0} 处像是错字"),
    (r"the passage in (.+) holds hidden characters \((.+)\)", "{0} 的这段文字含隐藏字符（{1}）"),
    (
        r"the passage in (.+) holds letters of another alphabet inside words \((.+)\)",
        "{0} 的这段文字词中夹有形似字母（{1}）",
    ),
    (r"the passage in (.+) holds a mark set between its words \((.+)\)", "{0} 的这段文字词间插有标记（{1}）"),
    (r"the passage in (.+) is written in another script than the text around it", "{0} 的这段文字与前后文简繁不同"),
    (r"the passage in (.+) is punctuated unlike the text around it", "{0} 的这段文字与前后文标点习惯不同"),
    (r"(.+) quotes or cites the passage", "{0} 引用了这段文字或注明了出处"),
    (r"(.+) names the title (.+) of the other text", "{0} 提到另一篇的题名《{1}》"),
    (r"(.+) names the author (.+) of the other text", "{0} 提到另一篇的作者 {1}"),
    (r"(.+) says (“.*”) near the passage", "{0} 在这段文字旁写有{1}"),
    (
        r"citation (.+) leads to no reference in (.+), but to one in (.+)",
        "引文标号 {0} 在 {1} 中没有对应文献，在 {2} 中有",
    ),
    (r"a sentence breaks off in (.+) that goes on in (.+)", "有一句在 {0} 中中断，在 {1} 中是完整的"),
    (r"in (.+) item (.+) follows item (.+)", "{0} 中第 {1} 项之前是第 {2} 项，序号不连"),
    (r"in (.+) item (.+) follows no item", "{0} 中的列项从第 {1} 项开始"),
    (r"both say (.+) where (.+) says (.+)", "两篇都写作“{0}”，而 {1} 写作“{2}”"),
    (r"(.+) is the source of both", "两篇都出自 {0}"),
    (r"not set as a quotation, no source named at it", "未作为引文标出，附近也未注明出处"),
    (r"not set as a quotation, a source is named for (\d+%) of it", "未作为引文标出，其中 {0} 注明了出处"),
    (r"in quotation marks (\S+), no source named at it", "加了引号 {0}，附近未注明出处"),
    (r"in quotation marks (\S+), after the cue (.+)", "加了引号 {0}，前有提示语“{1}”"),
    (r"in quotation marks (\S+), with the cue (.+)", "加了引号 {0}，有提示语“{1}”"),
    (r"with the cue (.+), but not set as a quotation", "有提示语“{0}”，但未作为引文标出"),
    (r"after the cue (.+), but not set as a quotation", "前有提示语“{0}”，但未作为引文标出"),
    (r"quotation marks stand around (\d+%) of it", "其中 {0} 加了引号"),
    (r"quotation marks stand around (\d+%) of it \(characters (.+)\)", "其中 {0} 加了引号（第 {1} 字）"),
    (r"set phrase: stands in (\d+) texts that are independent of each other", "套语：见于 {0} 篇互不相干的文本"),
    (
        r"(\d+%) of the passage is a set phrase: stands in (\d+) texts that are independent of each other",
        "这段文字的 {0} 是套语，见于 {1} 篇互不相干的文本",
    ),
    (r"own work: both texts are by (.+)", "两篇作者同为 {0}"),
    (r"own work: both texts belong to the group (.+)", "两篇同属 {0} 组"),
    (r"page furniture: stands at the head of (\d+) documents.*", "页面套话：位于 {0} 篇文档的开头"),
    (r"page furniture: stands at the foot of (\d+) documents.*", "页面套话：位于 {0} 篇文档的末尾"),
    (r"template: stands at the same place in (\d+) documents.*", "模板文字：在 {0} 篇文档中位置相同"),
    (r"invisible characters stand inside words, the first is (\S+)", "词中夹有看不见的字符，第一个是 {0}"),
    (
        r"letters of another script stand inside (\S+) words, the first is (\S+)",
        "{0} 单词中夹有其他文字的形似字母，第一个是 {1}",
    ),
    (r"a mark is repeated inside sentences: (.+)", "句中反复插入标记：{0}"),
    (
        r"passages contradict each other \(characters: .*\): the texts borrow from each other or from a third",
        "各处段落指向不一，两篇互有借用，或同出第三方",
    ),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _SENTENCES)


def told(sentence: str, language: str) -> str:
    """The sentence in ``language`` (``zh`` or ``en``), or as it is where it is not one of the known."""
    if language != "zh" or len(sentence) > LONGEST:
        return sentence
    path, _, rest = sentence.partition(": ")
    whole, part = _chinese(sentence), _chinese(rest)
    return whole or (f"{path}：{part}" if part else sentence)


def _chinese(sentence: str) -> str:
    """A sentence with a remark after it; empty where either is not known."""
    said, semicolon, remark = sentence.partition("; ")
    whole = _sentence(sentence)
    if whole or not semicolon:
        return whole
    parts = _sentence(said), _sentence(remark)
    return "；".join(parts) if all(parts) else ""


def _sentence(sentence: str) -> str:
    for pattern, words in _compiled():
        found = pattern.fullmatch(sentence)
        if found:
            return words.format(*(_counted(group) for group in found.groups()))
    return ""


def _counted(group: str) -> str:
    return "1 次" if group == "once" else re.sub(r"^(\d+) times$", r"\1 次", group)
