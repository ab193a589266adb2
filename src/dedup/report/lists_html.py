"""The long lists of a document's page as HTML: its sources and its matches, by joining strings.

A corpus has hundreds of thousands of these rows; a template takes thirty times as long. Every text from outside goes
through ``escape`` here, as it would in a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dedup.report.categories import SYMBOLS
from dedup.report.details import told
from dedup.report.document_page import MatchRow
from dedup.report.names import DocumentName
from dedup.report.source_rows import SourceRow
from dedup.report.visible import visible
from dedup.report.wording import Wording, dismissal_words


def sources_html(rows: Iterable[SourceRow], document: int, words: Wording) -> str:
    """One ``<li>`` a source, most characters first."""
    return "\n".join(_source(row, row.name.id == document, words) for row in rows)


def matches_html(rows: Sequence[MatchRow], document: int, words: Wording) -> str:
    """One table row a match, in the order of the text; end tags that HTML supplies are left out."""
    said = _Said(rows, words)
    return "\n".join(_match(row, said, words, own=row.name.id == document) for row in rows)


def badge(category: str, words: Wording) -> str:
    """A category by name, colour and sign."""
    return f'<span class="badge {category}">{_badge_words(category, words)}</span>'


def _badge_words(category: str, words: Wording) -> str:
    symbol = SYMBOLS[category]
    sign = f'<span aria-hidden="true">{symbol}</span> ' if symbol else ""
    return sign + escape(words.name("context", category))


def _source(row: SourceRow, own: bool, words: Wording) -> str:
    first = row.categories[0]
    title = f'<span class="title">{escape(words("this_document"))}</span>' if own else _name(row.name)
    compare = f' <a class="go" href="../{row.href}">{escape(words("compare"))}</a>' if row.href else ""
    badges = " ".join(badge(category, words) for category in row.categories)
    return (
        f'<li id="s{row.number}" data-n="{row.number}"><span class="chip {first}">{SYMBOLS[first]}{row.number}</span>'
        f'<div>{title}<p class="measure">{_measure(row, own, words)}</p>'
        f'<p class="measure">{badges}{compare}</p></div></li>'
    )


def _name(name: DocumentName) -> str:
    title = f"<bdi>{escape(name.title)}</bdi>"
    linked = f'<a href="../{name.href}">{title}</a>' if name.href else title
    if name.path == name.title:
        return linked
    return f'{linked}<span class="path"><bdi>{escape(name.path)}</bdi></span>'


def _measure(row: SourceRow, own: bool, words: Wording) -> str:
    parts: list[str] = []
    if row.characters:
        parts.append(f"<b>{words.percent(row.share)}</b>")
        parts.append(escape(words("characters_count", count=words.number(row.characters))))
    if row.discounted:
        count = words("characters_count", count=words.number(row.discounted))
        parts.append(escape(count if own else f"{words('source_discounted')} {count}"))
    if not own:
        parts.append(escape(words(f"side.{row.direction}")))
    return " · ".join(parts)


class _Said:
    """The words that repeat from row to row, looked up and escaped once."""

    def __init__(self, rows: Iterable[MatchRow], words: Wording) -> None:
        combinations = {(row.kind, row.category, row.direction) for row in rows}
        self.words = words
        self.kinds = {kind: escape(words.name("kind", kind)) for kind, _, _ in combinations}
        self.categories = {category: _badge_words(category, words) for _, category, _ in combinations}
        self.directions = {direction: escape(words(f"side.{direction}")) for _, _, direction in combinations}
        self.own = escape(words("this_document"))
        self.reasons = {reason: _reason(reason, words) for reason in sorted({row.reason for row in rows})}

    def dismissal(self, row: MatchRow) -> str:
        """Why a match was set aside, and how the passage is used all the same."""
        if row.dismissal is None:
            return ""
        said = dismissal_words(row.dismissal, self.words)
        return f'<span class="reason"><b>{escape(visible(said))}</b></span>{_badge_words(row.used, self.words)}'


def _reason(reason: str, words: Wording) -> str:
    return f'<span class="reason">{escape(visible(told(reason, words.language)))}</span>' if reason else ""


def _match(row: MatchRow, said: _Said, words: Wording, *, own: bool) -> str:
    chip = f"{SYMBOLS[row.category]}{row.number}"
    href = f"../{row.href}" if row.href else f"#s{row.number}"
    name = said.own if own else f"<bdi>{escape(row.name.title)}</bdi>"
    if row.family:
        places = escape(words("carriers", count=words.number(row.carriers)))
        name += f' <a class="family" href="../{row.family}">{places}</a>'
    return (
        f'<tr data-m="{row.anchor}"><td><a href="#{row.anchor}">{row.start:,}</a><td>{row.length:,}'
        f'<th><a class="chip {row.category}" href="{href}">{chip}</a> {name}'
        f"<td>{said.kinds[row.kind]}<td>{words.percent(row.similarity)}<td>{round(row.bits):,}"
        f'<td class="context {row.category}">{said.categories[row.category]}'
        f"{said.dismissal(row)}{said.reasons[row.reason]}"
        f"<td>{'' if own else said.directions[row.direction]}"
    )
