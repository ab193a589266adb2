"""Title, author and dates as the property parts of DOCX, ODT and EPUB state them, in Dublin Core and its kin."""

from __future__ import annotations

from collections.abc import Mapping

from dedup.reading.content import one_line
from dedup.reading.dates import normalise_date

# OpenDocument keeps who began the document apart from who saved it last, which it calls the creator.
_AUTHORS = ("initial-creator", "creator")
_WRITTEN_BY_PROGRAMS = ("microsoft word - ", "untitled", "无标题", "无题", "未命名")


class Properties:
    """An XML target that keeps the first text of each property; ``dates`` says which are asked, in order."""

    def __init__(self, dates: tuple[str, ...] = ("created", "modified")) -> None:
        """Start without any."""
        self._dates = dates
        self._values: dict[str, list[str]] = {}
        self._current: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A property opens."""
        name = tag.rpartition("}")[2]
        pieces: list[str] = []
        self._current = pieces if self._values.setdefault(name, pieces) is pieces else None

    def end(self, tag: str) -> None:
        """A property closes."""
        self._current = None

    def data(self, text: str) -> None:
        """Some of the open property's text."""
        if self._current is not None:
            self._current.append(text)

    def title(self) -> str | None:
        """The title, unless a program filled it in."""
        title = self._first(("title",))
        return None if title is not None and title.lower().startswith(_WRITTEN_BY_PROGRAMS) else title

    def author(self) -> str | None:
        """Who wrote it, as far as the program knew."""
        return self._first(_AUTHORS)

    def date(self) -> str | None:
        """The first date that holds."""
        return next((known for known in map(normalise_date, map(self._text, self._dates)) if known), None)

    def _first(self, names: tuple[str, ...]) -> str | None:
        return next((text for text in map(self._text, names) if text), None)

    def _text(self, name: str) -> str | None:
        return one_line("".join(self._values.get(name, [])))
