"""Characters that print like others: what a copier swaps in to look the same and compare differently."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Final

_COMPATIBLE: Final = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
_OTHER_ALPHABETS: Final = {
    "a": "а", "c": "сϲ", "e": "е", "i": "і", "j": "ј", "o": "оο", "p": "рρ", "s": "ѕ", "x": "х", "y": "у",
    "A": "АΑ", "B": "ВΒ", "C": "С", "E": "ЕΕ", "H": "НΗ", "I": "ІΙ", "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ",
    "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ", "Z": "Ζ",
}  # fmt: skip


def compatible_forms() -> dict[str, tuple[str, ...]]:
    """Radicals and compatibility forms of Han characters; full width for half width letters and digits, and back."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code) and len(plain) == 1:
                forms[plain].append(chr(code))
                if code >= 0xFF00:
                    forms[chr(code)].append(plain)
    return {character: tuple(others) for character, others in forms.items()}


def foreign_letters() -> dict[str, tuple[str, ...]]:
    """Cyrillic and Greek letters that are drawn like Latin ones."""
    return {letter: tuple(others) for letter, others in _OTHER_ALPHABETS.items()}
