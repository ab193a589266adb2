"""Plain text: the decoded file as it stands."""

from __future__ import annotations

from dedup.reading.content import Content, one_line
from dedup.reading.encoding import decode
from dedup.reading.front_matter import read_front_matter
from dedup.reading.headings import first_line_title, heading_spans
from dedup.settings import ReadingSettings


def read_plain(data: bytes, settings: ReadingSettings) -> Content:
    """The text after any front matter; its title is the front matter's, a first heading or a title-like first line."""
    return read_text(data, guess_title=True)


def read_text(data: bytes, *, guess_title: bool) -> Content:
    """What plain text and Markdown share; ``guess_title`` takes a short first line for a title."""
    decoded = decode(data)
    front = read_front_matter(decoded.text)
    text = decoded.text[front.length :]
    headings = heading_spans(text)
    title = front.title or (one_line(headings[0].of(text)) if headings else None)
    return Content(
        text=text,
        title=title or (first_line_title(text) if guess_title else None),
        date=front.date,
        author=front.author,
        encoding=decoded.encoding,
        notices=decoded.notices,
        headings=headings,
        first_line=1 + decoded.text.count("\n", 0, front.length),
    )
