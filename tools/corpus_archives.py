"""DOCX, ODT and EPUB: small XML parts in a zip archive whose bytes do not depend on the day or the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from html import escape

from corpus_essays import Essay

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType='
    '"application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    '<Relationship Id="r2" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def docx_bytes(essay: Essay, lines: list[str]) -> bytes:
    """A Word document with the essay's facts in its core properties."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'{_DC} xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(essay.title)}</dc:title>"
        + _element("dc:creator", essay.author)
        + _element("dcterms:created", essay.date and f"{essay.date}T00:00:00Z", ' xsi:type="dcterms:W3CDTF"')
        + "</cp:coreProperties>"
    )
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + _run(essay.title) + "</w:p>"
    body = heading + "".join(f"<w:p>{_run(line)}</w:p>" for line in lines)
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return _archive(
        ("[Content_Types].xml", _XML + _CONTENT_TYPES),
        ("_rels/.rels", _XML + _RELATIONS),
        ("docProps/core.xml", _XML + core),
        ("word/document.xml", _XML + document),
    )


def odt_bytes(essay: Essay, lines: list[str]) -> bytes:
    """An OpenDocument text with the essay's facts in ``meta.xml``."""
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    meta = (
        f'<office:document-meta {office} {_DC} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        f'office:version="1.2"><office:meta><dc:title>{escape(essay.title)}</dc:title>'
        + _element("meta:initial-creator", essay.author)
        + _element("meta:creation-date", essay.date and f"{essay.date}T00:00:00")
        + "</office:meta></office:document-meta>"
    )
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = (
        f'<office:document-content {office} xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        f'office:version="1.2"><office:body><office:text><text:h text:outline-level="1">{escape(essay.title)}</text:h>'
        f"{paragraphs}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">' + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    return _archive(
        ("mimetype", kind),
        ("content.xml", _XML + content),
        ("meta.xml", _XML + meta),
        ("META-INF/manifest.xml", _XML + manifest + "</manifest:manifest>"),
    )


def epub_bytes(essay: Essay, lines: list[str]) -> bytes:
    """An EPUB 3 of one chapter."""
    title = escape(essay.title)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        f'<metadata {_DC}><dc:identifier id="id">urn:x-dedup-corpus:{escape(essay.path)}</dc:identifier>'
        f"<dc:title>{title}</dc:title><dc:language>und</dc:language>"
        + _element("dc:creator", essay.author)
        + _element("dc:date", essay.date)
        + '</metadata><manifest><item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        '<spine><itemref idref="c1"/></spine></package>'
    )
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    navigation = (
        f'<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><a href="c1.xhtml">{title}</a></li>'
        "</ol></nav>"
    )
    return _archive(
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", _XML + _CONTAINER),
        ("OEBPS/content.opf", _XML + package),
        ("OEBPS/nav.xhtml", _xhtml(title, navigation)),
        ("OEBPS/c1.xhtml", _xhtml(title, f"<h1>{title}</h1>\n{paragraphs}")),
    )


def _xhtml(title: str, body: str) -> str:
    html = '<html xmlns="http://www.w3.org/1999/xhtml">'
    return f"{_XML}{html}<head><title>{title}</title></head><body>{body}</body></html>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _element(name: str, value: str | None, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(value)}</{name}>" if value else ""


def _archive(*parts: tuple[str, str]) -> bytes:
    """Stored, not deflated: compressors differ between builds of Python, and these files are small."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for info, text in _entries(parts):
            archive.writestr(info, text.encode())
    return file.getvalue()


def _entries(parts: Iterable[tuple[str, str]]) -> Iterable[tuple[zipfile.ZipInfo, str]]:
    for name, text in parts:
        info = zipfile.ZipInfo(name, _DAY_ONE)
        info.create_system = 3
        yield info, text
