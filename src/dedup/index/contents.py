"""A document as an index stores it: its facts as JSON and its text after them, compressed; no pickle."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from dedup.errors import IndexFileError
from dedup.model import Document, Notice, Span


def packed(document: Document) -> bytes:
    """What ``unpacked`` makes the document of."""
    facts = {
        "title": document.title,
        "format": document.format,
        "encoding": document.encoding,
        "date": document.date,
        "author": document.author,
        "group": document.group,
        "notices": [asdict(notice) for notice in document.notices],
        "headings": [[span.start, span.end] for span in document.headings],
        "pages": list(document.pages),
        "first_line": document.first_line,
    }
    whole = json.dumps(facts, ensure_ascii=True) + "\n" + document.text
    return zlib.compress(whole.encode("utf-8", "surrogatepass"), 6)


def unpacked(path: str, digest: str, content: bytes) -> Document:
    """The document, its number 0; raises ``IndexFileError`` where the content is damaged."""
    try:
        whole = zlib.decompress(content).decode("utf-8", "surrogatepass")
        first, _, text = whole.partition("\n")
        return _document(path, digest, json.loads(first), text)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise IndexFileError(f"the text of {path} is damaged in the index; remove it and add it again") from error


def _document(path: str, digest: str, facts: dict[str, Any], text: str) -> Document:
    return Document(
        id=0,
        path=path,
        title=facts["title"],
        format=facts["format"],
        encoding=facts["encoding"],
        date=facts["date"],
        author=facts["author"],
        digest=digest,
        text=text,
        notices=tuple(map(_notice, facts["notices"])),
        headings=tuple(Span(*place) for place in facts["headings"]),
        pages=tuple(facts["pages"]),
        group=facts["group"],
        first_line=facts.get("first_line", 1),  # earlier indexes did not keep it
    )


def _notice(stored: dict[str, Any]) -> Notice:
    span = stored["span"]
    return Notice(stored["code"], stored["message"], stored["count"], Span(**span) if span else None)
