"""Chinese cues that stand before their source: 据某某的研究, 引用某某的话, 语出《……》, 这段话出自某某."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.alternatives import either
from dedup.judgement.quoting.mentions import Mention, Role, Standing
from dedup.judgement.quoting.speakers_zh import source, speaker
from dedup.model import Span

_ACCORDING: Final = expression(
    r"(?:根据|依据|依照|按照|据(?<![证数依占论收票凭单割根盘窃拮字借]据)|"
    + either("按|照|依", r"(?<![\u4e00-\u9fff].)")
    + r")"
    r"(?P<who>(?:《[^《》\n]{1,50}》|[（(][^（()）\n]{1,30}[)）]|[^，。；！？：:,《（(“\n]){1,40})(?=[，,：:“。]|$)"
)
_QUOTING: Final = expression(
    r"(?:引用|援引|转引|借用|套用|沿用|引述|用|引)(?:了|过)?(?P<who>(?:《[^《》\n]{1,50}》|"
    r"[^，。；！？：:,;“《\n]){1,24}?)"
    r"(?:的|里的|中的)(?:一|那|这)?[句段番]?(?:话|说法|原话|原文|观点|论述|名言|诗句|诗|"
    r"话语|文字|论断|记载)(?:来说|来讲|说|讲|来)?"
    r"(?=[，,：:。“]|$)"
)
_TAKEN: Final = expression(
    r"(?P<verb>语出|语见|出自|引自|摘自|转引自|转自|选自|节选自|摘编自|源自|见于|原载于?|"
    r"载于|参见|详见|见(?<![\u4e00-\u9fff]见))[：:]?\s?"
    r"(?P<who>[^，。；！？：:《》\n”]{0,14}[：:]?《[^《》\n]{1,50}》|[^，。；！？：:\n”]{2,20})"
)
_NEEDS_A_TITLE: Final = frozenset(("参见", "详见", "见", "见于", "源自", "载于", "出自"))
_POINTING: Final = expression(
    r"(?:以上|上述|上面|这|此|那|前面)(?:这|那)?(?:一|几)?(?:[句段番些条首]|部分)?(?:话|"
    r"文字|内容|论述|引文|观点|材料|数据|诗|描述|说法|记载)?"
    r"(?:都|均|皆|全)?(?:来自|引自|出自|摘自|转引自|语出|取自|源自|见于|见|就是|正是|是|乃是|为)(?:了)?"
    r"(?P<who>[^，。；！？：:“《\n]{0,16}《[^《》\n]{1,50}》|[^，。；！？：:“《\n]{2,24})[^，。；！？：:“\n]{0,12}"
)
_SPEAKER_TOLD: Final = expression(
    r"(?:说|写|讲|留)(?:出|下)?(?:过)?(?:这|此|那)[句段番些]?(?:话|文字|诗)?的人?(?:正|就)?是(?P<who>[^，。；！？：“\n]{2,24})"
)
# The agent of a passive owns the words that follow: 被某某形容为“……”.
_PASSIVE: Final = expression(
    r"被(?P<who>[^，。；！？：“”「」\n]{2,30}?)(?:"
    + either("形容|描述|描写|描绘|概括|定义|评价|总结|归纳|比喻|称|誉|斥|讥|戏称|称赞|批评", "(?:为|成|作|是)")
    + r")(?=[：:，,]?\s?[“\"‘「『])"
)
_ORIGIN: Final = expression(
    r"(?:是|见)[^，。；《\n]{0,16}《[^《》\n]+》(?:第|$|[^\u4e00-\u9fff])|》(?:[里中]|一[书文]|的(?:开头|结尾|"
    r"开篇|名句))|来自|引自|出自|摘自|语出|取自|源自|"
    r"见于|的原?话|的名言|的原文|的名句|(?:说|写|讲|"
    r"提出|写下|说过|讲过)的|所[说写言]|的说法|的观点|的论述|中的[一句段诗]"
)
_OWNER: Final = expression(r"的|说|写|讲|提|在")
_PROPER: Final = expression(r"《|[（(]\d{4}")


def cues_before_a_source(plain: str) -> Iterator[Mention]:
    """Cues in ``plain``, simplified text, in no particular order."""
    for found in _ACCORDING.finditer(plain):
        yield from _if_named(found, source(found["who"]), "opening")
    for found in _QUOTING.finditer(plain):
        yield from _if_named(found, speaker(found["who"]), "opening")
    for found in _PASSIVE.finditer(plain):
        yield from _if_named(found, speaker(found["who"]), "opening")
    for found in _SPEAKER_TOLD.finditer(plain):
        yield from _if_named(found, speaker(found["who"]), "following")
    for found in _TAKEN.finditer(plain):
        if "《" in found["who"]:
            yield Mention(Span(*found.span()), "around")
        elif found["verb"] not in _NEEDS_A_TITLE:
            yield from _if_named(found, speaker(found["who"]), "around")
    for found in _POINTING.finditer(plain):
        if _ORIGIN.search(found.group()):
            proper = _PROPER.search(found["who"])
            yield from _if_named(found, "named" if proper else speaker(_OWNER.split(found["who"])[0]), "following")


def _if_named(found: re.Match[str], standing: Standing, role: Role) -> Iterator[Mention]:
    if standing != "nobody":
        yield Mention(Span(*found.span()), role, back=standing == "back")
