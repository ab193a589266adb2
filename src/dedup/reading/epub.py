"""EPUB: the chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from dedup.errors import ReadingError
from dedup.reading.archive import Archive
from dedup.reading.content import Content, one_line
from dedup.reading.html import decode_html
from dedup.reading.html_text import Line, join_lines, parse_html, visible_lines
from dedup.reading.properties import Properties
from dedup.settings import ReadingSettings

_ENCRYPTION = "META-INF/encryption.xml"
# These two scramble fonts only; the text stays readable.
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})


def read_epub(data: bytes, settings: ReadingSettings) -> Content:
    """The text of every chapter of the spine, a block a line; facts from the package document."""
    archive = Archive(data, settings)
    _refuse_encrypted(archive)
    package_path = _package_path(archive)
    package, facts = _Package(), Properties(dates=("date", "created", "modified"))
    archive.parse(package_path, package)
    archive.parse(package_path, facts)
    lines: list[Line] = []
    for chapter in package.chapters(posixpath.dirname(package_path)):
        lines += _chapter_lines(archive, chapter)
    text, headings = join_lines(tuple(lines))
    title = facts.title() or (one_line(headings[0].of(text)) if headings else None)
    return Content(text=text, title=title, date=facts.date(), author=facts.author(), headings=headings)


def _refuse_encrypted(archive: Archive) -> None:
    if _ENCRYPTION in archive.names:
        encryption = _Encryption()
        archive.parse(_ENCRYPTION, encryption)
        if encryption.algorithms - _FONT_SCRAMBLING:
            raise ReadingError("encrypted", "protected against copying; only its reading program can open it")


def _package_path(archive: Archive) -> str:
    container = _Container()
    archive.parse("META-INF/container.xml", container)
    if container.package is None:
        raise ReadingError("malformed", "no package document is named inside; save the book anew")
    return container.package


def _chapter_lines(archive: Archive, chapter: str) -> tuple[Line, ...]:
    tree = parse_html(decode_html(archive.read(chapter)).text)
    return () if tree is None else visible_lines(tree)


class _Container:
    def __init__(self) -> None:
        self.package: str | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.endswith("}rootfile") and self.package is None:
            self.package = attributes.get("full-path")


class _Encryption:
    """The algorithms of the parts' texts; those of keys are of no account."""

    def __init__(self) -> None:
        self.algorithms: set[str] = set()
        self._keys = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._keys += tag.endswith("}EncryptedKey")
        if tag.endswith("}EncryptionMethod") and not self._keys:
            self.algorithms.add(attributes.get("Algorithm", ""))

    def end(self, tag: str) -> None:
        self._keys -= tag.endswith("}EncryptedKey")


class _Package:
    """Manifest and spine of the package document."""

    def __init__(self) -> None:
        self._items: dict[str, str] = {}
        self._spine: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "item" and attributes.get("media-type") in _CHAPTERS:
            # The table of contents repeats the headings.
            if "nav" not in attributes.get("properties", "").split():
                self._items[attributes.get("id", "")] = attributes.get("href", "")
        elif name == "itemref":
            self._spine.append(attributes.get("idref", ""))

    def chapters(self, folder: str) -> list[str]:
        """The parts of the spine, once each, as names inside the archive."""
        named = dict.fromkeys(self._items[item] for item in self._spine if item in self._items)
        return [_inside(folder, href) for href in named]


def _inside(folder: str, href: str) -> str:
    part = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
    if part.startswith(("../", "/")):
        raise ReadingError("malformed", f"its chapter {href[:80]!r} lies outside of the book")
    return part
