"""What a Han character sounds like, whatever the tone: who writes 在 for 再 has still copied.

The reading is pypinyin's first for the character by itself. So equal characters always sound alike, and a search by
sound finds all that a search by characters finds.
"""

from __future__ import annotations

import json
import os
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_SYLLABLE: Final = 0x40000000  # above all code points
_LETTER_BITS: Final = 5
_FIRST: Final = ord("a") - 1


@cache
def _readings() -> dict[str, str]:
    """Readings by code point in decimal, from pypinyin's own file: the package takes three times as long to load."""
    package = find_spec("pypinyin")
    file = Path(package.origin or "").with_name("pinyin_dict.json") if package else Path()
    if file.is_file():
        readings: dict[str, str] = json.loads(file.read_bytes())
        return readings
    # readings of phrases, which take a fifth of a second to load, are not asked for
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return {str(code): reading for code, reading in pinyin_dict.items()}


def sound_of(code: int) -> int:
    """A number for the syllable of a Han character, without tone and dots; other code points are themselves."""
    if not _is_han(code):
        return code
    reading = _readings().get(str(code), "").split(",")[0]
    letters = [letter for letter in unicodedata.normalize("NFD", reading) if "a" <= letter <= "z"]
    packed = 0
    for letter in letters:
        packed = packed << _LETTER_BITS | (ord(letter) - _FIRST)
    return _SYLLABLE | packed if letters else code


def _is_han(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
