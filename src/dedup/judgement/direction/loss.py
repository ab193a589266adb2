"""Lossy normalisation: accents, capitals and printers' marks are dropped by a keystroke, and put back by nobody."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from dedup.expressions import expression
from dedup.judgement.direction.view import Passage, View, speaking_for
from dedup.model import Evidence

_LOG_ODDS: Final = 0.7  # chosen: an editor may also set a plain text with care
_LEAST: Final = 3
_LONGEST: Final = 5_000  # characters of a passage that are looked at
_PRINTED: Final = "“”‘’—–…"
# No letter from the radicals of Han characters on has an ASCII letter in it; Han, kana and Hangul have no capitals.
_MAY_BE_MARKED: Final = expression("[\u00c0-\u2e7f]")
_MAY_BE_CAPITAL: Final = expression("[^\u2000-\u20ff\u2e80-\ua63f\uac00-\ud7ff\uff00-\uff20\\s]+")


def losses(view: View, passage: Passage) -> Iterator[Evidence]:
    """Evidence where one side of a passage has marks of a kind and the other has none of them.

    Printers' marks say nothing between versions: who revises a text sets them as readily as a keystroke drops them (of
    57 pairs of versions that differ so, the one with the marks was the later one in 46).
    """
    left = passage.left.of(view.left.document.text)[:_LONGEST]
    right = passage.right.of(view.right.document.text)[:_LONGEST]
    for name, count in _OF_VERSIONS if view.are_versions else _OF_ANY:
        on_left, on_right = count(left), count(right)
        if max(on_left, on_right) >= _LEAST and min(on_left, on_right) == 0:
            copy = view.right if on_left else view.left
            detail = f"the passage in {copy.document.path} has lost the {name} ({max(on_left, on_right)}) of the other"
            yield speaking_for(bool(on_left), "lossy", detail, _LOG_ODDS)
            return


def accents(text: str) -> int:
    """Letters of spaced scripts with a mark on them."""
    return sum(map(_is_marked, _MAY_BE_MARKED.findall(text)))


def _is_marked(character: str) -> bool:
    parts = unicodedata.normalize("NFD", character)
    return character.isalpha() and len(parts) > 1 and parts[0].isascii() and unicodedata.combining(parts[1]) > 0


def capitals(text: str) -> int:
    """Upper-case letters."""
    return sum(map(str.isupper, "".join(_MAY_BE_CAPITAL.findall(text))))


def printed(text: str) -> int:
    """Curled quotation marks, dashes and dots that a printer sets."""
    return sum(map(text.count, _PRINTED))


_OF_VERSIONS: Final = (("accents", accents), ("capitals", capitals))
_OF_ANY: Final = (*_OF_VERSIONS, ("curled quotes and dashes", printed))
