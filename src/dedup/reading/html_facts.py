"""What an HTML page says of itself in its head: title, date and author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dedup.reading.content import one_line
from dedup.reading.dates import normalise_date

HtmlElement = Any  # lxml has no types

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "title")
_AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author")
_DATES = (
    "article:published_time", "datepublished", "citation_publication_date", "citation_date", "pubdate", "publishdate",
    "publish_date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dcterms.date", "date", "og:published_time", "parsely-pub-date", "sailthru.date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, date and author of a page, where it states them."""

    title: str | None
    date: str | None
    author: str | None


def page_facts(tree: HtmlElement) -> Facts:
    """From meta tags first, then ``<title>`` and ``<time>``; nothing is guessed from the running text."""
    metas = _metas(tree)
    dates = [*(metas[name] for name in _DATES if name in metas), *_published_times(tree)]
    author = next((metas[name] for name in _AUTHORS if name in metas), None)
    return Facts(
        title=_title(tree, metas),
        date=next((known for known in map(normalise_date, dates) if known), None),
        # A profile address is not a name.
        author=None if author is None or author.startswith(("http://", "https://")) else author,
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta name, in lower case."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = one_line(meta.get("content"))
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _published_times(tree: HtmlElement) -> list[str]:
    return [time.get("datetime", "") for time in tree.iter("time") if "pubdate" in time.attrib or _is_published(time)]


def _is_published(time: HtmlElement) -> bool:
    return "datepublished" in (time.get("itemprop") or "").lower()


def _title(tree: HtmlElement, metas: Mapping[str, str]) -> str | None:
    """The stated title; ``<title>`` gives way to the page's only ``<h1>`` where it merely adds the site's name."""
    stated = next((metas[name] for name in _TITLES if name in metas), None)
    if stated:
        return stated
    titles = [one_line(title.text_content()) for title in tree.iter("title")]
    title = titles[0] if titles else None
    first_headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    if len(first_headings) == 1 and first_headings[0] and (title is None or first_headings[0] in title):
        return first_headings[0]
    return title
