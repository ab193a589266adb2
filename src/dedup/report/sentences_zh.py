"""The sentences that results hold, in Chinese. A test finds every sentence of the code and asks for it here.

``{n}`` and names that begin with ``n`` stand for a number or a share, others for any text. ``{more:t}`` in the Chinese
is a part that is itself a sentence of this list. Of two that fit, the earlier is taken.
"""

from __future__ import annotations

from typing import Final

SENTENCES: Final = (
    # How a side uses a passage, and how a quotation stands in its text.
    ("{cue}, but not set as a quotation", "{cue:t}，但未作为引文标出"),
    ("not set as a quotation, {more}", "未作为引文标出，{more:t}"),
    ("in quotation marks {marks}, {more}", "加了引号 {marks}，{more:t}"),
    ("after the quotation mark {mark}, {more}", "在引号 {mark} 之后，{more:t}"),
    ("block quotation, {more}", "独立成段的引文，{more:t}"),
    ("longer than {n} characters, {more}", "超过 {n} 字，{more:t}"),
    ("which is never closed, {more}", "引号没有闭合，{more:t}"),
    ("in quotation marks {marks}", "加了引号 {marks}"),
    ("after the quotation mark {mark}", "在引号 {mark} 之后"),
    ("longer than {n} characters", "超过 {n} 字"),
    ("which is never closed", "引号没有闭合"),
    ("block quotation", "独立成段的引文"),
    ("no source named at it", "附近未注明出处"),
    ("a source is named for {n} of it", "其中 {n} 注明了出处"),
    ("quotation marks stand around {n} of it (characters {places})", "其中 {n} 加了引号（第 {places} 字）"),
    ("quotation marks stand around {n} of it", "其中 {n} 加了引号"),
    ("after the cue {cue}", "前有提示语“{cue}”"),
    ("with the cue {cue}", "有提示语“{cue}”"),
    ("cited as {mark}", "标注为 {mark}"),
    ("with the line {line}", "附有“{line}”一行"),
    ("reference list under the heading {heading}", "参考文献列表，标题为“{heading}”"),
    ("references after the words {words}", "“{words}”之后的参考文献"),
    ("run of reference entries, beginning {words}", "连续的参考文献条目，开头为“{words}”"),
    ("reference entry, beginning {words}", "参考文献条目，开头为“{words}”"),
    ("repeated inside one document", "在同一文档内重复"),
    ("own work: both texts belong to the group {group}", "本人作品：两篇同属 {group} 组"),
    ("own work: both texts are by {author}", "本人作品：两篇作者同为 {author}"),
    ("common source: {n} of the passage; it {more}", "公共来源：占这段文字的 {n}，{more:t}"),
    ("stands in {path}, {n} of it word for word", "见于 {path}，其中 {n} 逐字相同"),
    ("stands in {path}, word for word", "见于 {path}，逐字相同"),
    ("page furniture: stands at the head of {n} documents {series}", "页面套话：位于{series:t} {n} 篇文档的开头"),
    ("page furniture: stands at the foot of {n} documents {series}", "页面套话：位于{series:t} {n} 篇文档的末尾"),
    ("page furniture: stands at the head of {n} documents", "页面套话：位于 {n} 篇文档的开头"),
    ("page furniture: stands at the foot of {n} documents", "页面套话：位于 {n} 篇文档的末尾"),
    ("template: stands at the same place in {n} documents {series}", "模板文字：在{series:t} {n} 篇文档中位置相同"),
    ("of one folder", "同一文件夹的"),
    ("of the site {name}", "网站 {name} 的"),
    ("of the author {name}", "作者 {name} 的"),
    ("of the group {name}", "{name} 组的"),
    ("of the folder {name}", "文件夹 {name} 的"),
    ("by {name}", "作者 {name} 的"),
    ("slogan: {more}", "口号：{more:t}"),
    ("set phrase: stands in {n} texts that are independent of each other", "套语：见于 {n} 篇互不相干的文本"),
    ("{n} of the passage is a {more}", "这段文字的 {n} 属于{more:t}"),
    ("formula: {more}", "套语：{more:t}"),
    (
        "a passage of at most {n} characters that stands in {n_documents} documents, independent of each other",
        "这段文字不超过 {n} 字，见于互不相关的 {n_documents} 篇文档",
    ),
    (
        "a passage of at most {n} characters that stands in {n_documents} documents, {n_apart} of them independent",
        "这段文字不超过 {n} 字，见于 {n_documents} 篇文档，其中 {n_apart} 篇互不相关",
    ),
    ("{n} of it is boilerplate found in other documents too", "其中 {n} 是其他文档也有的页面套话"),
    ("{n} of it is set phrases found in other documents too", "其中 {n} 是其他文档也有的套语"),
    # Evidence for a direction.
    ("{earlier} < {later}", "{earlier} 早于 {later}"),
    (
        "{path} speaks of {n}, the other text of no year after {n_other}",
        "{path} 写到 {n} 年，另一篇最晚只写到 {n_other} 年",
    ),
    (
        "{n} of the passage, by the weight of its words, stands in the rest of {path} alone, {n_other} in that of"
        " {other} alone",
        "这段文字的用词（按权重）{n} 只见于 {path} 的其余部分，{n_other} 只见于 {other} 的其余部分",
    ),
    (
        "{n} words or phrases stand in sentences of {path} that the other version has without them, {n_other} the other"
        " way round",
        "{path} 的句子里多出 {n} 处词语，另一篇相应多出 {n_other} 处",
    ),
    (
        "{n} figures are greater in {path} than at the same place of the other version, {n_other} smaller",
        "同一处的数字，{path} 有 {n} 处比另一篇大，{n_other} 处较小",
    ),
    (
        "{n} of {n_all} changed words read worse in {path}: “{worse}” for “{better}”",
        "{path} 的 {n_all} 处改字中有 {n} 处更不通顺，如“{better}”作“{worse}”",
    ),
    (
        "{n} of {n_all} changed words read worse in {path}: {more}",
        "{path} 的 {n_all} 处改字中有 {n} 处更不通顺：{more}",
    ),
    ("{n} words of {path} read like misspellings beside the other version", "与另一篇相比，{path} 有 {n} 处像是错字"),
    ("the passage in {path} holds hidden characters ({times})", "{path} 的这段文字含隐藏字符（{times:t}）"),
    (
        "the passage in {path} holds letters of another alphabet inside words ({times})",
        "{path} 的这段文字词中夹有形似字母（{times:t}）",
    ),
    (
        "the passage in {path} holds a mark set between its words ({times})",
        "{path} 的这段文字词间插有标记（{times:t}）",
    ),
    ("once", "1 次"),
    ("{n} times", "{n} 次"),
    (
        "the passage in {path} is written in another script than the text around it",
        "{path} 的这段文字与前后文简繁不同",
    ),
    ("the passage in {path} is punctuated unlike the text around it", "{path} 的这段文字与前后文标点习惯不同"),
    (
        "the passage in {path} has lost the {marks} ({n}) of the other",
        "{path} 的这段文字失去了另一篇的{marks:t}（{n} 处）",
    ),
    ("accents", "变音符号"),
    ("capitals", "大写字母"),
    ("curled quotes and dashes", "弯引号与破折号"),
    ("{path} quotes or cites the passage", "{path} 引用了这段文字或注明了出处"),
    ("{path} names the title {title} of the other text", "{path} 提到另一篇的题名《{title}》"),
    ("{path} names the author {name} of the other text", "{path} 提到另一篇的作者 {name}"),
    ("{path} says “{words}” near the passage", "{path} 在这段文字旁写有“{words}”"),
    (
        "citation {mark} leads to no reference in {path}, but to one in {other}",
        "引文标号 {mark} 在 {path} 中没有对应文献，在 {other} 中有",
    ),
    ("a sentence breaks off in {path} that goes on in {other}", "有一句在 {path} 中中断，在 {other} 中是完整的"),
    ("in {path} item {n} follows item {n_before}", "{path} 中第 {n} 项之前是第 {n_before} 项，序号不连"),
    ("in {path} item {n} follows no item", "{path} 中的列项从第 {n} 项开始"),
    ("both say nothing where {path} says {said}", "{path} 写有“{said}”之处，两篇都没有"),
    ("both say {said} where {path} says nothing", "两篇都写有“{said}”，而 {path} 没有"),
    ("both say {said} where {path} says {other}", "两篇都写作“{said}”，而 {path} 写作“{other}”"),
    ("{path} is the source of both", "两篇都出自 {path}"),
    (
        "passages contradict each other (characters: {counts}): the texts borrow from each other or from a third",
        "各处段落指向不一，两篇互有借用，或同出第三方",
    ),
    # Why a document descends from another.
    ("it shares no counted passage with the cluster", "与本群没有计入的共同段落"),
    (
        "{n} of the {n_all} characters it shares stand in the source beyond what others explain",
        "其共有的 {n_all} 字中，另有 {n} 字见于此来源而未由其他来源解释",
    ),
    ("{n} of the {n_all} characters it shares stand in the source", "其共有的 {n_all} 字中有 {n} 字见于此来源"),
    ("{n} of the {n_all} characters it shares come from others", "其共有的 {n_all} 字中有 {n} 字来自其他文档"),
    ("the direction has a probability of {n}", "此方向的概率为 {n}"),
    ("the direction is uncertain (probability {n})", "方向不确定（概率 {n}）"),
    ("nothing tells which of the two was first", "无从判断两篇孰先孰后"),
    (
        "no text of the cluster is its source: the others have what they share from it, or all from elsewhere",
        "群内没有它的来源：其他文档的共有文字出自它，或都出自别处",
    ),
    (
        "one text of the cluster has no source in it, and nothing tells which",
        "群内有一篇没有来源，但无从判断是哪一篇",
    ),
    (
        "it is likelier than others to have no source in the cluster, but that is uncertain",
        "它比其他文档更可能没有群内来源，但不确定",
    ),
)
