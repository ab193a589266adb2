"""Which language a text is set in: for fonts, line breaking and the words of the interface."""

from __future__ import annotations

import re
from itertools import islice

from dedup.model import Result

SAMPLE_CHARACTERS = 600
SAMPLE_DOCUMENTS = 400

_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_KANA = re.compile("[\u3041-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_TRADITIONAL = re.compile("[國這們個來時會對過學說經發長開關點問為與從後實現裡還]")
_SIMPLIFIED = re.compile("[国这们个来时会对过学说经发长开关点问为与从后实现里还]")


def interface_language(result: Result) -> str:
    """``zh`` where the corpus is mostly written in ideographs, else ``en``; names decide where texts are missing."""
    samples = (
        document.text[:SAMPLE_CHARACTERS] or (document.title or document.path)
        for document in islice(result.documents, SAMPLE_DOCUMENTS)
    )
    sample = "".join(samples)
    # An ideograph carries about what two or more letters carry, so letters count half.
    return "zh" if 2 * _count(_IDEOGRAPH, sample) >= max(1, _count(_LATIN, sample)) else "en"


def text_language(text: str) -> str:
    """A BCP 47 tag for a text's ``lang`` attribute; empty where the script does not tell."""
    sample = text[:SAMPLE_CHARACTERS]
    if _count(_HANGUL, sample) > len(sample) / 5:
        return "ko"
    if _count(_KANA, sample) > len(sample) / 10:
        return "ja"
    if 2 * _count(_IDEOGRAPH, sample) < max(1, _count(_LATIN, sample)):
        return ""
    return "zh-Hant" if _count(_TRADITIONAL, sample) > _count(_SIMPLIFIED, sample) else "zh-Hans"


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
