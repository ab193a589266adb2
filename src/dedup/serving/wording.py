"""The words of the pages, by the reader's language; numbers and names of closed lists are the report's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dedup.report.wording import Wording
from dedup.serving.words_en import WORDS as EN
from dedup.serving.words_zh import WORDS as ZH

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {"en": EN, "zh": ZH}
DEFAULT: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; call it with a key and the values its sentence needs."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The words for ``key``."""
        return CATALOGUES[self.language][key].format(**values)

    @property
    def faults(self) -> dict[str, str]:
        """The words for each kind of error."""
        own = CATALOGUES[self.language]
        return {key.removeprefix("fault."): own[key] for key in own if key.startswith("fault.")}

    @property
    def report(self) -> Wording:
        """The report's words in this language."""
        return Wording(self.language)

    @property
    def tag(self) -> str:
        """The language as BCP 47 has it."""
        return "zh-Hans" if self.language == "zh" else self.language


def preferred(accepted: str) -> str:
    """The language that an Accept-Language header (RFC 9110, section 12.5.4) likes best of those that there are."""
    best, chosen = 0.0, DEFAULT
    for part in accepted[:1000].split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        if language in CATALOGUES and quality > best:
            best, chosen = quality, language
    return chosen


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
