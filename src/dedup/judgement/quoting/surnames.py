"""Common Chinese surnames (the Hundred Family Surnames and double ones), to tell a name from a noun."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression

_ONLY_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅卞齐康伍余元顾孟黄和穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万管卢莫丁邓洪包左石崔吉龚程邢裴陆荣翁荀甄曲封焦巴侯班"
    "仇宁甘厉武刘景詹叶白蒲卓蔺池乔闻温庄晏柴瞿阎茹习艾向易古廖耿欧沙聂辛简饶曾关查游岳"
    "邬酆卜湛禹茅娄刁柯昝缪裘郁钮嵇靳邴糜隗宓郗栾钭郜蓟邰胥谭逄姬冉郦璩濮扈郏晁阚巩竺逯桓蒯匡寇阙邝覃佘佟冼邸肖闫夔訾笪谯"
    "谷段仲桑应宗储翟黎赖申涂牟隋敖荆谌屠辜"
)
_FAMILIAR: Final = "阿老"
_DOUBLE: Final = (
    "欧阳|司马|诸葛|上官|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|闻人|司空|轩辕|钟离|宇文|长孙|鲜于|闾丘|"
    "太叔|申屠|"
    "仲孙|澹台|公冶|宗政|濮阳|淳于|单于|赫连|百里|呼延|东郭|南宫|羊舌|微生|左丘|西门|独孤|纳兰|拓跋|完颜|叶赫"
)
SURNAME: Final = rf"(?:{_DOUBLE}|[{_ONLY_SURNAMES}])"
NAME: Final = rf"(?:{_DOUBLE}|[{_ONLY_SURNAMES}{_FAMILIAR}])[\u4e00-\u9fff·]{{1,3}}"
NAME_START: Final = rf"(?:{_DOUBLE}|[{_ONLY_SURNAMES}{_FAMILIAR}])[\u4e00-\u9fff]{{1,2}}?"
_NAME: Final = expression(NAME)


def is_name(text: str) -> bool:
    """Whether ``text`` (simplified) looks like a Chinese name: a surname and one to three characters."""
    return _NAME.fullmatch(text) is not None
