"""RTF: the text without its control words, and the facts of its info group."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from dedup.errors import ReadingError
from dedup.expressions import expression
from dedup.model import Notice
from dedup.reading.content import Content, one_line
from dedup.reading.dates import normalise_date
from dedup.settings import ReadingSettings

_MAX_BYTES = 30_000_000
_CODE_PAGE = expression(r"\\ansicpg([0-9]{1,5})")
_INFO = expression(r"\{\\(title|author)\b ?((?:[^{}]|\{[^{}]*\})*)\}")
_CREATED = expression(r"\{\\creatim((?:\\(?:yr|mo|dy|hr|min|sec)[0-9]+)+)")
_PART = expression(r"\\(yr|mo|dy)([0-9]+)")
_HEAD = 100_000


def read_rtf(data: bytes, settings: ReadingSettings) -> Content:
    """A paragraph a line. Bytes beyond ASCII stand as escapes in RTF, so the file itself is read as Latin-1."""
    if not data.startswith(b"{\\rtf"):
        raise ReadingError("malformed", "not RTF, whatever its name says; save it anew")
    if len(data) > _MAX_BYTES:
        raise ReadingError("oversized", f"RTF of more than {_MAX_BYTES:,} bytes takes too long; save it as .docx")
    source = data.decode("latin-1")
    head = source[:_HEAD]
    facts = {name: _value(raw, head) for name, raw in reversed(_INFO.findall(head))}
    text = _text(source)
    return Content(
        text=text,
        title=facts.get("title"),
        date=_date(head),
        author=facts.get("author"),
        notices=_notices(text),
    )


def _text(source: str) -> str:
    return str(rtf_to_text(source, encoding="cp1252", errors="replace"))


def _value(raw: str, head: str) -> str | None:
    page = _CODE_PAGE.search(head)
    declared = f"\\ansicpg{page[1]}" if page else ""
    return one_line(_text(f"{{\\rtf1\\ansi{declared} {raw}}}"))


def _date(head: str) -> str | None:
    found = _CREATED.search(head)
    if found is None:
        return None
    parts = dict(_PART.findall(found[1]))
    return normalise_date("-".join(parts[name] for name in ("yr", "mo", "dy") if name in parts))


def _notices(text: str) -> tuple[Notice, ...]:
    damaged = text.count("\ufffd")
    if not damaged:
        return ()
    message = "some bytes do not belong to the code page that the file names; save it as .docx"
    return (Notice("doubtful-encoding", message, damaged),)
