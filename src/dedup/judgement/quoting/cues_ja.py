"""Japanese cues: 田中は「…」と書いた, 「…」と田中は言った, 田中によれば."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Mention, Role, Standing
from dedup.model import Span

_WORD: Final = "[\u4e00-\u9fff々\u30a1-\u30faー・A-Za-z]"
_SAYING: Final = "(?:言|云|書|述べ|語|記|話|答え|叫|つぶや|呟|尋ね|説明|指摘|主張|回想|報告|紹介|説い|断言|強調)"
_OPENING: Final = expression(
    rf"(?P<who>(?:{_WORD}|の){{2,20}}?)(?:さん|氏|先生|博士|教授)?(?:は|が|も)(?:[^。「」『』\n]{{0,40}}?)[「『]"
)
_INDIRECT: Final = expression(
    rf"(?P<who>(?:{_WORD}|の){{2,20}}?)(?:は|が|も)、?(?=[^。「」『』\n]{{10,200}}と{_SAYING})"
)
_CLOSING: Final = expression(
    rf"[」』]と、?(?P<who>(?:{_WORD}|の){{2,20}}?)(?:さん|氏|先生|博士|教授)?(?:は|が|も)[^。\n]{{0,20}}?{_SAYING}"
)
_ACCORDING: Final = expression(
    rf"(?P<who>(?:{_WORD}|の|『[^』\n]{{1,40}}』){{2,20}}?)(?:によれば|によると|の言葉を借り)"
)
_BACK: Final = expression(r"(?:彼女?|同書|同氏|本書|(?:その|この)?(?:手紙|日記|本|序文|論文|報告書|記事|著者|作者))$")
_NOBODY: Final = expression(
    r"(?:[一若老小大古隣村町ある]|ある)?(?:船頭|老人|老婆|男|女|母|父|祖母|祖父|おばあさん|先生|教師|子供|子|"
    r"少年|少女|村人|漁師|医者|人々?|友人|誰か|誰|皆|世間|専門家|研究者|学者|"
    r"記者|看板|貼り紙|張り紙|紙|壁|石碑|札|黒板|声|放送|客|店主|主人|娘|息子|妻|夫|兄|姉|弟|妹|学生|生徒|私たち|"
    r"私|僕|我々|調査|研究|話|噂|一人|貼紙|立て札|標識|掲示|案内|チラシ|ポスター|ラジオ|ノート|メモ|カード|葉書|"
    r"はがき|[一二三四五六七八九十]人)(?:たち|達)?"
)


def japanese_mentions(text: str) -> Iterator[Mention]:
    """Cues in ``text``, in no particular order."""
    roles: tuple[tuple[re.Pattern[str], Role], ...] = (
        (_OPENING, "opening"),
        (_INDIRECT, "opening"),
        (_CLOSING, "around"),
        (_ACCORDING, "opening"),
    )
    for pattern, role in roles:
        for found in pattern.finditer(text):
            standing = _standing(found["who"])
            if standing != "nobody":
                end = found.end() - (found.group()[-1] in "「『")
                yield Mention(Span(found.start("who"), end), role, back=standing == "back")


def _standing(who: str) -> Standing:
    if "『" in who:
        return "named"
    owner, _, head = who.rpartition("の")
    if _BACK.search(head):
        return "named" if owner and not _NOBODY.fullmatch(owner) and not _BACK.search(owner) else "back"
    return "nobody" if _NOBODY.fullmatch(head) else "named"
