"""Whether a Chinese subject is somebody by name, somebody whom the sentence before has to name, or nobody known."""

from __future__ import annotations

import re
from typing import Final

from dedup.judgement.quoting.mentions import Standing
from dedup.judgement.quoting.surnames import SURNAME
from dedup.judgement.quoting.words_zh import INSTITUTIONS, KIN, PEOPLE, SLIPS, TITLES, WALLS, WORKS

_BACK: Final = re.compile(
    r"^(?:[他她它](?!人|乡|日|处|国)们?|其(?!中|实|他|它|余|次|间)|此[人书文君]|该[书文报刊]|前者|后者|"
    rf"(?:[这那]|该)(?:一天|一年|一?[位名本篇封份部首个期场段则])?的?(?:{TITLES}|{WORKS}|作者)|(?:[文该本原]?作者|著者|书[中里]|文[中里]|信[中里]|诗[中里]|序[中里]))"
)
_COMMON: Final = frozenset(
    "于是 许多 常常 时常 时候 高兴 万一 方面 方法 方才 江边 江水 江上 江面 马上 马路 白天 金钱 黄昏 石头 石桥 水面 水里 水边 花园 "
    "花开 云层 向来 从来 连忙 安静 安全 明白 和气 和平 温和 温度 温暖 干净 都市 高低 高度 高处 平时 平常 平静 平地 成为 成功 许可 "
    "应该 管理 关于 关系 关门 游客 游人 查看 单位 单子 车站 车里 车上 时间 毛病 毛巾 严格 严重 金色 黄色 白色 红色 乐意 乐观 包括 "
    "周末 周围 周年 周日 孔子 孟子 老子 贺卡 安排 康复 古人 古代 童年 童话 强调 林子 林间 田里 田野 田边 夏天 秋天 冬天 路边 路上 "
    "路口 路人 花费 花钱 钟声 钟表 齐全 齐声 常年 常见 万物 伍佰 经过 解释 向导 易懂 简单 简直 简短 家长 家乡 任何 余下 元旦 顾客 "
    "柳树 梅雨 梅花 桂花 雷雨 雷声 汤面 汤里 石板 石阶 沙滩 沙子 席间 盛夏 盛产 房间 房子 房顶 胡同 牛羊 党员 农民 沈阳 云南 江南 "
    "江北 河水 华人 金属 施工 张开 张贴 孙子 孙女 何时 何况 何必 水库 水务 水利 水泥 水果 水声 水位 万人 万家 白发 白纸 方向 方言 方式 "
    "陶器 谢谢 危险 明天 明年 明显 祝福 计划 成立 董事 杜绝 强烈 贾府 危机 红纸 红灯 曲子 曲折 关键 支持 池塘 池边 温水 甘甜 武术 "
    "景区 景色 龙舟 叶子 黎明 蓬勃 全家 全村 全班 班级 班里 班上 仰头 利用 戈壁 终于 经常 管家 管道 管子 卓越 满意 满身".split()
)
_GIVEN: Final = (
    r"[\u4e00-\u9fff](?:[\u4e00-\u9fff](?=$|[在于的曾也还又便却就等对向给跟和与、（(]|[\u4e00-\u9fff]{2})|(?=$|[在于的曾、（(]))"
)
_NAMED_FIRST: Final = re.compile(rf"^(?P<name>{SURNAME}{_GIVEN})")
_BEFORE_TITLE: Final = re.compile(
    rf"(?:^|[的，、县市省镇乡村局院校级届代前原任])(?P<name>{SURNAME}[\u4e00-\u9fff]{{0,2}}?|[老小阿]{SURNAME})(?:{TITLES}|{KIN})"
)
_AFTER_ROLE: Final = re.compile(
    rf"(?:{TITLES}|{KIN}|{PEOPLE}|作者|名叫|叫做?|名为|姓名是|笔名)(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:$|先生|女士|[在于曾也还又的]|[这当那后][\u4e00-\u9fff])"
)
_FOREIGN: Final = re.compile(r"[A-ZÀ-ÞА-Я][\w’'-]+|[\u4e00-\u9fff]·[\u4e00-\u9fff]")
_HOUSE: Final = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,}}?)(?<![干全内外北南中东西后])(?:{INSTITUTIONS})(?=$|[在的于里中上也还]|{TITLES}|负责人|发言人|工作人员|{WORKS}|告示|公告|通告)"
)
_ANY_HOUSE: Final = re.compile(
    r"(?:我们?|本|该|这[家个所]|那[家个所]|某|一[家个所]|有关|相关|当地|地方|各|附近|隔壁|"
    r"上级|主管|外国|国内|[\u4e00-\u9fff]{0,4}的)|(?:村委|居委|县委|市委|教育|水利|交通|气象)$"
)
_SOME: Final = re.compile(r"(?<![唯第])[一某几两三多数](?:位|名|个|家|所|篇|本|份|些|群|则|段|张|封|条|块|首)|^某|^有[人的]")
_ROLE: Final = re.compile(rf"(?:{TITLES}|{KIN}|{PEOPLE})|[员匠者工夫手师民兵贩翁婆娃童辈家](?:$|[在们])")
_WALL: Final = re.compile(WALLS)
_SLIP: Final = re.compile(SLIPS)
_TITLE: Final = re.compile(r"《[^《》\n]+》")
_WORK: Final = re.compile(rf"(?P<owner>.*?)(?:的(?:[\u4e00-\u9fff]{{0,4}}的)?)?(?:{WORKS})(?:[里中上]?(?:面|头)?)?$")


def has_name(subject: str) -> bool:
    """Whether ``subject`` holds a title of a work, a name, a surname with an office or an institution of its own."""
    if "《" in subject or _FOREIGN.search(subject):
        return True
    found = [_NAMED_FIRST.search(subject), _AFTER_ROLE.search(subject), _BEFORE_TITLE.search(subject)]
    if any(one and not is_common(one["name"]) for one in found):
        return True
    house = _HOUSE.search(subject)
    return house is not None and not _ANY_HOUSE.match(house["name"]) and not _SOME.search(house["name"])


def standing_of(subject: str) -> Standing:
    """``named``, ``back`` (the sentence right before has to name him or it) or ``nobody``; for simplified text."""
    if _BACK.match(subject):
        return "back"
    if _WALL.search(_TITLE.sub("", subject)):
        return "nobody"
    if has_name(subject):
        return "named"
    if _SLIP.search(subject):
        return "nobody"
    if _WORK.fullmatch(subject):
        return "back"
    return "nobody" if _ROLE.search(subject) or _SOME.search(subject) else "named"


def is_common(name: str) -> bool:
    """Whether ``name`` begins like an everyday word that opens with a surname, as 江水 does."""
    return name[:2] in _COMMON
