"""Small files of each format, built from nothing but text, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A Word paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(body: str, *, core: str = "", footnotes: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """A .docx whose body is the given WordprocessingML."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
            "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
            "Target='word/document.xml'/></Relationships>"
        ),
        "word/document.xml": f"<w:document xmlns:w='{_W}' xmlns:mc='{_MC}'><w:body>{body}</w:body></w:document>",
        "word/styles.xml": (
            f"<w:styles xmlns:w='{_W}'><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>"
            "<w:style w:styleId='a'><w:name w:val='toc 1'/></w:style></w:styles>"
        ),
    }
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes xmlns:w='{_W}'>{footnotes}</w:footnotes>"
    if core:
        parts["docProps/core.xml"] = (
            "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
            "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
            f"{core}</cp:coreProperties>"
        )
    return zipped({**parts, **(extra or {})})


def odt(body: str, *, meta: str = "", manifest: str = "") -> bytes:
    """An .odt whose text is the given OpenDocument markup."""
    names = f"xmlns:office='{_ODF}:office:1.0' xmlns:text='{_ODF}:text:1.0' xmlns:meta='{_ODF}:meta:1.0'"
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
    facts = (
        f"<office:document-meta {names} xmlns:dc='http://purl.org/dc/elements/1.1/'><office:meta>{meta}</office:meta>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{content}</office:document-content>",
        "meta.xml": f"{facts}</office:document-meta>",
        "META-INF/manifest.xml": f"<m:manifest xmlns:m='{_ODF}:manifest:1.0'>{manifest}</m:manifest>",
    })  # fmt: skip


def epub(chapters: Mapping[str, str], *, metadata: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """An .epub with the chapters, whose spine runs against the order of the manifest."""
    items = "".join(
        f"<item id='c{rank}' href='{name}' media-type='application/xhtml+xml'/>" for rank, name in enumerate(chapters)
    )
    spine = "".join(f"<itemref idref='c{rank}'/>" for rank in reversed(range(len(chapters))))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
            "<rootfile full-path='book/book.opf'/></rootfiles></container>"
        ),
        "book/book.opf": (
            "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
    }
    parts.update({
        f"book/{name}": f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
        for name, body in chapters.items()
        if not name.startswith("..")
    })  # fmt: skip
    return zipped({**parts, **(extra or {})})


def pdf(pages: Iterable[str], *, info: str = "", image: bool = False, encrypt: str = "") -> bytes:
    """A PDF with a line of Latin text a line of each page, or with one grey pixel stretched over each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    pixel = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects += [f"{pixel}\nstream\n0\nendstream", f"<< {info} >>"]
    kids = []
    for text in pages:
        content = _drawn(text) + ("q 200 0 0 200 50 50 cm /I Do Q" if image else "")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _assembled(objects, encrypt)


def _drawn(text: str) -> str:
    lines = "".join(f"({line}) Tj 0 -20 Td " for line in text.splitlines())
    return f"BT /F 12 Tf 40 360 Td {lines}ET " if lines else ""


def _assembled(objects: list[str], encrypt: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R {encrypt} >>\nstartxref\n{table}\n%%EOF"
    return bytes(out + trailer.encode())
