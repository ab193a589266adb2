"""How much a decoding looks like writing: a score by character, for telling legacy encodings apart.

A wrong double-byte decoding hits characters at random, so it is full of rare ones; a right one is full of the few
hundred characters that make up most of any text. The lists below are the ones every language course starts with.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FREQUENT_HANZI = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    "水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管"
    "期市直资命山金指许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王完设式色路"
    "记南品住告类求据程北边死张该交规万取望觉术领共确传师观清今切院让识候带导争运党群众干联系群"
    "這個們來為國說時會對於過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話給門"
    "東聲員論處義幾認條係氣題變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據張該規萬覺術領確傳師觀"
    "讓識帶導爭運黨眾幹聯"
)
_FREQUENT_HANGUL = frozenset(
    "이다는에의을를가은한고로하지도기사대시인나그리자서어아일해정보수있것들과만부으스제여전장원라상주구국성공"
    "우조게위동생면비경관한무유선연신물할된중계소용세모개치당민방역분회문와발요내던니년월등때말음적거오까더야"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·～　％＋－／０１２３４５６７８９")
_LETTERS = {
    "cyrillic": (frozenset("оеаинтсрвлкмдпу"), frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")),
    "greek": (frozenset("αοιετνσρηκπυς"), frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ")),
}
_MARKS = frozenset("\xa0“”„‘’–—…•€£©®°«»¿¡§·№")

_ALPHABETS = frozenset({"cyrillic", "greek", "latin"})
FAMILIES = ("chinese", "japanese", "korean", "cyrillic", "greek", "latin")

RARE = -2.0
JUNK = -4.0


def script_score(text: str, family: str, *, limit: int = 4000) -> float:
    """Mean weight of the characters beyond ASCII in ``text``, about 1 and more for writing of ``family``.

    ``family`` is one of ``FAMILIES``: kana speak for Japanese only, and so on. 0 where there is nothing beyond ASCII.
    """
    total, counted, previous, last = 0.0, 0, " ", len(text) - 1
    for index, character in enumerate(text):
        if character >= "\x80":
            following = text[index + 1] if index < last else " "
            total += _weight(character, family) + _company(previous, character, following, family)
            counted += 1
            if counted == limit:
                break
        previous = character
    return total / counted if counted else 0.0


@lru_cache(maxsize=65536)
def _weight(character: str, family: str) -> float:
    if character == "\ufffd" or unicodedata.category(character) in {"Cn", "Co", "Cs", "Cc"}:
        return JUNK
    return _alphabetic(character, family) if family in _ALPHABETS else _east_asian(character, family)


def _east_asian(character: str, family: str) -> float:
    if character in _PUNCTUATION:
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        return _hanzi(character, family)
    if "\uac00" <= character <= "\ud7a3":
        return _hangul(character) if family == "korean" else RARE
    if "\u3041" <= character <= "\u30ff":
        return 1.5 if family == "japanese" else -0.5
    return RARE if character > "\u2fff" or "\u0370" <= character < "\u2000" else -0.5


def _hanzi(character: str, family: str) -> float:
    if family == "korean":
        return -0.5
    if character in _FREQUENT_HANZI:
        return 2.0
    if family == "japanese":
        return 0.5 if _in_rows(character, "euc_jp", 0xB0, 0xCF) else RARE
    common = _in_rows(character, "gb2312", 0xB0, 0xD7) or _in_rows(character, "big5", 0xA4, 0xC6)
    return 0.5 if common else RARE


def _hangul(character: str) -> float:
    if character in _FREQUENT_HANGUL:
        return 2.0
    return 0.3 if _in_rows(character, "euc_kr", 0xB0, 0xC8) else RARE


def _in_rows(character: str, codec: str, first: int, last: int) -> bool:
    """Whether the first level of a national standard, its common characters, holds this one."""
    encoded = character.encode(codec, "ignore")
    return len(encoded) == 2 and first <= encoded[0] <= last


def _alphabetic(character: str, family: str) -> float:
    if character in _MARKS:
        return 0.5
    if family in _LETTERS:
        frequent, letters = _LETTERS[family]
        small = character.lower()
        return 1.5 if small in frequent else 0.7 if small in letters else RARE
    if family == "latin" and character.isalpha() and character < "\u0250":
        return 1.0 if character.islower() else 0.5
    return RARE


def _company(previous: str, character: str, following: str, family: str) -> float:
    """What the neighbours say: Latin letters with accents stand among plain ones, others keep to their own script."""
    plain = _is_plain(previous) + _is_plain(following)
    if family not in _ALPHABETS:
        return -1.0 * _is_plain(previous)
    wrong_case = 3.0 * (previous.islower() and character.isupper())
    if family != "latin":
        return -wrong_case - 1.5 * plain * character.isalpha()
    crowded = previous >= "\xc0" and previous.isalpha() and character.isalpha()
    return -wrong_case - 1.5 * crowded + 0.3 * min(plain, 1) * character.islower()


def _is_plain(character: str) -> bool:
    return character < "\x80" and character.isalpha()
