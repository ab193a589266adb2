"""A contest of encodings: which of them makes the bytes look most like writing.

Only a sample is scored, so a file costs about a millisecond whatever its size.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dedup.reading.script_score import FAMILIES, JUNK, script_score

WIDE = ("utf-16-le", "utf-16-be")
LEAST_SCORE = 0.2
CERTAIN_SCORE = 0.5
CERTAIN_BYTES = 12
_CERTAIN_LEAD = 0.4
_CERTAIN_LEAD_OF_LONG = 0.15
_LONG_BYTES = 100
_SAMPLE = 65_536
_LEGACY = (
    ("gb18030", "chinese"),
    ("big5", "chinese"),
    ("cp932", "japanese"),
    ("euc_jp", "japanese"),
    ("cp949", "korean"),
    ("cp1252", "latin"),
    ("cp1251", "cyrillic"),
    ("koi8-r", "cyrillic"),
    ("cp1253", "greek"),
)
_SCORED_BYTES = 800
_ASCII = bytes(range(0x80))
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_PLAIN_RUN = re.compile(rb"([\x00-\x7f]{4})[\x00-\x7f]+([\x00-\x7f]{4})")
# Chinese text of some length scores 1.1 to 1.4 in its own encoding; nothing else was seen above .7 in these two.
_OBVIOUS_SCORE = 0.95
_OBVIOUS_BYTES = 300
# The high byte of nearly every character in UTF-16 text without a letter, digit or line end of ASCII.
_NOT_HIGH_BYTES = bytes(code for code in range(256) if not (0x4E <= code <= 0x9F or code in b"\x30\xff\x04\x03"))
_NOT_HIGH_BYTES_KOREAN = bytes(code for code in range(256) if not (0xAC <= code <= 0xD7 or code in b"\x30\xff"))


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding and how much the bytes look like writing in it: about 1 where they do, below 0 where not."""

    encoding: str
    score: float


def legacy_guesses(data: bytes) -> list[Guess]:
    """Every encoding with its score, the best first; what is obvious needs no contest."""
    sample = _sample(data)
    long = _high_bytes(sample) >= _OBVIOUS_BYTES
    guesses = [wide_guess(data, encoding) for encoding in WIDE] if _may_be_wide(data) else []
    for encoding, family in _LEGACY:
        guess = Guess(encoding, script_score(_sampled(sample, encoding), family))
        guesses.append(guess)
        if long and family == "chinese" and guess.score >= _OBVIOUS_SCORE:
            return [guess, Guess("utf-8", JUNK)]
    return sorted(guesses, key=lambda guess: -guess.score)


def _sample(data: bytes) -> bytes:
    """The first bytes beyond ASCII with a little of what stands around them."""
    start = next((found.start() for found in _HIGH_BYTE.finditer(data)), 0)
    return _PLAIN_RUN.sub(rb"\1\2", data[start : start + _SAMPLE])[:_SCORED_BYTES]


def _high_bytes(sample: bytes) -> int:
    return len(sample.translate(None, _ASCII))


def _may_be_wide(data: bytes) -> bool:
    """Whether the bytes at even or at odd places are such as begin characters of UTF-16."""
    sample = data[: 2 * _SCORED_BYTES]
    halves = (sample[::2], sample[1::2])
    return any(
        len(half.translate(None, others)) >= 0.8 * len(half)
        for half in halves
        for others in (_NOT_HIGH_BYTES, _NOT_HIGH_BYTES_KOREAN)
    )


def is_certain(data: bytes, best: Guess, second: Guess) -> bool:
    """Few bytes can look like anything; many that are clearly ahead cannot."""
    high = _high_bytes(_sample(data))
    lead = _CERTAIN_LEAD if high < _LONG_BYTES else _CERTAIN_LEAD_OF_LONG
    return high >= CERTAIN_BYTES and best.score >= CERTAIN_SCORE and best.score - second.score >= lead


def wide_guess(data: bytes, encoding: str) -> Guess:
    """ASCII counts here as writing: in the wrong byte order it turns into rare characters."""
    if len(data) % 2:
        return Guess(encoding, JUNK)
    text = data[: 2 * _SCORED_BYTES].decode(encoding, "replace")
    plain = sum(" " <= character <= "~" or character in "\t\r\n" for character in text)
    controls = sum(character < " " and character not in "\t\r\n" for character in text)
    beyond = len(text) - plain - controls
    best = max(script_score(text, family) for family in FAMILIES)
    return Guess(encoding, (best * beyond + plain + JUNK * controls) / max(1, len(text)))


def _sampled(sample: bytes, encoding: str) -> str:
    """The sample decoded, without the half character that its end may have cut."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample)
