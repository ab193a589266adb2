"""PDF with the standard library: A4 pages, one font, and text that comes out as it went in.

The font is named, not embedded. Chinese takes one of Adobe-GB1, which viewers bring or substitute; its codes are
UTF-16BE (``UniGB-UCS2-H``), and the ``ToUnicode`` map is therefore the identity. Plain ASCII takes Times.
"""

from __future__ import annotations

import re
import unicodedata

from corpus_essays import Essay

_SIZE, _LEADING, _LEFT, _TOP, _WIDTH, _LINES = 12, 20, 72, 770, 451, 34
# A word of Latin letters stays whole; each other character may end a line.
_UNIT = re.compile(r"[!-~]+ ?|.", re.S)
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n"
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
)


# Objects 3 to 6 of every file, so that the numbers of the others do not depend on the font.
_TIMES = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    "null",
    "null",
    "null",
)
_SONG = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    f"<< /Length {len(_TO_UNICODE)} >>\nstream\n{_TO_UNICODE}endstream",
)


def pdf_bytes(essay: Essay, paragraphs: list[str]) -> bytes:
    """The essay on as many pages as it takes, with its facts in the document information."""
    lines = [line for paragraph in (essay.title, *paragraphs) for line in (*_wrapped(paragraph), "")]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    numbers = [8 + 2 * n for n in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    ascii_only = all(line.isascii() for line in lines)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *(_TIMES if ascii_only else _SONG),
        _information(essay),
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        objects.append(_stream(_drawn(page, ascii_only)))
    return _file(objects)


def _wrapped(paragraph: str) -> list[str]:
    """Lines no wider than the page, with their trailing space kept, so that words stay apart."""
    lines, line, width = [], "", 0.0
    for unit in _UNIT.findall(paragraph):
        advance = sum(_advance(character) for character in unit)
        if line and width + advance > _WIDTH:
            lines.append(line)
            line, width = "", 0.0
        line, width = line + unit, width + advance
    return [*lines, line]


def _advance(character: str) -> float:
    return _SIZE * (1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.45)


def _drawn(lines: list[str], ascii_only: bool) -> str:
    encode = _bytes if ascii_only else _codes
    shown = "\n".join(f"<{encode(line)}> Tj T*" if line else "T*" for line in lines)
    return f"BT\n/F1 {_SIZE} Tf\n{_LEADING} TL\n{_LEFT} {_TOP} Td\n{shown}\nET\n"


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _bytes(text: str) -> str:
    return text.encode("ascii").hex().upper()


def _information(essay: Essay) -> str:
    facts = [f"/Title <FEFF{_codes(essay.title)}>"]
    if essay.author:
        facts.append(f"/Author <FEFF{_codes(essay.author)}>")
    if essay.date:
        facts.append(f"/CreationDate (D:{essay.date.replace('-', '')}000000Z)")
    return f"<< {' '.join(facts)} >>"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}endstream"


def _file(objects: list[str]) -> bytes:
    """Header, numbered objects, the table of their places, trailer; all ASCII."""
    data, places = "%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return (data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}").encode("ascii")
