"""Single quotation marks and the apostrophes that look like them."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression

_LEFT_OUT: Final = expression(r"(?:\d0s\b|tis\b|twas\b|til\b|em\b|cause\b|n['’]|bout\b|round\b|s\b|t\b)", re.I)
_BEFORE_OPENING: Final = frozenset(' \t\u3000\xa0([{（【“"「『—–-:：，,。；、/')


def opens_single(text: str, place: int, before: str, mark: str) -> bool:
    """Whether a single mark can open: not inside a word, and not for letters left out, as in ’tis or ’90s."""
    if mark in "‘‚" and not _is_latin(before):
        return not _LEFT_OUT.match(text, place + 1)
    return (
        mark == "'"
        and before in _BEFORE_OPENING
        and text[place + 1 : place + 2].strip() != ""
        and not _LEFT_OUT.match(text, place + 1)
    )


def closes_single(before: str, after: str) -> bool | None:
    """Whether a single mark closes what is open: surely, perhaps (it may end a plural's genitive), or not at all."""
    if _is_latin(after) or before in " \t":
        return None
    return not (before == "s" and after == " ")


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"
