"""Lines that name the source of what stands above: ``——鲁迅《故乡》``, ``— Ada Lund``, ``来源：…``, ``Source: …``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Mention, plain_text
from dedup.judgement.quoting.surnames import NAME
from dedup.model import Span

_LONGEST: Final = 160
_OPEN: Final = r"(?:>\s*)*[（(【\[*_]{0,2}\s*"
_SOURCE: Final = expression(
    rf"{_OPEN}(?:(?:(?:资料|材料|文章|原文|图文|内容|引文|信息|数据|本文|以上内容|"
    rf"转载)?(?:来源|出处|原载|原文链接|原文地址|链接|转自|转载自|摘自|引自|选自|节选自|"
    rf"摘编自|出自|语出)"
    r"(?:于|自)?|(?:[Oo]riginal )?[Ss]ource|[Vv]ia|[Ff]rom|[Ff]irst published in|"
    r"[Oo]riginally published (?:in|at|by)|[Rr]eprinted from|[Ee]xcerpted from|[Aa]dapted "
    r"from|Quelle|Fuente)"
    r"\s?[：:]\s*(?!无|不详|网络$|未知|佚名|n/a)\S{2}|(?:本文|以上|以上内容|以上文字|内容|"
    r"文章)?(?:转载自|转自|摘自|引自|选自|节选自|摘编自|转引自|语出|"
    r"出自)(?:了)?(?:[^。，；！？]{0,20}《|[^。，；！？《]{2,40}$|[^。，；！？]{0,20}https?:)"
    r"|(?:[Tt]ext|[Ww]ords|[Ee]xtract|[Ee]xcerpt)\s?[：:]\s?[A-Z][^\n]*\b(?:reproduced|reprinted|from|courtesy|"
    r"permission)\b"
    r"|(?:[Rr]eprinted|[Ee]xcerpted|[Tt]aken|[Aa]dapted) from \S)"
)
_DASHED: Final = expression(rf"{_OPEN}(?:——?|―+|–|--+|-(?=\s))\s*(?P<who>[^\s—–-].{{1,100}})")
_DASH_AT_END: Final = expression(
    r"(?<=[。！？!?.…”」』\"’])\s?(?:——|―{1,2}|—|--)\s*(?P<who>[^\s—–-][^\n。！？—]{1,60})[）)]?\s*$"
)
_SIGNED: Final = expression(
    r"(?:——|―{1,2}|—)\s*(?P<who>[^\n。！？—]{0,20}《[^《》\n]{1,40}》[^\n。！？—]{0,12}|"
    r"[\u4e00-\u9fff·]{2,8}[语語])[。.]?$"
)
_DASH: Final = expression("[—―]|--")
_LOOK_BACK: Final = 70
_ENGLISH_NAME: Final = expression(
    r"(?:[*_]*(?:by |from |the )?[“\"*_]?(?:[A-Z][\w.’'-]*|de|van|von|of|the|and|in|on|an?|"
    r"to|for|St\.)[*_,.]?[”\"]?,?\s?){1,14}(?:[(,]?\s?(?:\d|pp?\.|ch|"
    r"vol)[^.!?]*)?[*_)\]]{0,3}"
)
_CHINESE_NAME: Final = expression(
    rf"[\u4e00-\u9fff·\s]{{0,16}}[：:，,]?\s?[《〈「“][^《》\n]{{1,40}}[》〉」”][\u4e00-\u9fff·\s]{{0,10}}[^。！？]{{0,24}}|"
    rf""
    rf""
    rf""
    rf"(?:[（(\[〔][\u4e00-\u9fff]{{1,6}}[)）\]〕]\s?)?{NAME}"
    rf"|(?:[\u4e00-\u9fff《》]{{2,16}}[，,]\s?)?{NAME}\s?(?:演唱|口述|讲述|整理|作词|题|撰|译|编|录)"
    r"|(?:[\u4e00-\u9fff]{2,8}[）)])?[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,12}|"
    r"(?:[（(\[〔][\u4e00-\u9fff]{1,6}[)）\]〕]\s?)[\u4e00-\u9fff·]{2,12}"
    r"|(?:孔子|孟子|老子|庄子|荀子|墨子|韩非子|鲁迅|佚名诗人)|[\u4e00-\u9fff]{2,12}(?:作家|"
    r"学者|教授|先生|女士|诗人|院长|主席|县志|村志)[\u4e00-\u9fff]{0,4}"
)


def attributions(text: str, paragraphs: Sequence[Span]) -> Iterator[Mention]:
    """Lines, and ends of paragraphs after a dash, that say whose words stand before them."""
    for paragraph in paragraphs:
        if paragraph.length <= _LONGEST and _names(plain_text(paragraph.of(text))):
            yield Mention(paragraph, "line", "line")
        elif _DASH.search(text, max(paragraph.start, paragraph.end - _LOOK_BACK), paragraph.end):
            start = max(paragraph.start, paragraph.end - _LOOK_BACK)
            dashed = _DASH_AT_END.search(text, start, paragraph.end)
            found = dashed or _SIGNED.search(text, start, paragraph.end)
            if found and (not dashed or is_author(plain_text(found["who"]))):
                yield Mention(Span(found.start(), paragraph.end), "closing", "line")


def _names(line: str) -> bool:
    if _SOURCE.match(line):
        return True
    dashed = _DASHED.fullmatch(line)
    return dashed is not None and is_author(dashed["who"])


def is_author(words: str) -> bool:
    """Whether simplified ``words`` after a dash are a person or a work, not a sentence."""
    words = words.strip(" \t\u3000）)*_]】")
    return _CHINESE_NAME.fullmatch(words) is not None or (
        words[:1].isascii()
        and len(words.split()) <= 14
        and _ENGLISH_NAME.fullmatch(words) is not None
        and any(c.isupper() for c in words)
    )
