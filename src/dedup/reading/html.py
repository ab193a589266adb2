"""HTML: the main text without menus and footers, or all visible text where there is no telling them apart."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import trafilatura

from dedup.expressions import expression
from dedup.model import Notice, Span
from dedup.reading.content import Content, one_line
from dedup.reading.encoding import Decoded, decode, decode_as
from dedup.reading.html_facts import page_facts
from dedup.reading.html_text import Line, join_lines, parse_html, visible_lines
from dedup.settings import ReadingSettings

_DECLARED = expression(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})|<\?xml[^>]*encoding=[\"']([\w-]{2,30})", re.I
)
_PRESCAN = 4096
# Labels as the web uses them: a page that says gb2312 means its superset. Latin-1 is missing on purpose: servers put
# it on pages of every language, and bytes in any encoding are valid in it.
_LABELS = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-jp": "euc_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "windows-1251": "cp1251", "windows-1250": "cp1250",
    "windows-1253": "cp1253", "windows-1254": "cp1254", "windows-1255": "cp1255", "windows-1256": "cp1256",
    "iso-8859-2": "iso8859-2", "iso-8859-5": "iso8859-5", "iso-8859-7": "iso8859-7", "iso-8859-15": "iso8859-15",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u",
}  # fmt: skip
_LEAST_SHARE = 0.5


def read_html(data: bytes, settings: ReadingSettings) -> Content:
    """The page's main text, a paragraph a line, with title, date and author from its head."""
    decoded = decode_html(data)
    tree = parse_html(decoded.text)
    if tree is None:
        return Content(text="", encoding=decoded.encoding, notices=decoded.notices)
    facts, lines = page_facts(tree), visible_lines(tree)
    main = _main_text(decoded.text)
    content = _of_main(main, lines) if _enough(main, lines) else _of_all(lines)
    title = facts.title or (one_line(content.headings[0].of(content.text)) if content.headings else None)
    notices = decoded.notices + content.notices
    return replace(
        content, title=title, date=facts.date, author=facts.author, encoding=decoded.encoding, notices=notices
    )


def decode_html(data: bytes) -> Decoded:
    """By byte-order mark or UTF-8 where it is plain, then as the page declares, then as for any text."""
    declared = _declared(data)
    if declared is None or declared == "utf-8" or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    # Pages saved again as UTF-8 often keep the old label; other encodings are never valid UTF-8 by accident.
    decoded = decode_as(data, "utf-8")
    if not decoded.notices and not data.isascii():
        return decoded
    decoded = decode_as(data, declared)
    return decode(data) if decoded.notices else decoded


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _PRESCAN)
    return _LABELS.get((found[1] or found[2]).decode("ascii", "replace").lower()) if found else None


def _main_text(source: str) -> str:
    # Its warnings name no file and reach no reader; what matters here becomes a notice.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura.extract(source, include_comments=False, include_tables=True, with_metadata=False) or ""


def _enough(main: str, lines: tuple[Line, ...]) -> bool:
    """Whether the main text holds a fair share of what stands outside links, menus and forms."""
    return bool(main.strip()) and len(main) >= _LEAST_SHARE * sum(line.prose for line in lines)


def _of_main(main: str, lines: tuple[Line, ...]) -> Content:
    wanted = {line.text for line in lines if line.heading}
    headings: list[Span] = []
    position = 0
    for line in main.split("\n"):
        if line.strip() in wanted:
            start = position + len(line) - len(line.lstrip())
            headings.append(Span(start, start + len(line.strip())))
        position += len(line) + 1
    return Content(text=main, headings=tuple(headings))


def _of_all(lines: tuple[Line, ...]) -> Content:
    text, headings = join_lines(lines)
    message = "no main text could be told from menus and footers, so all visible text of the page was read"
    return Content(text=text, headings=headings, notices=(Notice("main-text-not-found", message),))
