"""From bytes to text: byte-order mark, strict UTF-8, then a contest of legacy encodings by script score.

``docs/decisions/0002-encoding-detection.md`` has the measurements. A decoding that is not certain carries a notice.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace

from dedup.errors import ReadingError
from dedup.model import Notice
from dedup.reading.contest import (
    CERTAIN_BYTES,
    CERTAIN_SCORE,
    LEAST_SCORE,
    WIDE,
    is_certain,
    legacy_guesses,
    wide_guess,
)
from dedup.reading.script_score import FAMILIES, script_score

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER = {"big5": "big5hkscs"}
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_SAMPLE = 65_536
_NOT_UTF8_LEADS = bytes(range(0xC0))
_AMBIGUOUS_BYTES = 400
_TOO_DAMAGED = 0.02
_TOO_MANY_CONTROLS = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec that made it and whether there is doubt."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of ``data`` without its byte-order mark; raises ``ReadingError`` where the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return decode_as(data[len(mark) :], encoding)
    if b"\0" in data:
        return _decode_wide(data)
    text = _strictly(data, "utf-8")
    if text is None:
        return _decode_legacy(data)
    if _controls(data) > _TOO_MANY_CONTROLS:
        raise _binary()
    return _decode_ambiguous(data, text) if _may_be_chinese(data) else Decoded(text, "utf-8")


def _may_be_chinese(data: bytes) -> bool:
    """A few words of GBK can be valid UTF-8, of two bytes a character: 联通 is the famous case."""
    return len(data) <= _AMBIGUOUS_BYTES and not data.isascii() and max(data) < 0xE0


def _decode_ambiguous(data: bytes, text: str) -> Decoded:
    as_utf8 = max(script_score(text, family) for family in FAMILIES)
    as_chinese = script_score(data.decode("gb18030", "replace"), "chinese")
    if as_utf8 > 0 or as_chinese < CERTAIN_SCORE:
        return Decoded(text, "utf-8")
    return replace(decode_as(data, "gb18030"), notices=(_doubt_notice("gb18030", "utf-8"),))


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of ``data`` in a known ``encoding``; bytes that do not belong become U+FFFD, with a notice."""
    text = data.decode(encoding, "replace")
    if encoding.startswith(("utf-16", "utf-32")) and "\0" in text:
        raise _binary()
    damaged = text.count("\ufffd") if "\ufffd" in text else 0
    return Decoded(text, encoding, (_damage_notice(damaged, encoding),) if _strictly(data, encoding) is None else ())


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return 1 - len(sample.translate(None, _CONTROLS)) / max(1, len(sample))


def _decode_wide(data: bytes) -> Decoded:
    """NUL bytes are half of every Latin letter in UTF-16, and otherwise a mark of a binary file."""
    best = max((wide_guess(data, encoding) for encoding in WIDE), key=lambda guess: guess.score)
    text = _strictly(data, best.encoding)
    if best.score < CERTAIN_SCORE or text is None or "\0" in text:
        raise _binary()
    return Decoded(text, best.encoding)


def _decode_legacy(data: bytes) -> Decoded:
    nearly = _decode_damaged_utf8(data)
    if nearly is not None:
        return nearly
    best, second = legacy_guesses(data)[:2]
    if best.encoding not in WIDE and _controls(data) > _TOO_MANY_CONTROLS:
        raise _binary()
    if best.score < LEAST_SCORE:
        return _decode_otherwise(data)
    decoded = _decode_widened(data, best.encoding)
    if decoded.notices or is_certain(data, best, second) or _strictly(data, second.encoding) == decoded.text:
        return decoded
    return replace(decoded, notices=(_doubt_notice(best.encoding, second.encoding),))


def _decode_damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes lost; other encodings look like UTF-8 in a few places at most."""
    beyond = len(data[:_SAMPLE].translate(None, _NOT_UTF8_LEADS))
    damage = data[:_SAMPLE].decode("utf-8", "replace").count("\ufffd")
    if beyond < CERTAIN_BYTES or damage > max(1, _TOO_DAMAGED * beyond):
        return None
    return decode_as(data, "utf-8")


def _decode_otherwise(data: bytes) -> Decoded:
    """None of the encodings above: Greek, Polish, Thai and others are left to a general detector, with a notice."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise _binary()
    decoded = decode_as(data, guess.encoding.replace("_", "-"))
    doubt = (_doubt_notice(decoded.encoding, "another encoding"),)
    return replace(decoded, notices=decoded.notices or doubt)


def _decode_widened(data: bytes, encoding: str) -> Decoded:
    """By the standard encoding where it holds, else by its superset."""
    wider = _WIDER.get(encoding)
    if wider and _strictly(data, encoding) is None and _strictly(data, wider) is not None:
        return Decoded(data.decode(wider), wider)
    return decode_as(data, encoding)


def _binary() -> ReadingError:
    return ReadingError("binary", "the bytes are not text in any known encoding; if it is text, save it as UTF-8")


def _damage_notice(count: int, encoding: str) -> Notice:
    message = f"read as {encoding}, with damaged places, which show as U+FFFD; save the file as UTF-8"
    return Notice("doubtful-encoding", message, max(1, count))


def _doubt_notice(best: str, second: str) -> Notice:
    message = f"read as {best}, but it could be {second}; save the file as UTF-8 to be sure"
    return Notice("doubtful-encoding", message)
