"""ODT: paragraphs and headings of the text, with notes, without what was deleted."""

from __future__ import annotations

from collections.abc import Mapping

from dedup.errors import ReadingError
from dedup.expressions import expression
from dedup.reading.archive import Archive
from dedup.reading.blocks import Paragraphs
from dedup.reading.content import Content, one_line
from dedup.reading.properties import Properties
from dedup.settings import ReadingSettings

# Deleted text, remarks, note numbers, the reading aid above a word, the index made from the headings.
_SKIPPED = frozenset({"tracked-changes", "annotation", "note-citation", "ruby-text", "table-of-content", "scripts"})
_MARKS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1000
_SPACE = expression(r"[ \t\r\n]+")


def read_odt(data: bytes, settings: ReadingSettings) -> Content:
    """The text in document order; facts from ``meta.xml``."""
    archive = Archive(data, settings)
    manifest = _Manifest()
    if "META-INF/manifest.xml" in archive.names:
        archive.parse("META-INF/manifest.xml", manifest)
    if manifest.encrypted:
        raise ReadingError("encrypted", "protected by a password; save it without one")
    body = _Body()
    archive.parse("content.xml", body)
    text, headings = body.paragraphs.result()
    facts = Properties(dates=("creation-date", "date"))
    if "meta.xml" in archive.names:
        archive.parse("meta.xml", facts)
    title = facts.title() or (one_line(headings[0].of(text)) if headings else None)
    return Content(text=text, title=title, date=facts.date(), author=facts.author(), headings=headings)


class _Manifest:
    """Whether any part is encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.encrypted = self.encrypted or tag.rpartition("}")[2] in {"encryption-data", "encrypted-key"}


class _Body:
    def __init__(self) -> None:
        self.paragraphs = Paragraphs()
        self._skipping = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif not namespace.endswith(":text:1.0"):
            return
        elif name in {"p", "h"}:
            self.paragraphs.begin()
            if name == "h":
                self.paragraphs.mark_heading()
        elif name == "s":
            self.paragraphs.add(" " * _count(attributes))
        elif name in _MARKS:
            self.paragraphs.add(_MARKS[name])

    def end(self, tag: str) -> None:
        namespace, _, name = tag.rpartition("}")
        if self._skipping:
            self._skipping -= 1
        elif name in {"p", "h"} and namespace.endswith(":text:1.0"):
            self.paragraphs.finish()

    def data(self, text: str) -> None:
        """OpenDocument writes spaces that count as elements; those between words here are one each."""
        if self._skipping:
            return
        collapsed = _SPACE.sub(" ", text)
        if collapsed.startswith(" ") and self.paragraphs.ends_blank():
            collapsed = collapsed[1:]
        if collapsed:
            self.paragraphs.add(collapsed)


def _count(attributes: Mapping[str, str]) -> int:
    written = next((value for key, value in attributes.items() if key.endswith("}c")), "1")
    return min(int(written), _MOST_SPACES) if written.isdecimal() else 1
