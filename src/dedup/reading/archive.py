"""Zip containers, which documents of office programs and e-books are, opened with suspicion.

Nothing is ever written to disk, so a name inside cannot lead out of the archive; one that tries to marks a file that
no office program wrote, and it is skipped.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from dedup.errors import ReadingError
from dedup.settings import ReadingSettings

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MAX_ENTRIES = 10_000
# Deflate reaches 1,032 on one repeated byte; office XML stays below 50.
_MAX_RATIO = 300
_RATIO_MATTERS_FROM = 10_000_000


class Archive:
    """A zip file in memory whose parts are read by name under one budget for what they expand to."""

    def __init__(self, data: bytes, settings: ReadingSettings) -> None:
        """Raise ``ReadingError`` for what is encrypted, no zip, or expands beyond the settings."""
        _refuse_ole(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ReadingError("malformed", f"not a whole zip container ({error}); save the file anew") from error
        entries = self._zip.infolist()
        _check_entries(entries)
        _check_expansion(entries, settings.max_expanded_bytes)
        self._budget = settings.max_expanded_bytes
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """One part's bytes; the budget counts what really comes out, whatever the directory promises."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._budget + 1)
        except KeyError as error:
            raise ReadingError("malformed", f"its part {name!r} is missing; save the file anew") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise ReadingError("malformed", f"its part {name!r} is damaged ({error}); save the file anew") from error
        if len(data) > self._budget:
            raise _too_large()
        self._budget -= len(data)
        return data

    def parse(self, name: str, target: Any) -> None:
        """Feed one XML part to ``target`` (``start``, ``end``, ``data``), without building a tree."""
        parse_xml(self.read(name), target, name)


def parse_xml(data: bytes, target: Any, name: str) -> None:
    """Feed XML to ``target``; entities and references to the outside are an error, not expanded."""
    parser = DefusedXMLParser(target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise ReadingError("malformed", f"its part {name!r} defines entities, which no document needs") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ReadingError("malformed", f"its part {name!r} is not whole XML ({error}); save the file anew") from error


def _refuse_ole(data: bytes) -> None:
    """Office wraps an encrypted .docx in the container of its old formats."""
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise ReadingError("encrypted", "protected by a password; save it without one")
        raise ReadingError("malformed", "an old Office file under a newer name; save it as .docx")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MAX_ENTRIES:
        raise ReadingError("malformed", f"{len(entries):,} parts inside, more than any document has")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ReadingError("encrypted", "protected by a password; save it without one")
        steps = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in steps or ":" in steps[0]:
            raise ReadingError("malformed", f"its part {entry.filename[:80]!r} has a name that leads out of the file")


def _check_expansion(entries: list[zipfile.ZipInfo], limit: int) -> None:
    expanded = sum(entry.file_size for entry in entries)
    if expanded > limit:
        raise _too_large()
    for entry in entries:
        if entry.file_size > _RATIO_MATTERS_FROM and entry.file_size > _MAX_RATIO * max(1, entry.compress_size):
            raise ReadingError("oversized", f"its part {entry.filename[:80]!r} expands more than {_MAX_RATIO} times")


def _too_large() -> ReadingError:
    return ReadingError("oversized", "it expands beyond max_expanded_bytes; raise it to read the file")
