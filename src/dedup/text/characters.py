"""What one code point folds to, and what kind of character it is.

Folding is many-to-one and the same everywhere, so that mapping Cyrillic ``а`` to Latin ``a`` costs a Russian
text nothing and undoes the trick in a disguised one.
"""

from __future__ import annotations

import unicodedata
from enum import IntFlag
from typing import Final


class Kind(IntFlag):
    """What a reader needs to know about a source character."""

    NONE = 0
    HIDDEN = 1
    """invisible in print: zero width, direction marks, soft hyphen, tag characters"""
    LATIN = 2
    LOOKALIKE = 4
    """a letter of another script drawn like a Latin one"""
    DENSE = 8
    """carries about a syllable or a word: Han, kana, Hangul"""
    LETTER = 16
    """any letter or digit that is not dense"""
    BETWEEN = 32
    """stands between words: space, punctuation, symbols"""


# Lower-case letters of other scripts that print like Latin letters (Unicode TR 39 lists them as confusable),
# katakana that print like Han characters, and Latin letters that print like plainer ones.
_LOOKALIKES: Final = str.maketrans(
    "авеіјкмнорстухѕһԁԛԝӏαεγικνορτυχωζıɑɡɩʋօոսհլցニハロカタエト",
    "abeijkmhopctyxshdqwlaeyikvoptuxwziagivonuhlg二八口力夕工卜",
)
# CJK radicals (supplement) that have no compatibility mapping, and the characters they are drawn like.
_RADICALS: Final = str.maketrans(
    "⺁⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺖⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃"
    "⻄⻅⻆⻉⻋⻌⻍⻎⻏⻐⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂乙亻冂刀刂卜小小兀尣尢巳幺忄心扌攵旡月母民氵水灬犭王疋目示礻竹糹纟网罒羊羊耂聿月臼艹艹艹虎衤覀"
    "西见角贝车辶辶辶阝钅镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_ACCENTED_SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC")
_DROPPED_MARKS: Final = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),
)
_TATWEEL: Final = 0x0640
_APOSTROPHES: Final = "'\u2019"
_COMBINING_GRAPHEME_JOINER: Final = 0x034F
_VISIBLE_FORMAT: Final = (0x0600, 0x0605)


def fold_character(code: int) -> str:
    """What code point ``code`` becomes: nothing (dropped), one character, or several."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", chr(code)).casefold())
    kept = "".join(_plain(character) for character in folded.translate(_RADICALS))
    return kept.translate(_LOOKALIKES)


def _plain(character: str) -> str:
    if _is_dropped(character):
        return ""
    if not character.isascii() and unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        decomposed = unicodedata.normalize("NFD", character)
        return "".join(part for part in decomposed if not unicodedata.category(part).startswith("M"))
    return character


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    code = ord(character)
    if category[0] == "M":
        return any(first <= code <= last for first, last in _DROPPED_MARKS)
    return category[0] not in "LN" or code == _TATWEEL


def kind_of(code: int) -> Kind:
    """What kind of character ``code`` is before folding."""
    character = chr(code)
    category = unicodedata.category(character)
    if category == "Cf" or code == _COMBINING_GRAPHEME_JOINER:
        return Kind.NONE if _VISIBLE_FORMAT[0] <= code <= _VISIBLE_FORMAT[1] else Kind.HIDDEN
    if category[0] not in "LN":
        return Kind.NONE if category[0] == "M" or character in _APOSTROPHES else Kind.BETWEEN
    if is_dense(code):
        return Kind.DENSE
    name = unicodedata.name(character, "")
    if name.startswith("LATIN"):
        return Kind.LETTER | Kind.LATIN
    lower = character.lower()
    if len(lower) == 1 and lower.translate(_LOOKALIKES) != lower:
        return Kind.LETTER | Kind.LOOKALIKE
    return Kind.LETTER


def is_dense(code: int) -> bool:
    """Whether one such character carries about as much as a syllable: Han, kana, Hangul."""
    return (
        0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or code in (0x3005, 0x3007)
    )
