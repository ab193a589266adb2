"""Whether a sentence names somebody or something that a pronoun in the next one can stand for."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.names_en import is_named
from dedup.judgement.quoting.people_zh import has_name, is_common
from dedup.judgement.quoting.surnames import SURNAME
from dedup.judgement.quoting.words_en import WORKS

_HAN: Final = expression("[\u4e00-\u9fff]")
_TITLE: Final = expression(r"《[^《》\n]{1,60}》|(?<![\w*_])[*_]{1,2}[A-ZÀ-Þ][^*_\n]{2,80}[*_]{1,2}(?![\w*_])")
_CLAUSE: Final = expression(r"[^，。；！？：、,;!?:\n\u3000（）()“”「」]+")
_ACTS: Final = (
    "在于是从把被将对向给跟和与同曾也就还又已便却才总坐站走看说讲写住回到来去笑摇点放拿抬打举抱捧拉推望听想问答生死出"
    "当做作有没不喜爱教学念读记叫开关上下进接停守修种养搬端提背挑划撑摸擦扫递送喝吃抽叹哭喊低转蹲躺靠扶按指画唱等找买卖"
)
_PERSON: Final = expression(
    rf"^(?:[这那]时|后来|当年|当时|于是|然后|接着|只有|"
    rf"[\u4e00-\u9fff]{{0,6}}[年月日天晚])?(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:的|[{_ACTS}]|$)"
)
_GIVEN_TO: Final = expression(
    rf"(?:叫|名叫|请|问|对|向|给|和|与|跟|同|是|由|认识|遇见|遇到|见到|想起|听|找到?|拜访|采访|收到|师从|作者|读到?)"
    rf"(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:的|[{_ACTS}]|$)"
)
_CAPITAL: Final = expression(r"[A-ZÀ-ÞА-ЯЁ][\w’'.-]*(?:\s(?:(?:of|the|and|de|van|von)\s){0,2}[A-ZÀ-ÞА-ЯЁ][\w’'.-]*)*")
_PLACED: Final = expression(
    r"\b(?:in|at|on|near|through|across|outside|inside|around|above|below|between|into|towards?|behind)\s(?:the\s)?$",
    re.I,
)
_ENGLISH_WORK: Final = expression(
    rf"\b(?:{WORKS})\b|\b(?:Board|Society|Council|Committee|Ministry|Gazette|Journal|Company)\b", re.I
)
_VERB: Final = expression(
    r"\w+ed|was|is|had|has|did|spent|wrote|writes|said|says|kept|keeps|ran|runs|left|leaves|came|comes|went|goes|"
    r"took|takes|made|makes|gave|gives|saw|sees|sat|sits|stood|stands|put|puts|let|held|told|knew|knows|thought|"
    r"thinks|began|begins|got|read|reads|drew|draws|built|bought|sold|lost|found|met|meets|grew|won|taught|shook|"
    r"laughs|laughed|looks|nodded|spat|rose|fell|sang|lay|heard|hears|brought|caught|paid|spoke|speaks|never|"
    r"always|once|became|can|could|would"
)
_LONGEST: Final = 400


def names_somebody(sentence: str, *, work: bool = False) -> bool:
    """Whether ``sentence`` (simplified, quotations left out) names a person, a work or an institution.

    ``work``: it must name what can be read, or who issues it, as ``it`` in the next sentence needs.
    """
    sentence = sentence[-_LONGEST:]
    if _TITLE.search(sentence):
        return True
    if _HAN.search(sentence):
        return _in_chinese(sentence)
    return _in_latin(sentence) and (not work or _ENGLISH_WORK.search(sentence) is not None)


def _in_chinese(sentence: str) -> bool:
    for clause in _CLAUSE.finditer(sentence):
        words = clause.group().strip()
        found = [_PERSON.match(words), *_GIVEN_TO.finditer(words)]
        if has_name(words) or any(one and not is_common(one["name"]) for one in found):
            return True
    return False


def _in_latin(sentence: str) -> bool:
    for found in _CAPITAL.finditer(sentence):
        words = found.group().split()
        opens = not sentence[: found.start()].strip(" “”\"'‘*_>—-")
        if _PLACED.search(sentence, max(0, found.start() - 14), found.start()):
            continue
        following = sentence[found.end() : found.end() + 40].split()[:1] if opens and len(words) == 1 else []
        if is_named([*words, *following]) or (following and _is_verb(following[0]) and is_named(words)):
            return True
    return False


def _is_verb(word: str) -> bool:
    """Whether what follows a capital word at the head of a sentence makes it a name: ``Hale sat``, ``Quill kept``."""
    return _VERB.fullmatch(word) is not None
