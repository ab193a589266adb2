"""What a format's reader hands back, before the file's own facts are added."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Notice, Span


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file with what the file says of itself.

    ``encoding`` is the codec for text formats and ``None`` for binary ones; ``date`` is normalised already;
    ``first_line`` is where in the file the text begins, from 1.
    """

    text: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    encoding: str | None = None
    notices: tuple[Notice, ...] = ()
    headings: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    first_line: int = 1


def one_line(value: str | None, limit: int = 300) -> str | None:
    """``value`` with runs of white space as one space, cut to ``limit``; ``None`` where nothing is left."""
    if value is None:
        return None
    return " ".join(value[: limit * 4].split())[:limit] or None
