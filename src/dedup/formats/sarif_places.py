"""Places of SARIF: files as URIs, regions of them, and by what a code host knows a place again."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final
from urllib.parse import quote

from dedup.expressions import expression
from dedup.formats.fingerprints import LineHashes, content_hash
from dedup.formats.lines import Lines, has_lines, lines_of
from dedup.model import Document, Span

_LINK: Final = expression(r"[\\\[\]]")
_FIRST: Final = Span(0, 0)


class Places:
    """Places of the documents of one result; lines of a document are counted once."""

    def __init__(self) -> None:
        self._lines: dict[int, Lines | None] = {}
        self._hashes: dict[int, LineHashes] = {}
        self._seen: Counter[str] = Counter()

    def location(self, document: Document, span: Span | None) -> dict[str, Any]:
        """A place, with lines where the file has them: those of the beginning where no span is told."""
        place, lines = artifact(document.path), self._lines_of(document)
        if lines:
            place["physicalLocation"]["region"] = _region(document, span or _FIRST, lines)
        return place

    def earlier(self, document: Document, span: Span) -> dict[str, Any]:
        """The place that a passage had in the document as it was."""
        place = artifact(document.path)
        if has_lines(document) and document.first_line == 1:
            place["physicalLocation"]["region"] = _offsets(span)
        return place

    def fingerprint(self, document: Document, span: Span | None, rule: str) -> str:
        """GitHub's own of the line; of what the passage says where there is none."""
        lines, place = self._lines_of(document), span or _FIRST
        if lines:
            if document.id not in self._hashes:
                self._hashes[document.id] = LineHashes(document.text)
            return self._hashes[document.id].of(lines.region(place).first_line - document.first_line + 1)
        own = content_hash(rule, document.path, place.of(document.text))
        self._seen[own] += 1
        return f"{own}:{self._seen[own]}"

    def _lines_of(self, document: Document) -> Lines | None:
        if document.id not in self._lines:
            self._lines[document.id] = lines_of(document)
        return self._lines[document.id]


def artifact(path: str) -> dict[str, Any]:
    """A path as a URI: relative to the root of the checkout, in which the check is run, or absolute."""
    uri = quote(path.encode("utf-8", "replace"), safe="/")
    return {"physicalLocation": {"artifactLocation": {"uri": f"file://{uri}" if uri.startswith("/") else uri}}}


def escaped(text: str) -> str:
    """Text of others as it stands: in SARIF brackets make links."""
    return _LINK.sub(lambda mark: f"\\{mark[0]}", text.encode("utf-8", "replace").decode("utf-8"))


def _region(document: Document, span: Span, lines: Lines) -> dict[str, int]:
    region = lines.region(span)
    places = {
        "startLine": region.first_line,
        "startColumn": region.first_column,
        "endLine": region.last_line,
        "endColumn": region.last_column,
    }
    if document.first_line == 1:  # else the front matter before the text is not counted in its offsets
        places |= _offsets(span)
    return places


def _offsets(span: Span) -> dict[str, int]:
    return {"charOffset": span.start, "charLength": span.length}
