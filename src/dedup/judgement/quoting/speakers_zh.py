"""Whether the words before a Chinese verb of saying name a source, or only the writer, people in general, or nobody."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Standing
from dedup.judgement.quoting.people_zh import has_name, standing_of
from dedup.judgement.quoting.surnames import NAME, NAME_START

_YEAR: Final = expression(r"[（(]\d{4}[a-z]?[^（()）]{0,12}[）)]")
_MARK: Final = expression(r"[\[［〔]\d{1,3}[^\]］〕]{0,12}[\]］〕]$|[①-⑳¹²³⁴-⁹]+$")
_ADVERBS: Final = expression(
    r"(?:曾经|曾|也|还|又|都|则|便|就|更|却|所|早就|早已|已经|已|再次|再三|多次|反复|一再|"
    r"屡次|进一步|明确|特别|尤其|着重|深刻|郑重|"
    r"这样|如此|如是|同样|一致|一直|始终|常常|经常|常|总|总是|坚持|公开|在此|对此|为此|"
    r"因此|由此|接着|随后|同时|甚至|不止一次|有一次|"
    r"笑着|叹道|回应|答复|撰文|发文|发帖|来信|致信|个人|自己|本人|等人?|先后|最早|首先|最后|后来|当时|当年|开篇|文中|书中|"
    r"里面|里|中|上|有|(?<=[\u4e00-\u9fff])[对跟][\u4e00-\u9fff]{1,10}|(?<=[\u4e00-\u9fff]{2})向[\u4e00-\u9fff]{2,10}|(?:对|向|跟|给)(?:我们?|大家|学生|记者|[他她]们?|别人|孩子们?))$"
)
_MANNER: Final = expression(r"[\u4e00-\u9fff]{2,4}地$")
_MODAL: Final = expression(
    r"(?:可以|可|应当|应该|应|必须|必需|需要|需|要|不能|不可|能够|能|值得|被|不|没有|没|想|"
    r"愿|敢|让|使|令|请|难以|难|无法|不妨|不得不|"
    r"是|如果|假如|即使|虽然|与其|据|听|来|话|一般|普遍|通常|往往|公认|人人|谁|什么|怎么|"
    r"有时|这|那|此|其|它|它们|分别|以|再|只|仅)$"
)
_OWN: Final = expression(
    r"(?:我|我们|咱们|咱|笔者|本文|本研究|本报告|本书|本章|本刊|吾|吾人|余|鄙人|在下|小编|"
    r"编者|大家|人们|人家|前文|上文|前面|上面|下文|后文|下面|全文|附录|[图表]\d*|[上下]表|"
    r"[上下]图|(?<![日基根])本(?:法|条例|办法|规定|规则|细则|章程|规范|标准|制度|解释|决定|通知|公约|合同|协议))$"
)
_NOBODY: Final = expression(
    r"(?:^|[有的些位多数少关内名个某各众]|我国|国内外?|国外|业界|学界|一些|时|后|前|下)"
    r"(?:专家|学者|研究者|研究人员|研究|评论家|评论者|批评者|媒体|网友|村民|群众|市民|居民|"
    r"百姓|老百姓|家长|读者|观众|业内人士|人士|人员|"
    r"知情人|古人|前人|今人|后人|先贤|先哲|哲人|名人|伟人|老人|老话|俗话|常言|古语|古话|"
    r"古训|谚语|民谚|格言|俗语|名言|传言|传说|"
    r"部门|单位|方面|机构|资料|史料|文献|史书|事实|实践|历史|经验|结果|数据|调查|实验|统计|"
    r"学界|业界|外界|舆论|坊间|民间|人|者|的)$"
    r"|们$|(?:课本|书本|网络|网上|报上|书上|墙上)$|^(?:有人|有的|别人|旁人|他人|世人|常人|"
    r"时人|众人|也有人|有些人|许多人|很多人|不少人|多数人|一些人)$"
    r"|^(?:有|一|某)(?:一)?[位个名]?[\u4e00-\u9fff]{1,4}$|^(?:换句|简单|总的|一般|严格|具体|老实|相对|对比)"
    r"|(?:人|者|的人|的话|来说|起来)$|^(?:常言|俗话|老话|古语|古话|谚语|民谚|古人|前人|诗|"
    r"诗里|书上|书里|网上|课本里?|课本上)$"
)
# A clause with these has a verb of its own and no speaker in front of the verb of saying.
_CLAUSE_LIKE: Final = expression(
    r"^(?:应当|应该|须|给予|予以|责令|有权|是否|"
    r"对|用|通过|从|以|把|将|由|让|要|不|没|能|先|再|并|且|并且|同时|首先|其次|认真|"
    r"客观|深入|自觉|进一步|切实|努力|积极|跟|和|与|向|当面|"
    r"忽然|突然|压低|轻声|小声|大声|一边|边|只见|尤其|其中|后来我|我试|我在|我们|更|最|当|若|只要|只有|无论|不管|\d)"
    r"|就是|不能|不会|一定|应该|必须|可以|为什么|怎么|没有|(?<![对向跟给诉教])我们|由|要有|要是|自己$"
)
_SPEAKER: Final = expression(
    rf"^(?:{NAME})$|^(?:{NAME_START})(?:先生|女士|教授|老师|同志|博士|院士|曾|在|于|还|也|"
    rf"则|又|等|对|就|这样|明确|反复|一再|多次|进一步)"
    rf"|(?:教授|老师|博士|院士|书记|主席|总理|部长|局长|市长|县长|镇长|村长|校长|院长|所长|"
    rf"主任|会长|经理|董事长|代表|委员|"
    rf"作者|作家|诗人|学者|专家|记者|编辑|工程师|医生)(?:{NAME})$"
    r"|(?:先生|女士|教授|老师|同志|博士|院士|总书记|书记|主席|总理|部长|局长|市长|县长|"
    r"镇长|村长|校长|院长|所长|主任|会长|秘书长|经理|总裁|董事长|发言人|"
    r"负责人|代表|委员|作者|作家|诗人|学者|专家|记者|编辑|将军|大将|大夫|医生|工程师|报告|"
    r"通知|意见|决定|文件|通报|公告|公报|办法|条例|规定|章程|宪法|法律|法|"
    r"会议|大会|全会|法院|研究院|研究所|研究|学院|大学|协会|学会|委员会|委|局|厅|部|社|报|"
    r"日报|晚报|晨报|网|志|史|书|文|文章|论文|一文|词典|辞典|年鉴|子|孔子|孟子|"
    r"父亲|母亲|爷爷|奶奶|他|她|·[\u4e00-\u9fff]{1,6})$"
)
_HIS_WORK: Final = expression(r"(.{1,30})的(?:研究|调查|实验|统计|数据|报告|资料|考证|观察)")
_ONE: Final = frozenset("他她子")
_HAN: Final = expression(r"[\u4e00-\u9fffA-Za-z]")
_LOCATIVE: Final = expression(
    r"^(?:而|但|但是|然而|不过|所以|因为|于是|其实|确实|当然|例如|比如|譬如|诚然|正如|诚如|"
    r"恰如|正像|如同|就像|如|像|若|连)+"
)


def speaker(clause: str, *, weak: bool = False) -> Standing:
    """How far ``clause`` (simplified, what stands before the verb) names who or what speaks.

    ``weak``: the verb is not only one of saying (提出, 总结, 规定), so that the subject must look like a speaker.
    """
    clause = _LOCATIVE.sub("", clause.strip())
    if "《" in clause or _YEAR.search(clause):
        return "nobody" if clause.startswith(("本文", "笔者", "我")) else "named"
    subject = _without_adverbs(_MARK.sub("", clause))
    if work := _HIS_WORK.fullmatch(subject):
        return "nobody" if _UNNAMED.match(work[1]) else speaker(work[1])
    if not subject or _MODAL.search(subject) or _OWN.search(subject) or _CLAUSE_LIKE.search(subject):
        return "nobody"
    if weak and not (_SPEAKER.search(subject) or has_name(subject)):
        return "nobody"
    if subject in _ONE:
        return "back" if subject != "子" else "named"
    known = len(_HAN.findall(subject)) >= 2 and not _NOBODY.search(subject)
    return standing_of(subject) if known else "nobody"


_WORK: Final = expression(
    r"(?P<who>.*?)(?:的|在[^，]{1,12}[中里上]的?|所作的?|所做的?|公布的?|发布的?|提供的?|最新的?|早年的?|晚年的?){0,2}"
    r"(?:报道|报导|记载|介绍|统计|披露|透露|研究|说法|观点|看法|论述|定义|理论|报告|数据|"
    r"调查|回忆|回忆录|考证|分析|解释|描述|描写|"
    r"记述|叙述|话|考察|推算|测算|估计|估算|发布|公布|消息|文章|著作|专著|论文|日记|笔记|"
    r"书信|口述|讲述|称|说|原文|意见|主张|学说|划分|"
    r"分类|归纳|总结|认为|指出|显示|表明|规定|结果|结论|成果|公告|通报|年报|年鉴|公报|县志|"
    r"村志|志|档案|纪要|简报|白皮书|蓝皮书|备忘录|批复|判决书|裁定书|起诉书|笔录|所说|所言|所述|所载|资料)$"
)
_UNNAMED: Final = expression(
    r"^(?:了|以上|上述|前述|上面|此|该|这|这些|这一|那|有关|相关|实际|具体|当前|最新|初步|"
    r"不完全|可靠|知情|一些|某些|某|多方|历史|史书|史料|"
    r"资料|古籍|民间|当地|各|各地|笔者|我|我们|我国|本|本文|自己|近年|近年来|多年|以往|"
    r"现有|已有|大量|大|公开|媒体|网友|新闻|外媒|专家|学者|"
    r"业内|研究|调查|统计|实验|测量|观察|问卷|数据|上文|前文|下表|上表|图|表|文献|计划|"
    r"要求|规定|现行|国家|法律|传统|一般|通常|往年|群众|"
    r"村民|老人|当事人|目击者|国内外?|国外|科学|市场|权威|不同|多项|一项|一份|几项|有|村里|"
    r"坊间|野史|正史|先前|此前|之前|后来)"
    r"(?:的|部门|人士|资料|专家|学者|媒体|情况|文献|史料|方面|者|人员|机构|单位|新闻|村民|"
    r"居民|群众|老人|百姓|人|们|权威|一[项份个]|有关|相关|最新)*$"
)


def source(clause: str) -> Standing:
    """How far ``clause`` (simplified, what stands after 据 or 根据) names a work or whose work it is."""
    if "《" in clause or _YEAR.search(clause):
        return "nobody" if clause.startswith(("本文", "笔者", "我")) else "named"
    found = _WORK.fullmatch(clause.strip())
    if found is None:
        return "nobody"
    who = found["who"]
    if who in _ONE:
        return "back"
    if len(_HAN.findall(who)) < 2 or _UNNAMED.match(who) or _OWN.search(who):
        return "nobody"
    return standing_of(who)


def _without_adverbs(clause: str) -> str:
    """A few adverbs at the end are no part of the subject, nor is a place or time that ends the clause."""
    clause = _MANNER.sub("", clause) or clause
    for _ in range(4):
        shorter = _ADVERBS.sub("", clause)
        if shorter == clause:
            return clause
        clause = shorter
    return clause
