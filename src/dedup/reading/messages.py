"""Readings as lines of JSON, for the pipe between a scan and its workers.

JSON and not pickle: the worker's memory has been through the hands of a hostile file.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, cast

from dedup.model import Document, Notice, Skipped, Span

Reading = Document | Skipped
READY = b"ready\n"


def to_line(reading: Reading) -> bytes:
    """One line of UTF-8."""
    kind = "document" if isinstance(reading, Document) else "skipped"
    return json.dumps({kind: asdict(reading)}, ensure_ascii=False).encode("utf-8") + b"\n"


def from_line(line: bytes) -> Reading | None:
    """The reading in a whole line, or ``None`` for a line that its writer did not finish."""
    if not line.endswith(b"\n"):
        return None
    try:
        message = cast(dict[str, dict[str, Any]], json.loads(line))
        if "skipped" in message:
            return Skipped(**message["skipped"])
        return _document(message["document"])
    except (ValueError, KeyError, TypeError):
        return None


def _document(fields: dict[str, Any]) -> Document:
    notices = tuple(Notice(**{**notice, "span": _span(notice["span"])}) for notice in fields["notices"])
    headings = tuple(Span(**span) for span in fields["headings"])
    return Document(
        **{**fields, "notices": notices, "headings": headings, "pages": tuple(fields["pages"]), "zones": ()}
    )


def _span(fields: dict[str, int] | None) -> Span | None:
    return None if fields is None else Span(**fields)
