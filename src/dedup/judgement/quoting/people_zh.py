"""Whether a Chinese subject is somebody by name, somebody whom the sentence before has to name, or nobody known."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Standing
from dedup.judgement.quoting.surnames import SURNAME
from dedup.judgement.quoting.words_zh import INSTITUTIONS, KIN, PEOPLE, SLIPS, TITLES, WALLS, WORKS

_BACK: Final = expression(
    r"^(?:[他她它](?!人|乡|日|处|国)们?|其(?!中|实|他|它|余|次|间)|此[人书文君]|该[书文报刊]|前者|后者|"
    rf"(?:[这那]|该)(?:一天|一年|一?[位名本篇封份部首个期场段则])?的?(?:{TITLES}|{WORKS}|作者)|"
    rf"(?:[文该本原]?作者|著者|书[中里]|文[中里]|信[中里]|诗[中里]|序[中里]))"
)
_COMMON: Final = expression(
    r"(?:曾[经在对说写有是被把于为到向给用]|万一|万人|万家|万物|严格|严重|乐意|乐观|于是|云南|云层|从来|仰头|任何|伍佰|何况|何必|何时|余下|元旦|"
    r"党员|全家|全村|全班|关于|关系|关键|关门|农民|冬天|利用|包括|华人|卓越|单位|单子|危机|危险|古人|古代|叶子|"
    r"向导|向来|周围|周年|周日|周末|和平|和气|夏天|孔子|孙女|孙子|孟子|安全|安排|安静|家乡|家长|席间|常常|常年|"
    r"常见|干净|平地|平常|平时|平静|应该|康复|张开|张贴|强烈|强调|戈壁|成为|成功|成立|房子|房间|房顶|支持|方向|"
    r"方式|方才|方法|方言|方面|施工|时候|时常|时间|明天|明年|明显|明白|易懂|景区|景色|曲子|曲折|杜绝|林子|林间|"
    r"查看|柳树|桂花|梅花|梅雨|武术|毛巾|毛病|水位|水利|水务|水声|水库|水果|水泥|水边|水里|水面|江上|江北|江南|"
    r"江水|江边|江面|池塘|池边|汤里|汤面|沈阳|沙子|沙滩|河水|温和|温度|温暖|温水|游人|游客|满意|满身|牛羊|班上|"
    r"班级|班里|甘甜|田边|田里|田野|白发|白天|白纸|白色|盛产|盛夏|石头|石板|石桥|石阶|祝福|秋天|童年|童话|简单|"
    r"简直|简短|管子|管家|管理|管道|红灯|红纸|红色|终于|经常|经过|老子|胡同|花园|花开|花费|花钱|董事|蓬勃|解释|"
    r"计划|许可|许多|谢谢|贺卡|贾府|路上|路人|路口|路边|车上|车站|车里|连忙|都市|金属|金色|金钱|钟声|钟表|陶器|"
    r"谷[物子雨底地仓口场堆]|段[落子]|仲裁|仲[春夏秋冬]|桑[树叶田葚园拿]|应[该当有对用急届声邀征聘]|宗[教旨祠族法庙亲派]|"
    r"储[存蓄备量藏物]|巩固|匡正|茅[屋草舍台坡]|郁[闷郁积]|卜[卦筮]|柯基|"
    r"赖[以账皮床]|申[请报诉明办领购]|涂[料抹改层饰鸦]|荆[棘条]|屠[夫宰杀户刀]|辜负|黎[民族]|敖包|"
    r"雷声|雷雨|顾客|马上|马路|高低|高兴|高处|高度|黄昏|黄色|黎明|齐全|齐声|龙舟)"
)
_GIVEN: Final = (
    r"[\u4e00-\u9fff](?:[\u4e00-\u9fff](?=$|[在于的曾也还又便却就等对向给跟和与、（(]|[\u4e00-\u9fff]{2})|(?=$|"
    r"[在于的曾、（(]))"
)
_NAMED_FIRST: Final = expression(rf"^(?P<name>{SURNAME}{_GIVEN})")
_BEFORE_TITLE: Final = expression(
    rf"(?:^|[的，、县市省镇乡村局院校级届代前原任])(?P<name>{SURNAME}[\u4e00-\u9fff]{{0,2}}?|"
    rf"[老小阿]{SURNAME})(?:{TITLES}|{KIN})"
)
_AFTER_ROLE: Final = expression(
    rf"(?:{TITLES}|{KIN}|{PEOPLE}|作者|名叫|叫做?|名为|姓名是|"
    rf"笔名)(?![和向于常应都全时连])(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:$|先生|女士|[在于曾也还又的]|[这当那后][\u4e00-\u9fff])"
)
_FOREIGN: Final = expression(r"[A-ZÀ-ÞА-Я][\w’'-]+|[\u4e00-\u9fff]·[\u4e00-\u9fff]|@\w{2,}")
_HOUSE: Final = expression(
    rf"(?P<name>[\u4e00-\u9fff]{{2,}}?)(?<![干全内外北南中东西后])(?:{INSTITUTIONS})(?=$|[在的于里中上也还]|"
    rf"{TITLES}|负责人|发言人|工作人员|{WORKS}|告示|公告|通告)"
)
_ANY_HOUSE: Final = expression(
    r"(?:我们?|本|该|这[家个所]|那[家个所]|某|一[家个所]|有关|相关|当地|地方|各|附近|隔壁|"
    r"上级|主管|外国|国内|[\u4e00-\u9fff]{0,4}的)|(?:村委|居委|县委|市委|教育|水利|交通|气象)$"
)
_SOME: Final = expression(
    r"(?<![唯第没])[一某几两三多数有](?:位|名|个|家|所|篇|本|份|些|群|则|段|张|封|条|块|首)|^某|^有[人的]"
)
_ROLE: Final = expression(rf"(?:{TITLES}|{KIN}|{PEOPLE})|[员匠者工夫手师民兵贩翁婆娃童辈家](?:$|[在们])")
_WALL: Final = expression(WALLS)
_SLIP: Final = expression(SLIPS)
_TITLE: Final = expression(r"《[^《》\n]+》")
_WORK: Final = expression(rf"(?P<owner>.*?)(?:的(?:[\u4e00-\u9fff]{{0,4}}的)?)?(?:{WORKS})(?:[里中上]?(?:面|头)?)?$")


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
    return _COMMON.match(name) is not None
