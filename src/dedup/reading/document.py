"""One file to one Document, whatever its format."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import cast

from dedup.errors import ReadingError
from dedup.expressions import expression
from dedup.model import Document, Notice, Skipped, SkipReason, Span
from dedup.reading.content import Content
from dedup.reading.formats import format_of, reader_of
from dedup.settings import ReadingSettings

_BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u3000\u2028\u2029\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SURROGATE = expression("[\ud800-\udfff]")
_JUNK = expression("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(path: Path, relative: str, settings: ReadingSettings) -> Document:
    """The document in the file at ``path``, known to the results as ``relative``; its id is 0 until numbered.

    Raises ``ReadingError`` with a skip reason where there is nothing to read.
    """
    data = _read_bytes(path, settings)
    format_name = format_of(path.name) or _sniffed(data)
    content = _extract(data, format_name, settings)
    # A codec never makes lone surrogates; what binary formats hold may, and no results file could be written.
    text = content.text if content.encoding else _SURROGATE.sub("\ufffd", content.text)
    _check_text(text, settings)
    return Document(
        id=0,
        path=relative,
        title=content.title,
        format=format_name,
        encoding=content.encoding,
        date=content.date,
        author=content.author,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        notices=content.notices + _junk_notices(text, content),
        headings=content.headings,
        pages=content.pages,
        first_line=content.first_line,
    )


def read_or_skip(path: Path, relative: str, settings: ReadingSettings) -> Document | Skipped:
    """The document, or the skip that its reading error stands for."""
    try:
        return read_document(path, relative, settings)
    except ReadingError as error:
        return Skipped(relative, cast(SkipReason, error.reason), error.detail)


def _extract(data: bytes, format_name: str, settings: ReadingSettings) -> Content:
    """Whatever a parser throws at a hostile file costs that file and no more."""
    try:
        return reader_of(format_name)(data, settings)
    except ReadingError:
        raise
    except Exception as error:
        cause = "too much memory or nesting" if isinstance(error, (MemoryError, RecursionError)) else repr(error)[:200]
        raise ReadingError("malformed", f"its {format_name} parser failed: {cause}; save the file anew") from error


def _read_bytes(path: Path, settings: ReadingSettings) -> bytes:
    """The whole file, but never more than the settings allow, even where the size on disk says otherwise."""
    limit = settings.max_file_bytes
    try:
        size = path.stat().st_size
        if size > limit:
            raise ReadingError("oversized", f"{size:,} bytes, more than max_file_bytes = {limit:,}; raise it to read")
        with path.open("rb") as file:
            # One more byte than promised tells of a file that grows, or that has no size, as a pipe has none.
            data = file.read(size + 1)
            if len(data) > size:
                data += file.read(limit + 1 - len(data))
    except OSError as error:
        raise ReadingError("unreadable", f"{error.strerror or error}; check that it exists and may be read") from error
    if len(data) > limit:
        raise ReadingError("oversized", f"more than max_file_bytes = {limit:,} bytes; raise it to read the file")
    if not data:
        raise ReadingError("empty", "the file has no bytes")
    return data


def _sniffed(data: bytes) -> str:
    """The format of a file whose name does not tell; text unless the first bytes speak against it."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLE):
        raise ReadingError("unsupported", "an old Office file; save it as .docx")
    return "txt"


def _check_text(text: str, settings: ReadingSettings) -> None:
    if len(text) > settings.max_characters:
        limit = settings.max_characters
        raise ReadingError("oversized", f"{len(text):,} characters, more than max_characters = {limit:,}; raise it")
    if not text.strip(_BLANK):
        raise ReadingError("empty", "the file holds no text but white space")


def _junk_notices(text: str, content: Content) -> tuple[Notice, ...]:
    """Replacement and private-use characters are what lost fonts and broken conversions leave behind."""
    first = _JUNK.search(text)
    if first is None or any(notice.code == "doubtful-encoding" for notice in content.notices):
        return ()
    count = sum(1 for _ in _JUNK.finditer(text))
    message = "characters that stand for nothing (replacement or private use); parts of the text may be lost"
    return (Notice("damaged-characters", message, count, Span(first.start(), first.end())),)
