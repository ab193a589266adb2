"""The texts of a result beside its JSON: one line a document, so that a result can be judged again without a scan.

A line is ``{"id", "digest", "text"}``; the digest is that of the file the text came from, as in the results. Half of a
surrogate pair, which no UTF-8 can hold, is kept as Python's ``surrogatepass`` writes it: offsets must not move.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dedup.errors import InputError
from dedup.model import Document

TEXTS_NAME: Final = "texts.jsonl.gz"

# JSON writes a character as six bytes at most; the rest of a line is an id of a few digits, a digest and three keys.
_MOST_BYTES_A_CHARACTER: Final = 6
_MOST_BYTES_A_LINE: Final = 256
_LEVEL: Final = 6
_BLOCK: Final = 1 << 22  # bytes packed at once, while other threads have the interpreter
_ADVICE: Final = "scan the texts again"


def write_texts(documents: Sequence[Document], path: Path) -> None:
    """Write the texts; the same texts give the same bytes, since neither time nor name is kept in the file."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0) as packed,
        io.BufferedWriter(packed, _BLOCK) as lines,
    ):
        for document in documents:
            line = {"id": document.id, "digest": document.digest, "text": document.text}
            lines.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


def with_texts(documents: Sequence[Document], characters: Sequence[int], path: Path) -> tuple[Document, ...]:
    """The documents with their texts, of which ``characters`` says how long they must be.

    Raises ``InputError`` where the file is missing or damaged, does not fit, or expands beyond what it should hold.
    """
    try:
        with gzip.GzipFile(path, "rb") as file:
            both = zip(documents, characters, strict=True)
            found = tuple(_with_text(document, length, _line(file, length, path), path) for document, length in both)
            if file.read(1):
                raise InputError(f"{path} holds more than the texts of its results; {_ADVICE}")
            return found
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: {_what(error)}; {_ADVICE}") from error


def _what(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "the texts of the results are not there"
    return f"the texts of the results cannot be read ({getattr(error, 'strerror', None) or error})"


def _line(file: gzip.GzipFile, characters: int, path: Path) -> bytes:
    """The next line, of which no more is expanded than a text of so many characters may take."""
    most = _MOST_BYTES_A_CHARACTER * characters + _MOST_BYTES_A_LINE
    line = file.readline(most)
    if len(line) == most and not line.endswith(b"\n"):
        raise InputError(f"{path} expands beyond what its results allow; {_ADVICE}")
    return line


def _with_text(document: Document, characters: int, line: bytes, path: Path) -> Document:
    found = _parsed(line)
    text = found.get("text")
    if (found.get("id"), found.get("digest")) != (document.id, document.digest) or not isinstance(text, str):
        raise InputError(f"{path} does not hold the text of {document.path} at its place; {_ADVICE}")
    if len(text) != characters:
        raise InputError(
            f"{path} holds {len(text)} characters of {document.path}, its results say {characters}; {_ADVICE}"
        )
    return replace(document, text=text)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
