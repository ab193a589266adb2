"""Page values into HTML. Everything is escaped; nothing inline runs or styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dedup.report.categories import CATEGORIES, SYMBOLS
from dedup.report.column_html import column_html
from dedup.report.details import told
from dedup.report.document_page import DocumentPage
from dedup.report.edition import Edition
from dedup.report.family_page import FamilyPage
from dedup.report.fragments import Comparison, Part
from dedup.report.lists_html import matches_html, sources_html
from dedup.report.marks_html import Signs
from dedup.report.overview import Overview
from dedup.report.pair_page import Column, PairPage
from dedup.report.recount import island, safe_json
from dedup.report.rows import Facts
from dedup.report.script import text_language
from dedup.report.strip import strip_of
from dedup.report.summary_page import Summary
from dedup.report.text_html import Layout, text_html
from dedup.report.visible import escape, visible

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


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
            auto_reload=False,
        )
        environment.globals.update(
            t=words,
            ui_lang="zh-Hans" if words.language == "zh" else words.language,
            policy=POLICY,
            symbols=SYMBOLS,
            categories=CATEGORIES,
            tool=edition.result.tool,
        )
        environment.filters.update(percent=words.percent, number=words.number, size=words.size, visible=visible)
        environment.filters["running"] = running_html
        environment.filters["facts"] = facts_json
        environment.filters["told"] = lambda sentence: visible(told(sentence, words.language))
        self._overview = environment.get_template("overview.html")
        self._document = environment.get_template("document.html")
        self._pair = environment.get_template("pair.html")
        self._single = environment.get_template("single.html")
        self._family = environment.get_template("family.html")
        self._words = words
        self._signs = Signs(words)
        self._plan = edition.plan
        self._result = edition.result

    def overview(self, page: Overview) -> str:
        """The HTML of the first page."""
        return self._overview.render(page=page, root="", result=self._result)

    def document(self, page: DocumentPage, *, with_pairs: bool = False) -> str:
        """The HTML of a document's page; ``with_pairs``: in a file with pages of two texts, whose keys it tells too."""
        document = page.document
        body = text_html(_layout(page), self._signs)
        strip = strip_of(page)
        return self._document.render(
            page=page,
            root="../",
            body=_safe(body),
            sources=_safe(sources_html(page.sources, document.id, self._words)),
            matches=_safe(matches_html(page.matches, document.id, self._words)),
            strip=strip,
            first_bar=next((at for at, bar in enumerate(strip) if bar.anchor), None),
            island=_safe(island(page, self._plan)),
            hidden='<i class="u">' in body,
            text_lang=text_language(document.text),
            **({"duo": True} if with_pairs else {}),
        )

    def pair(self, page: PairPage) -> str:
        """The HTML of a side-by-side page."""
        columns = [
            (self._column(column, page, tag), text_language(column.document.text), column)
            for column, tag in ((page.left, "del"), (page.right, "ins"))
        ]
        return self._pair.render(page=page, root="../", columns=columns)

    def _column(self, column: Column, page: PairPage, tag: str) -> Markup:
        return _safe(column_html(column, page.matches, tag, self._signs.gap))

    def family(self, page: FamilyPage) -> str:
        """The HTML of a passage family's page."""
        return self._family.render(page=page, root="../", text_language=text_language)

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


def _layout(page: DocumentPage) -> Layout:
    document = page.document
    return Layout(document.text, page.segments, document.headings, document.pages, page.zones, page.notices, page.shown)


def _marked(part: Part) -> Part:
    return replace(part, html=_safe(part.html))


def _safe(html: str) -> Markup:
    """HTML whose every text from outside has been escaped; the only way past the templates' own escaping."""
    return Markup(html)  # noqa: S704


def facts_json(facts: Facts) -> Markup:
    """JSON that can stand in an attribute between single quotes."""
    return _safe(safe_json(facts).replace("'", "\\u0027"))


def running_html(text: str) -> Markup:
    """Running text with hidden characters as labelled boxes."""
    return _safe(escape(text))
