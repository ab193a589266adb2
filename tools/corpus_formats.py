"""Essays as files: text formats here, the others in their own modules. The same essay gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath

from corpus_archives import docx_bytes, epub_bytes, odt_bytes
from corpus_essays import Essay, Site, without_marks
from corpus_pdf import pdf_bytes


@dataclass(frozen=True, slots=True)
class Page:
    """An essay ready to be written: its text without marks, and the site it belongs to."""

    essay: Essay
    text: str
    site: Site | None

    def lines(self) -> list[str]:
        """One line a paragraph, for formats that have paragraphs."""
        return [line for line in self.text.split("\n") if line]


def file_bytes(essay: Essay, sites: Mapping[str, Site]) -> bytes:
    """The file of ``essay`` in the format that its path names."""
    page = Page(essay, without_marks(essay.body), sites[essay.site] if essay.site else None)
    return _WRITERS[PurePosixPath(essay.path).suffix](page)


def _txt(page: Page) -> bytes:
    parts = [page.essay.title, page.text]
    if page.site:
        navigation, above, below, footer = page.site.pieces()
        parts = [page.essay.title, navigation, above, page.text, below, footer]
    text = "\n\n".join(parts) + "\n"
    if page.essay.newline == "crlf":
        text = text.replace("\n", "\r\n")
    # Named by byte order, since plain "utf-16" follows the machine that runs this.
    if page.essay.encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(page.essay.encoding)


def _md(page: Page) -> bytes:
    essay = page.essay
    known = (("title", essay.title), ("date", essay.date), ("author", essay.author))
    facts = "".join(f"{key}: {value}\n" for key, value in known if value)
    return f"---\n{facts}---\n\n# {essay.title}\n\n{page.text}\n".encode()


def _html(page: Page) -> bytes:
    essay, site = page.essay, page.site
    paragraphs = [f"<p>{escape(line, quote=False)}</p>" for line in page.lines()]
    top, foot = [], []
    if site:
        links = "".join(f'<li><a href="#">{escape(name)}</a></li>' for name in site.navigation)
        top, foot = [f"<nav><ul>{links}</ul></nav>"], [f"<footer><p>{escape(site.footer)}</p></footer>"]
        paragraphs = [f"<p>{escape(site.above)}</p>", *paragraphs, f"<p>{escape(site.below)}</p>"]
    article = ["<article>", f"<h1>{escape(essay.title)}</h1>", *paragraphs, "</article>"]
    lines = [*_html_head(essay), "<body>", *top, "<main>", *article, "</main>", *foot, "</body>", "</html>", ""]
    return "\n".join(lines).encode()


def _html_head(essay: Essay) -> list[str]:
    facts = (("author", essay.author), ("date", essay.date))
    metas = [f'<meta name="{name}" content="{escape(value)}">' for name, value in facts if value]
    title = f"<title>{escape(essay.title)}</title>"
    return ["<!doctype html>", "<html>", "<head>", '<meta charset="utf-8">', title, *metas, "</head>"]


def _rtf(page: Page) -> bytes:
    essay = page.essay
    info = f"{{\\info{{\\title {_rtf_text(essay.title)}}}}}"
    body = "".join(f"{_rtf_text(line)}\\par\n" for line in (essay.title, *page.lines()))
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{{\\fonttbl{{\\f0 Serif;}}}}\n{info}\n{body}}}\n".encode("ascii")


def _rtf_text(text: str) -> str:
    """Beyond ASCII as signed 16-bit escapes, each with ``?`` for readers that know none."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    return "".join(_rtf_unit(code) for code in codes)


def _rtf_unit(code: int) -> str:
    if code < 128:
        return "\\" + chr(code) if chr(code) in "\\{}" else chr(code)
    return f"\\u{code - 65536 if code > 32767 else code}?"


def _docx(page: Page) -> bytes:
    return docx_bytes(page.essay, page.lines())


def _odt(page: Page) -> bytes:
    return odt_bytes(page.essay, page.lines())


def _epub(page: Page) -> bytes:
    return epub_bytes(page.essay, page.lines())


def _pdf(page: Page) -> bytes:
    return pdf_bytes(page.essay, page.lines())


_WRITERS: Mapping[str, Callable[[Page], bytes]] = {
    ".txt": _txt,
    ".md": _md,
    ".html": _html,
    ".rtf": _rtf,
    ".docx": _docx,
    ".odt": _odt,
    ".epub": _epub,
    ".pdf": _pdf,
}
