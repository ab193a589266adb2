"""Chinese cues that follow their subject: 某某指出, 正如某某所说, 在某某看来, 某某有一句话, 某某的名言, 某某的这段话.

They read simplified text; what stands before decides whether a source is named (``speakers_zh``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.alternatives import either
from dedup.judgement.quoting.clauses import clause_before
from dedup.judgement.quoting.mentions import Mention, Role
from dedup.judgement.quoting.people_zh import has_name, standing_of
from dedup.judgement.quoting.speakers_zh import speaker
from dedup.judgement.quoting.surnames import is_name
from dedup.model import Span

QUOTE: Final = "“\"‘'「『"
_CLAUSE: Final = 60
_COMMA: Final = "，,"
# Verbs that take their statement without a comma, and everyday verbs that need a mark after them to be a cue.
_STRICT: Final = expression(
    either(
        "指出|认为|写道|主张|断言|声称|宣称|坦言|直言|感叹(?!道)|告诫|警告|强调|提出|论证|揭示|阐述|归纳|概括|写到",
        "(?:过|道)?(?:的是)?",
    )
    + "|"
    + either("感慨|感叹|慨叹|叹|笑|答|问|总结|评价|解释|补充|回忆|反驳|追问|喊|念|吟|叮嘱", r"道(?=\s?[：:，,。“\"「])")
    + r"|所(?:述|言|载|示|写|说|讲|称|指)(?:的那样|那样)?"
)
_LOOSE: Final = expression(
    either("说|讲|有言|称|写", "(?:过|道|着|明)?(?:的是)?")
    + "|"
    + either(
        "表示|介绍|回忆|解释|补充|总结|分析|提到|谈到|讲到|说到|记载|记述|记录|问|描述|描写|定义|回答|表明|显示|"
        "发现|规定|"
        "明确|证明|披露|报道|透露|评价|评论|评述|论述|告诉[^，。：“\n]{1,8}",
        "(?:过|道|说)?(?:的是)?",
    )
    + r"|"
    + either("云|曰|载|记", r"(?:(?<!记)(?=[：:“\"「『])|(?<=》.)(?=[，,]))")
)
_WEAK: Final = expression(
    r"提出|评价|分析|总结|规定|明确|证明|解释|表明|显示|发现|问|写(?!道)|讲|定义|介绍|补充|阐述|"
    r"归纳|概括|揭示|论证|回答|记录|强调|告诫|描|评|论述|称|有言"
)
# Everyday words that end in such a verb, as 小说, 传说, 众说.
_COMPOUND: Final = frozenset(
    "小传学解假邪众游劝评述申诉图胡叙演话细难好且却按照俗古据听宣名简统自号职美堪尊别全昵代描编抄填手改速缩撰访疑顾请慰下"
)
_FOLLOWER: Final = expression(
    rf"(?P<object>[^，。！？：:；“”「」\n]{{2,24}}(?=[：:]))|(?:这样|这么|"
    rf"如此)?(?:一[句段]话)?\s*(?:[：:，,]|[{QUOTE}])|(?:如下|[。！？]|$)|的(?:那|这|一|"
    rf"[句段番]){{0,3}}话?[：:，,]?[{QUOTE}]"
)
# Phrases after a subject, and how far what they announce reaches.
_PHRASES: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (expression(rf"(?:看来|眼里|眼中|笔下)(?=[，,：:{QUOTE}])"), "opening"),
    (
        expression(
            rf"(?:曾有|有过|留下|有)(?:过|了)?(?:这样|这么|如此)?(?:的|一|两|"
            rf"几){{0,2}}[句段番首](?:名言|话|诗|描述|论述|文字|原话)(?=\s*[：:，,。{QUOTE}])"
        ),
        "opening",
    ),
    (
        expression(
            r"(?:有|作了|做了|作出了?|给出了?|给)(?:过|了)?(?:如下|这样|以下|"
            r"下面)的?(?:一[句段番])?[\u4e00-\u9fff]{0,4}(?=[：:。])"
        ),
        "opening",
    ),
    (
        expression(
            rf"的(?:那|这|一|名){{0,2}}[句段番首]?(?:名言|名句|话|诗|原话|诗句|原文|说法|句|段|"
            rf"句子)(?:是|为|来说|说)?[：:，,]?(?=\s?[{QUOTE}])"
        ),
        "opening",
    ),
    (
        expression(
            r"的(?:解释|看法|观点|回答|答复|说法|评价|主张|意见|结论|体会|原话|话|描述|定义|理由|"
            r"态度|建议|判断)(?:就)?(?:是|为|如下)?(?:这样的)?(?=[：:])"
        ),
        "opening",
    ),
    (expression(either("的这|的那|这|那", "一?[句段番席首](?:名言|话|诗|文字|论述|名句)")), "following"),
)
_COLON: Final = expression(rf"[：:](?=[{QUOTE}])")
_TITLES: Final = expression("(?:先生|女士|教授|老师)$")
_TITLE: Final = expression(
    rf"《[^《》\n]{{1,50}}》(?:一[书文])?(?:[，,]?[^，。：；！？\n“”,:;!?]{{0,12}})?[：:，,]?\s?(?=[{QUOTE}])"
)
# Where somebody writes, and nothing else: no work, whose words these might be.
_PLACE: Final = expression(
    r"[在于][^《》，。]{0,8}(?:空白|边|旁|角落|末尾|背面|反面|页眉|页脚|下面|上面|上方|下方)处?[里上中]?"
)
_ADVERBIAL: Final = expression(r"《|(?:时|中|里|上|后|书|文|会议|讲话|演讲)$")
_NO_TITLE: Final = expression(r"(?:的|(?<![句就头话])是|里的?|中的?|叫|把|有)$")


def cues_after_a_subject(plain: str) -> Iterator[Mention]:
    """Cues in ``plain``, simplified text, in no particular order."""
    for pattern in (_STRICT, _LOOSE):
        for found in pattern.finditer(plain):
            before = plain[found.start() - 1 : found.start()]
            follower = _FOLLOWER.match(plain, found.end())
            if pattern is _STRICT or (before not in _COMPOUND and follower):
                end = follower.end() if follower and follower["object"] else found.end()
                yield from _said(plain, found.start(), end, "opening", weak=_WEAK.match(found.group()) is not None)
    for pattern, role in _PHRASES:
        for found in pattern.finditer(plain):
            yield from _said(
                plain, found.start(), found.end(), role, weak=role == "following" and found.group()[0] != "的"
            )
    for found in _COLON.finditer(plain):
        start, clause = clause_before(plain, found.start(), _CLAUSE)
        clause = _TITLES.sub("", clause) or " "
        if (
            is_name(clause.strip())
            and clause[-1] not in "说云曰道问答"
            and (start == 0 or plain[start - 1] in "\n\r。！？”")
        ):
            yield _mention(plain, start, found.end(), "opening")
    for found in _TITLE.finditer(plain):
        if not _NO_TITLE.search(found.group().rstrip()):
            yield _mention(plain, found.start(), found.end(), "opening")


def _said(plain: str, verb: int, end: int, role: Role, *, weak: bool = False) -> Iterator[Mention]:
    start, clause = clause_before(plain, verb, _CLAUSE)
    if clause.lstrip().startswith(("据", "根据", "按", "依照", "依据", "照")):
        return  # told by what follows (``cues_zh_before``)
    if _PLACE.fullmatch(clause.strip()):
        yield from _before_a_place(plain, start, end, role)
        return
    standing = speaker(clause, weak=weak)
    if standing != "nobody":
        yield _mention(plain, start, end, role, back=standing == "back")
    elif len(clause.strip()) <= 4 and start > 0 and plain[start - 1] in _COMMA:
        # The subject may stand before an adverbial set off by a comma: 某某在书中，曾写道.
        start, clause = clause_before(plain, start - 1, _CLAUSE)
        standing = speaker(clause, weak=weak)
        if standing != "nobody" and _ADVERBIAL.search(clause):
            yield _mention(plain, start, end, role, back=standing == "back")


def _before_a_place(plain: str, place: int, end: int, role: Role) -> Iterator[Mention]:
    """Only where the clause before names him: 某某读完稿子，在空白处写道. The place itself says nothing."""
    if place > 0 and plain[place - 1] in _COMMA:
        start, clause = clause_before(plain, place - 1, _CLAUSE)
        standing = standing_of(clause.strip())
        if has_name(clause) or standing == "back":
            yield _mention(plain, start, end, role, back=standing == "back")


def _mention(plain: str, start: int, end: int, role: Role, *, back: bool = False) -> Mention:
    start += len(plain[start:end]) - len(plain[start:end].lstrip())
    return Mention(Span(start, end), role, back=back)
