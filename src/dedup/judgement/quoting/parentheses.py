"""Whether what stands in parentheses names a source: (Lund, 2019: 3), （陆远，2019）, （见《水渠志》）, (p. 7)."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Role, plain_text
from dedup.judgement.quoting.surnames import NAME

_YEAR: Final = r"(?:1[0-9]|20)\d{2}[a-z]?"
_CAPITAL: Final = r"(?:[A-ZÀ-Þ][\w’'-]+|[A-Z]{2,6})"
_NO_AUTHOR: Final = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"Spring|Summer|Autumn|Fall|Winter|Fig|Figs|Figure|Figures|Table|Tables|Chapter|"
    r"Section|Appendix|Part|Page|Note|Step|Room|Line|Volume|Act|Article|Exhibit|Plate|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|About|Since|Until|In|From|"
    r"Circa|The year|Version|Level|Grade|Class|Box|Group)\b)"
)
_NAMES: Final = (
    rf"{_NO_AUTHOR}(?:(?:de|van|von|der|la|le|du)\s){{0,2}}{_CAPITAL}(?:(?:,\s|\s|"
    rf",?\s(?:and|&|of|the|for|in)\s|\sde\s|\svon\s){_CAPITAL}){{0,6}}(?:,?\set\sal\.?|"
    rf"\sand others)?"
)
_LEAD: Final = (
    r"(?:(?:see|see also|cf\.?|e\.g\.,?|quoted in|qtd\. in|cited in|as cited in|from|in|"
    r"after|source:?|adapted from|taken from|translated from)\s)?"
)
_AUTHOR_YEAR: Final = expression(rf"{_LEAD}{_NAMES},?\s\(?(?:{_YEAR}|n\.d\.|forthcoming|in press)(?:\W.*)?")
_AUTHOR_PAGE: Final = expression(rf"{_LEAD}{_NAMES},?\s(?:pp?\.\s?)?\d{{1,4}}(?:[-–—]\d{{1,4}})?")
_CITED_IN: Final = expression(
    rf"(?:[Ss]ee|[Qq]uoted in|[Qq]td\. in|[Cc]ited in|[Aa]s cited in|[Aa]dapted from|"
    rf"[Tt]aken from|[Ff]rom|[Ss]ource:?|"
    rf"[Vv]ia)\s(?:the\s)?[“\"*_]?{_NO_AUTHOR}{_CAPITAL}.*"
)
_TITLE_PLACE: Final = expression(
    rf"(?:[“\"*_‘]?{_NO_AUTHOR}[A-Z].*(?:\b(?:pp?|ch(?:ap)?|vol|fols?|sec)\.\s?\d.{{0,40}}|\bchapter\s.{{1,20}}|"
    rf"\b{_YEAR}\.?$))|pp?\.\s?\d.*|.*\b[Ii]bid\b.*"
)
_CHINESE_YEAR: Final = expression(
    rf"(?:参?见|转引自|引自|详见)?[^\d，,；;。年月日]{{2,24}}[，,、\s]\s?{_YEAR}年?(?:版)?(?:[：:，,；;].*)?"
)
_CHINESE_NAME_YEAR: Final = expression(
    rf"(?:参?见|转引自|引自)?(?:{NAME}|[\u4e00-\u9fff]{{2,8}}等)\s?{_YEAR}(?:[：:，,；;].*)?"
)
_NO_SOURCE: Final = expression(
    r"截至|截止|始建|建于|生于|卒于|约|公元|至今|成立|创办|以来|以下|简称|下称|即|又名|原名|又称|全文|略|本文|"
    r"笔者|括号"
)
_FROM: Final = expression(
    r"(?:资料|材料|文章|数据|图片|内容)?(?:来源|出处)(?:于)?[:：]?\s?\S{2,}|(?:摘自|引自|"
    r"转引自|转自|选自|节选自|摘编自|出自|语出|语见|源自|原载|载于|转载自)[:：]?\s?\S{2,}"
)
_TITLE: Final = expression(
    r"(?:参?见|详见|又?见于|据)?[\u4e00-\u9fff·\s]{0,14}(?:[：:，,]|等|著|"
    r"先生)?\s?(?:《[^《》]+》|〈[^〈〉]+〉|「[^「」]+」·)(?!(?:的|是|为|已|将|"
    r"规定的))[^。！？]{0,60}"
)
_PAGE: Final = expression(
    r"(?:参?见|同上|同前|前引书|前揭书|出处同上)[^。]{0,20}|"
    r"第\s?\d+(?:[-–—]\d+)?\s?[页頁].{0,10}|同上|同前|见(?:文献|参考文献|"
    r"注)\s?[\[［]?\d+.*"
)
_SAID: Final = expression(rf"(?:{NAME}|[\u4e00-\u9fff·]{{2,6}})语")
_HAN: Final = expression("[\u4e00-\u9fff]")
_NATION: Final = expression(r"^[\[〔【（(][\u4e00-\u9fff]{1,4}[\]〕】）)]\s?")
_UNIT: Final = expression(r"参?见(?:图|表|附|下|上|前|后|第[一二三四五六七八九十\d]+[章节部])")
_URL: Final = expression(r"(?:\S{0,12}[:：\s]\s?)?(?:https?://|www\.)\S+")
_BARE_YEAR: Final = expression(rf"(?:{_YEAR}|n\.d\.)(?:[,，]\s?{_YEAR}){{0,3}}(?:[:：,，]\s?(?:pp?\.\s?|第)?\s?\d.*)?")
_NAME_BEFORE: Final = expression(rf"(?:\b{_NO_AUTHOR}{_CAPITAL}(?:['’]s)?|\bal\.?)\s?$")
_CHINESE_BEFORE: Final = expression(
    rf"(?:^|[，。；！？：:、和与及据\n]|根据|正如|学者|教授|研究者|例如)\s?(?:{NAME}|"
    rf"[\u4e00-\u9fff]{{2,8}}等人?)(?:、{NAME}){{0,3}}\s?$"
)
_STARTS_LOWER: Final = expression(
    r"(?:the|a|an|and|or|but|which|who|that|it|he|she|they|we|not|now|then|born|died|built|about)\b"
)


def role_of_parenthesis(content: str, before: str) -> Role | None:
    """How the parenthesis that holds ``content`` cites, where it does; ``before``: what stands before it."""
    plain = plain_text(content).strip()
    if _BARE_YEAR.fullmatch(plain):
        return "opening" if _NAME_BEFORE.search(before) or _CHINESE_BEFORE.search(plain_text(before)) else None
    if before.endswith("]") or _STARTS_LOWER.match(plain) or _UNIT.match(plain):
        return None
    if _HAN.search(plain):
        return "closing" if _cites_in_chinese(_NATION.sub("", plain)) else None
    return "closing" if _cites_in_english(plain) else None


def _cites_in_english(content: str) -> bool:
    parts = [part.strip() for part in content.split(";")]
    patterns = (_AUTHOR_YEAR, _AUTHOR_PAGE, _CITED_IN, _TITLE_PLACE, _URL)
    return any(pattern.fullmatch(part) for part in parts for pattern in patterns)


def _cites_in_chinese(content: str) -> bool:
    if _FROM.match(content) or _SAID.fullmatch(content) or _PAGE.fullmatch(content) or _URL.fullmatch(content):
        return True
    if _NO_SOURCE.search(content):
        return False
    return any(pattern.fullmatch(content) for pattern in (_CHINESE_YEAR, _CHINESE_NAME_YEAR, _TITLE))
