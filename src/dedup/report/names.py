"""How a document is called on a page, and where its page is."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Document
from dedup.report.plan import PagePlan
from dedup.report.visible import visible

TITLE_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A title (the path where there is none), the path beneath it, and the page from the report's folder."""

    id: int
    title: str
    path: str
    href: str | None


def document_name(document: Document, plan: PagePlan) -> DocumentName:
    """The name of a document with everything hidden made visible."""
    path = visible(document.path)
    title = visible(document.title[: TITLE_CHARACTERS + 1]) if document.title else ""
    if len(title) > TITLE_CHARACTERS:
        title = title[:TITLE_CHARACTERS] + "…"
    return DocumentName(document.id, title or path.rpartition("/")[2] or path, path, plan.document_href(document.id))
