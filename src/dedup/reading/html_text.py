"""Everything a browser would show of an HTML tree, as lines, without a browser. Shared by HTML and EPUB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from dedup.errors import ReadingError
from dedup.expressions import expression
from dedup.model import Span

HtmlElement = Any  # lxml has no types

_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "iframe", "object",
    "embed", "select", "option", "datalist", "rt", "rp",
})  # fmt: skip
_FURNITURE = frozenset({
    "a", "nav", "header", "footer", "aside", "form", "button", "label",
})  # fmt: skip
_HEADINGS = frozenset({
    "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_BLOCKS = _HEADINGS | frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
_SPACE = expression(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One block's worth of text; ``prose`` counts its characters outside links, menus and forms."""

    text: str
    heading: bool
    prose: int


def parse_html(source: str) -> HtmlElement | None:
    """The tree of ``source``, or ``None`` where it holds no element; nothing is fetched and no entity is defined.

    Raises ``ReadingError`` for markup nested so deep that the parser would drop the rest without a word.
    """
    # The limits that huge_tree lifts are of 256 levels, which old forum pages reach, and of entities, which HTML lacks.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise ReadingError("malformed", "its markup is nested too deep to be read; save the page anew")
    return tree


def visible_lines(tree: HtmlElement) -> tuple[Line, ...]:
    """The lines of visible text in document order, white space collapsed."""
    lines: list[Line] = []
    pieces: list[str] = []
    prose, heading = 0, False
    for kind, value, plain in _events(tree):
        if kind == "text":
            pieces.append(value)
            prose += len(value.strip()) if plain else 0
            continue
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        if text:
            lines.append(Line(text, heading, min(prose, len(text))))
        pieces, prose = [], 0
        heading = kind == "start" and value in _HEADINGS
    return tuple(lines)


def _events(tree: HtmlElement) -> Iterator[tuple[str, str, bool]]:
    """Text and the starts and ends of blocks, without recursion: markup may nest as deep as it likes.

    The last member says of a text whether it stands outside of links, menus and forms.
    """
    furniture = 0
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        hidden += step * (tag in _HIDDEN)
        furniture += step * (tag in _FURNITURE)
        if tag in _BLOCKS and not hidden:
            yield event, tag, False
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            yield "text", text, furniture == 0
    yield "end", "html", False


def join_lines(lines: tuple[Line, ...]) -> tuple[str, tuple[Span, ...]]:
    """The lines as one text, one a line, and the places of the headings in it."""
    headings: list[Span] = []
    position = 0
    for line in lines:
        if line.heading:
            headings.append(Span(position, position + len(line.text)))
        position += len(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(headings)
