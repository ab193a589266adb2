"""DOCX: every paragraph a reader sees, with tables, text boxes, notes and accepted insertions."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from dedup.errors import ReadingError
from dedup.reading.archive import Archive
from dedup.reading.blocks import Paragraphs
from dedup.reading.content import Content, one_line
from dedup.reading.properties import Properties
from dedup.settings import ReadingSettings

_MAIN_PART = "/officeDocument"
# Deleted and moved-away text; the older drawing that repeats a text box; what a paragraph's style was before; the
# small reading aid above a word.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pPrChange", "rPrChange", "rt", "tabs"})
_TEXT = frozenset({"t"})
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LAYOUT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(data: bytes, settings: ReadingSettings) -> Content:
    """The main text, then footnotes, then endnotes; headings by style; facts from the core properties."""
    archive = Archive(data, settings)
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    body = _Body(_styles(archive, posixpath.join(folder, "styles.xml")))
    for part in (main, posixpath.join(folder, "footnotes.xml"), posixpath.join(folder, "endnotes.xml")):
        if part == main or part in archive.names:
            archive.parse(part, body)
    text, headings = body.paragraphs.result()
    facts = Properties()
    if "docProps/core.xml" in archive.names:
        archive.parse("docProps/core.xml", facts)
    title = facts.title() or (one_line(headings[0].of(text)) if headings else None)
    return Content(text=text, title=title, date=facts.date(), author=facts.author(), headings=headings)


def _main_part(archive: Archive) -> str:
    relations = _Relations()
    if "_rels/.rels" in archive.names:
        archive.parse("_rels/.rels", relations)
    part = relations.main or "word/document.xml"
    if part not in archive.names:
        raise ReadingError("malformed", "no Word text inside; save the file as .docx anew")
    return part


def _styles(archive: Archive, part: str) -> _Styles:
    styles = _Styles()
    if part in archive.names:
        archive.parse(part, styles)
    return styles


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name: its prefix is a matter of the writer's taste."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


class _Relations:
    """Which part is the main one."""

    def __init__(self) -> None:
        self.main: str | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if _value(attributes, "Type").endswith(_MAIN_PART) and self.main is None:
            self.main = posixpath.normpath(_value(attributes, "Target").lstrip("/"))


class _Styles:
    """The styles of headings, by name or by outline level, and of the table of contents that repeats them."""

    def __init__(self) -> None:
        self.headings: set[str] = set()
        self.contents: set[str] = set()
        self._current = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "style":
            self._current = _value(attributes, "styleId")
        elif name == "name":
            written = _value(attributes, "val").lower()
            if written.startswith("heading ") or written == "title":
                self.headings.add(self._current)
            elif written.startswith("toc "):
                self.contents.add(self._current)
        elif name == "outlineLvl" and _value(attributes, "val") != "9":
            self.headings.add(self._current)


class _Body:
    """The text of a story: the main one, the footnotes or the endnotes."""

    def __init__(self, styles: _Styles) -> None:
        self.paragraphs = Paragraphs()
        self._styles = styles
        self._skipping = 0
        self._in_text = 0
        self._in_properties = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        if self._skipping or name in _SKIPPED or self._is_layout(name, attributes):
            self._skipping += 1
        elif name == "p":
            # A drawing's paragraph properties are closed by now; a w:p never stands inside w:pPr.
            self.paragraphs.begin()
        elif name == "pPr":
            self._in_properties += 1
        elif self._in_properties:
            self._property(name, attributes)
        elif name in _TEXT:
            self._in_text += 1
        elif name in _MARKS:
            self.paragraphs.add(_MARKS[name])

    def end(self, tag: str) -> None:
        name = _local(tag)
        if self._skipping:
            self._skipping -= 1
        elif name == "p":
            self.paragraphs.finish()
        elif name == "pPr":
            self._in_properties -= 1
        elif name in _TEXT and not self._in_properties:
            self._in_text -= 1

    def data(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self.paragraphs.add(text)

    def _is_layout(self, name: str, attributes: Mapping[str, str]) -> bool:
        return name in {"footnote", "endnote"} and _value(attributes, "type") in _LAYOUT_NOTES

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        value = _value(attributes, "val")
        if name == "pStyle" and value in self._styles.contents:
            self.paragraphs.drop()
        elif (name == "pStyle" and value in self._styles.headings) or (name == "outlineLvl" and value != "9"):
            self.paragraphs.mark_heading()
