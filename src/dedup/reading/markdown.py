"""Markdown: the source after the front matter, with its headings."""

from __future__ import annotations

from dedup.reading.content import Content
from dedup.reading.plain import read_text
from dedup.settings import ReadingSettings


def read_markdown(data: bytes, settings: ReadingSettings) -> Content:
    """The source as it stands, since offsets must lead back into what the author wrote."""
    return read_text(data, guess_title=False)
