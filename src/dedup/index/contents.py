"""A document as an index stores it: its facts as JSON and its text after them, compressed; no pickle.

In an index without texts the places of its keys stand where the text would, and something that is plainly no text where
the text is asked for.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any, Final

from dedup.errors import IndexFileError
from dedup.index.places import Places
from dedup.model import NO_TEXT, WITHHELD, Document, Notice, Span

_MESSAGE: Final = "The archive keeps no text of this document: passages in it are told by their places only."


def packed(document: Document) -> bytes:
    """What ``unpacked`` makes the document of."""
    notices = [asdict(notice) for notice in document.notices]
    return _compressed({**_facts(document), "notices": notices}, document.text.encode("utf-8", "surrogatepass"))


def packed_places(document: Document, places: Places) -> bytes:
    """What ``unpacked`` makes the document of without its text, and ``unpacked_places`` the places. Notices, which may
    quote the text, are left out."""
    notice = {"code": NO_TEXT, "message": _MESSAGE, "count": 0, "span": None}
    return _compressed({**_facts(document), "notices": [notice], "characters": document.characters}, places.as_bytes())


def _compressed(facts: dict[str, Any], rest: bytes) -> bytes:
    return zlib.compress(json.dumps(facts, ensure_ascii=True).encode() + b"\n" + rest, 6)


def _facts(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "format": document.format,
        "encoding": document.encoding,
        "date": document.date,
        "author": document.author,
        "group": document.group,
        "headings": [[span.start, span.end] for span in document.headings],
        "pages": list(document.pages),
        "first_line": document.first_line,
    }


def unpacked(path: str, digest: str, content: bytes) -> Document:
    """The document, its number 0; raises ``IndexFileError`` where the content is damaged."""
    try:
        first, _, rest = zlib.decompress(content).partition(b"\n")
        facts = json.loads(first)
        text = WITHHELD * facts["characters"] if "characters" in facts else rest.decode("utf-8", "surrogatepass")
        return _document(path, digest, facts, text)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise IndexFileError(f"the text of {path} is damaged in the index; remove it and add it again") from error


def unpacked_places(path: str, content: bytes) -> Places:
    """The places of a document of an index without texts; raises ``IndexFileError`` where they are damaged."""
    try:
        return Places.from_bytes(zlib.decompress(content).partition(b"\n")[2])
    except (zlib.error, ValueError) as error:
        raise IndexFileError(f"the places of {path} are damaged in the index; remove it and add it again") from error


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
