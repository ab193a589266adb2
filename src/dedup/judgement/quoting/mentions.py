"""A place where a text names a source, and the letters that decide how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dedup.expressions import expression
from dedup.judgement.quoting.traditional import SIMPLIFIED
from dedup.model import Span

Role = Literal["opening", "closing", "around", "following", "announcing", "line"]
"""Whether the words of the source stand after the mention, before it, on both sides, in the sentence or quotation
before its own, after the sentence that the mention ends, or in the paragraph before its own."""

Standing = Literal["named", "back", "nobody"]
"""How far words name a source: by name, by a word for what the sentence right before has to name, or not at all."""

_LETTERS: Final = expression(r"[^\W_]+")
_DENSE: Final = "\u2e80"
_TRADITIONAL: Final = expression("[" + "".join(map(chr, SIMPLIFIED)) + "]")


@dataclass(frozen=True, slots=True)
class Mention:
    """``form`` says what stands at ``span``: words that introduce a source, a citation mark, or a line of its own.

    ``back``: the words are a pronoun, or a noun such as 日记, for what the sentence right before has to name.
    """

    span: Span
    role: Role
    form: Literal["cue", "mark", "line"] = "cue"
    back: bool = False

    def words(self, text: str) -> str:
        """How a reader would point at it: ``after the cue 张三指出``, ``cited as [3]``."""
        before = {
            "cue": "after the cue" if self.role in ("opening", "announcing") else "with the cue",
            "mark": "cited as",
        }
        return f"{before.get(self.form, 'with the line')} {shown(self.span.of(text)).strip('：:，,. ')}"


def letters(text: str) -> int:
    """Number of letters and digits in ``text``."""
    return sum(map(len, _LETTERS.findall(text)))


def weight(text: str) -> int:
    """What the letters and digits of ``text`` weigh: a Han, kana or Hangul character 2, any other 1."""
    words: list[str] = _LETTERS.findall(text)
    return sum(len(word) if word.isascii() else sum(1 + (letter >= _DENSE) for letter in word) for word in words)


def plain_text(text: str) -> str:
    """``text``, character for character, with the traditional forms that stand in cues simplified."""
    return text.translate(SIMPLIFIED) if _TRADITIONAL.search(text) else text


def shown(text: str) -> str:
    """``text`` on one line, cut for a sentence that quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:38] + "…"
