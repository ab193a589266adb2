"""One document's whole report in one HTML file for sending: summary, annotated text, and its main sources beside it.

Styles and scripts stand inside, under a content security policy that names them by their hashes; nothing is loaded.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from dedup.model import Result
from dedup.report.document_page import DocumentPage, document_page
from dedup.report.edition import Edition, edition
from dedup.report.fragments import Comparison, part
from dedup.report.names import document_name
from dedup.report.pair_page import pair_page
from dedup.report.rendering import HERE, Renderer
from dedup.report.summary_page import summary_page
from dedup.report.wording import Wording
from dedup.settings import ReportSettings

PAIRS_SHOWN: Final = 5
STYLES: Final = ("static/summary.css", "static/print.css")
"""What comes last, so that it has the last word."""


def single_file_name(document: int) -> str:
    """The file's name: the document's number, since a title may not be one for a file."""
    return f"report-{document:04d}.html"


def write_single_file(result: Result, document: int, folder: Path, settings: ReportSettings, words: Wording) -> Path:
    """Write the report of one document into ``folder`` (which is made) and return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / single_file_name(document)
    path.write_bytes(single_file(result, document, settings, words).encode("utf-8"))
    return path


def single_file(result: Result, document: int, settings: ReportSettings, words: Wording) -> str:
    """The HTML of one document's report."""
    whole = edition(result, settings, words)
    others = _most_important(document_page(whole, document))
    made = _with_pages(whole, document, others)
    page = document_page(made, document)
    renderer = Renderer(made)
    anchors = _anchors(document, others)
    text = part(renderer.document(page, with_pairs=bool(others)), "documents", anchors)
    comparisons = tuple(_comparison(made, renderer, document, other, anchors) for other in others)
    asked = (*text.styles, *(path for item in comparisons for path in item.part.styles))
    styles = _together((*(path for path in asked if path not in STYLES), *STYLES))
    scripts = _together((*text.scripts, *(path for item in comparisons for path in item.part.scripts)))
    return renderer.single(
        page=summary_page(made, page, others),
        text=text,
        comparisons=comparisons,
        styles=styles,
        scripts=scripts,
        policy=policy(styles, scripts),
    )


def policy(style: str, script: str) -> str:
    """A content security policy (Level 3, section 2.3.1) that allows this style and this script and no other."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def _most_important(page: DocumentPage) -> tuple[int, ...]:
    """The sources in the order of the page, which puts first what covers most."""
    others = [row.name.id for row in page.sources if row.name.id != page.document.id]
    return tuple(others[:PAIRS_SHOWN])


def _with_pages(whole: Edition, document: int, others: Iterable[int]) -> Edition:
    """The edition as if these were all its pages, so that no link leads out of the file."""
    pairs = tuple(sorted((min(document, other), max(document, other)) for other in others))
    plan = replace(
        whole.plan,
        documents=(document,),
        pairs=pairs,
        document_pages=frozenset({document}),
        pair_pages=frozenset(pairs),
    )
    names = tuple(document_name(item, plan) for item in whole.result.documents)
    return replace(whole, plan=plan, names=names)


def _anchors(document: int, others: Iterable[int]) -> dict[str, str]:
    anchors = {f"documents/{document:04d}.html": ""}
    for number, other in enumerate(others, 1):
        anchors[f"pairs/{min(document, other):04d}-{max(document, other):04d}.html"] = f"p{number}-"
    return anchors


def _comparison(made: Edition, renderer: Renderer, document: int, other: int, anchors: dict[str, str]) -> Comparison:
    key = (min(document, other), max(document, other))
    prefix = anchors[f"pairs/{key[0]:04d}-{key[1]:04d}.html"]
    html = renderer.pair(pair_page(made, key))
    return Comparison(part(html, "pairs", anchors, prefix), prefix, made.names[other].title)


def _together(paths: Iterable[str]) -> str:
    """The files, each once, in order; a script's end ends its statement."""
    return "\n".join((HERE / path).read_text(encoding="utf-8") for path in dict.fromkeys(paths))
