"""The words of the interface in Chinese and English, and numbers as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dedup.errors import ConfigurationError
from dedup.model import Direction, Dismissal
from dedup.report.words_en import WORDS as EN
from dedup.report.words_zh import WORDS as ZH

Language = Literal["zh", "en"]
CATALOGUES: Mapping[str, Mapping[str, str]] = {"zh": ZH, "en": EN}


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words; call it with a key and the values its sentence needs."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The words for ``key``."""
        return CATALOGUES[self.language][key].format(**values)

    def name(self, group: str, value: str) -> str:
        """The words for one value of a closed list, such as a context; a value unknown here stands for itself."""
        return CATALOGUES[self.language].get(f"{group}.{value}", value)

    def percent(self, share: float) -> str:
        """A share of 0 to 1 with one decimal place; only a whole is called 100 %, only nothing 0 %."""
        if share <= 0 or share >= 1:
            return "0\u00a0%" if share <= 0 else "100\u00a0%"
        return f"{min(99.9, max(0.1, 100 * share)):.1f}\u00a0%"

    def size(self, value: int) -> str:
        """A number of bytes in kilobytes or megabytes, of 1000 and of a million."""
        return f"{value / 1e6:,.1f}\u00a0MB" if value >= 1e6 else f"{max(0.1, value / 1e3):,.1f}\u00a0kB"

    def number(self, value: int) -> str:
        """A count with its thousands set apart."""
        return f"{value:,}"


def wording(language: str) -> Wording:
    """The words of ``language``; raises ``ConfigurationError`` for one there is no catalogue of."""
    if language not in CATALOGUES:
        known = ", ".join(sorted(CATALOGUES))
        raise ConfigurationError(f"the report has no language {language!r}; choose one of {known}")
    return Wording(language)


def dismissal_words(dismissal: Dismissal, words: Wording) -> str:
    """Why a person set a match aside, with their note."""
    said = words("dismissed_as", reason=words.name("dismissal", dismissal.reason))
    return f"{said} · {dismissal.note}" if dismissal.note else said


@dataclass(frozen=True, slots=True)
class DirectionView:
    """A direction between two names as a sign that stands between them, in words, and the reasons.

    ``arrow`` is ``right`` where the left is the source (text went from left to right), ``left``, ``both`` for a common
    source, or ``none``.
    """

    arrow: str
    sign: str
    words: str
    evidence: tuple[str, ...]


_ARROWS = {"left": "right", "right": "left", "common": "both", "undetermined": "none"}
_SIGNS = {"right": "→", "left": "←", "both": "⇆", "none": "·"}


def direction_view(direction: Direction, words: Wording) -> DirectionView:
    """Say which side is the source and how sure that is; "undetermined" carries no probability."""
    arrow = _ARROWS[direction.source]
    said = words(f"direction.{direction.source}")
    if direction.source != "undetermined":
        said = words("direction.sure", direction=said, probability=words.percent(direction.probability))
    evidence = tuple(item.detail or item.kind for item in direction.evidence)
    return DirectionView(arrow, _SIGNS[arrow], said, evidence)
