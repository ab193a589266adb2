"""What the reasons and details of a result say, in the reader's language where their sentence is known.

Results hold English sentences with paths, names and numbers in them. One that is not known here is shown as it is.
A sentence is compared with each template from its fixed words, each looked for once: no name in it can make that slow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final

from dedup.report.notices_zh import NOTICES
from dedup.report.sentences_zh import SENTENCES

LONGEST: Final = 1000
"""Longer reasons are not looked at."""
_DEEPEST: Final = 4
_NUMBER: Final = re.compile(r"[\d.,]+(?:e-?\d+)?%?")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence in pieces: ``fixed[0]``, the first field, ``fixed[1]`` and so on; ``chinese`` is to be filled in."""

    fixed: tuple[str, ...]
    fields: tuple[str, ...]
    chinese: str

    def fields_of(self, sentence: str) -> dict[str, str] | None:
        """What stands in each field, at the first place of the fixed words after it; ``None`` where they do not fit."""
        first, last = self.fixed[0], self.fixed[-1]
        if not self.fields:
            return {} if sentence == first else None
        if len(sentence) < len(first) + len(last) or not (sentence.startswith(first) and sentence.endswith(last)):
            return None
        values = _between(sentence[len(first) : len(sentence) - len(last)], self.fixed[1:-1])
        found = dict(zip(self.fields, values, strict=True)) if values else {}
        fits = found and all(value and _is_one(field, value) for field, value in found.items())
        return found if fits else None


@lru_cache(maxsize=4096)
def told(sentence: str, language: str) -> str:
    """The sentence in ``language`` (``zh`` or ``en``), or as it is where it is not one of the known."""
    return sentence if language != "zh" or len(sentence) > LONGEST else _chinese(sentence, 0) or sentence


def _chinese(sentence: str, depth: int) -> str:
    """A sentence, one with a remark, or one with the path of a document before it; empty where it is not known."""
    if depth > _DEEPEST:
        return ""
    said, semicolon, remark = sentence.rpartition("; ")
    if semicolon:
        parts = _chinese(said, depth + 1), _chinese(remark, depth + 1)
        if all(parts):
            return "；".join(parts)
    path, _, rest = sentence.partition(": ")
    part = "" if not rest else _chinese(rest, depth + 1)
    return _whole(sentence, depth) or (f"{path}：{part}" if part else "")


def _whole(sentence: str, depth: int) -> str:
    for template in templates():
        if not sentence.startswith(template.fixed[0]):
            continue
        found = template.fields_of(sentence)
        if found is not None:
            words = _filled(template.chinese, found, depth)
            if words:
                return words
    return ""


def _filled(chinese: str, values: Mapping[str, str], depth: int) -> str:
    """The Chinese with its fields; empty where one that is a sentence itself (``:t``) is not known.

    One that may be a sentence (``:m``) is left as it is then.
    """
    pieces: list[str] = []
    for text, field, kind, _ in Formatter().parse(chinese):
        value = values[field] if field else ""
        part = _chinese(value, depth + 1) if kind else value
        if kind == "t" and not part:
            return ""
        pieces += [text, part or value]
    return "".join(pieces)


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All sentences that are known."""
    return tuple(_template(english, chinese) for english, chinese in (*SENTENCES, *NOTICES))


def _template(english: str, chinese: str) -> Template:
    pieces = [(text, field) for text, field, _, _ in Formatter().parse(english)]
    fields = tuple(field for _, field in pieces if field)
    fixed = tuple(text for text, _ in pieces)
    return Template(fixed if len(fixed) > len(fields) else (*fixed, ""), fields, chinese)


def _between(middle: str, fixed: tuple[str, ...]) -> list[str]:
    values: list[str] = []
    for words in fixed:
        value, there, middle = middle.partition(words)
        if not there:
            return []
        values.append(value)
    return [*values, middle]


def _is_one(field: str, value: str) -> bool:
    return not (field == "n" or field.startswith("n_")) or _NUMBER.fullmatch(value) is not None
