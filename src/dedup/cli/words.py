"""Text for a terminal: columns that line up with Chinese in them, and nothing that steers the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

Align = Literal["left", "right"]
_ELLIPSIS = "…"
_WIDE_SPACE = "\u3000"  # common in Chinese titles, and harmless


def printable(text: str) -> str:
    """``text`` with line ends, control and invisible characters spelled out.

    File names are hostile input too: an escape sequence in one could repaint the terminal, a lone surrogate end the
    program.
    """
    return "".join(c if c.isprintable() or c == _WIDE_SPACE else _spelled_out(c) for c in text)


def _spelled_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """Number of terminal columns: two for wide and full-width characters, none for combining ones."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """``text`` in at most ``columns`` columns, its middle left out: the start and end of a path tell most."""
    if width(text) <= columns:
        return text
    tail_columns = (columns - 1) // 2
    tail = _fitting(text[::-1], tail_columns)[::-1]
    return _fitting(text, columns - 1 - width(tail)) + _ELLIPSIS + tail


def _fitting(text: str, columns: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:index]
    return text


def table(rows: Sequence[Sequence[str]], aligns: Sequence[Align]) -> list[str]:
    """Lines with the rows' cells in columns, two spaces apart; the last column is not padded."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(aligns))] if rows else []
    return ["  ".join(_padded(row, widths, aligns)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> list[str]:
    cells = []
    for cell, columns, align in zip(row, widths, aligns, strict=True):
        blank = " " * (columns - width(cell))
        cells.append(blank + cell if align == "right" else cell + blank)
    return cells


def count(number: int, one: str, many: str | None = None) -> str:
    """``number`` with thousands separated and its noun: ``1 pair``, ``2,000 pairs``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share from 0 to 1 for a reader; nearly nothing does not read as nothing, nor nearly all as all."""
    if 0 < share < 0.005:
        return "< 1 %"
    if 0.995 <= share < 1:
        return "> 99 %"
    return f"{share:.0%}".replace("%", " %")
