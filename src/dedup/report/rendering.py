"""Page values into HTML. Everything is escaped; nothing inline runs or styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dedup.report.categories import CATEGORIES, SYMBOLS
from dedup.report.difference import Piece
from dedup.report.document_page import DocumentPage
from dedup.report.edition import Edition
from dedup.report.fragments import Comparison, Part
from dedup.report.lists_html import matches_html, sources_html
from dedup.report.overview import Overview
from dedup.report.pair_page import PairPage
from dedup.report.script import text_language
from dedup.report.segments import Segment
from dedup.report.summary_page import Summary
from dedup.report.text_html import text_html
from dedup.report.visible import escape, visible

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
STRIP_WIDTH = 1000


class Renderer:
    """Holds the compiled templates for one edition."""

    def __init__(self, edition: Edition) -> None:
        """Compile the templates."""
        words = edition.words
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        environment.globals.update(
            t=words,
            ui_lang="zh-Hans" if words.language == "zh" else words.language,
            policy=POLICY,
            symbols=SYMBOLS,
            categories=CATEGORIES,
            tool=edition.result.tool,
        )
        environment.filters.update(percent=words.percent, number=words.number, visible=visible, pieces=pieces_html)
        environment.filters["running"] = running_html
        self._overview = environment.get_template("overview.html")
        self._document = environment.get_template("document.html")
        self._pair = environment.get_template("pair.html")
        self._single = environment.get_template("single.html")
        self._words = words
        self._result = edition.result

    def overview(self, page: Overview) -> str:
        """The HTML of the first page."""
        return self._overview.render(page=page, root="", result=self._result)

    def document(self, page: DocumentPage) -> str:
        """The HTML of a document's page."""
        document = page.document
        body = text_html(document.text, page.segments, document.headings, document.pages, self._words("page"))
        strip = strip_bars(page.segments, len(document.text))
        return self._document.render(
            page=page,
            root="../",
            body=_safe(body),
            sources=_safe(sources_html(page.sources, document.id, self._words)),
            matches=_safe(matches_html(page.matches, document.id, self._words)),
            strip=strip,
            hidden='<i class="u">' in body,
            text_lang=text_language(document.text),
        )

    def pair(self, page: PairPage) -> str:
        """The HTML of a side-by-side page."""
        languages = text_language(page.left_text), text_language(page.right_text)
        return self._pair.render(page=page, root="../", left_lang=languages[0], right_lang=languages[1])

    def single(
        self, page: Summary, text: Part, comparisons: Sequence[Comparison], styles: str, scripts: str, policy: str
    ) -> str:
        """The HTML of one document's report in one file; its parts, styles and scripts are this program's own."""
        return self._single.render(
            page=page,
            root="",
            text=_marked(text),
            comparisons=[replace(item, part=_marked(item.part)) for item in comparisons],
            styles=_safe(styles),
            scripts=_safe(scripts),
            policy=policy,
            result=self._result,
        )


def _marked(part: Part) -> Part:
    return replace(part, html=_safe(part.html))


def _safe(html: str) -> Markup:
    """HTML whose every text from outside has been escaped; the only way past the templates' own escaping."""
    return Markup(html)  # noqa: S704


def running_html(text: str) -> Markup:
    """Running text with hidden characters as labelled boxes."""
    return _safe(escape(text))


def pieces_html(pieces: Iterable[Piece], tag: str) -> Markup:
    """A passage in pieces; what stands on this side only is wrapped in ``tag`` (``ins`` or ``del``).

    A line end that only one side has would not be seen, so it gets a sign.
    """
    return _safe("".join(_only(piece.text, tag) if piece.only else escape(piece.text) for piece in pieces))


def _only(text: str, tag: str) -> str:
    shown = escape(text).replace("\n", "↵\n")
    return f"<{tag}>{shown}</{tag}>"


def strip_bars(segments: Iterable[Segment], characters: int) -> tuple[tuple[int, int, str], ...]:
    """Start, width (in thousandths of the text) and category of the bars that show where reuse lies."""
    bars: list[tuple[int, int, str]] = []
    for segment in segments:
        start = segment.start * STRIP_WIDTH // characters
        end = max(start + 1, -(-segment.end * STRIP_WIDTH // characters))
        if bars and bars[-1][2] == segment.category and start <= bars[-1][0] + bars[-1][1]:
            first, width, _ = bars.pop()
            start, end = first, max(end, first + width)
        bars.append((start, end - start, segment.category))
    return tuple(bars)
