"""Collects paragraphs from a stream of XML events, where paragraphs may stand inside paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field

from dedup.model import Span


@dataclass(slots=True)
class _Open:
    pieces: list[str] = field(default_factory=list)
    heading: bool = False
    dropped: bool = False


class Paragraphs:
    """Closed paragraphs in order. One inside another, as a text box or a note is, closes first and stands before it."""

    def __init__(self) -> None:
        """Start without any."""
        self._open: list[_Open] = []
        self._closed: list[tuple[str, bool]] = []

    def begin(self) -> None:
        """A paragraph opens."""
        self._open.append(_Open())

    def mark_heading(self) -> None:
        """The innermost open paragraph is a heading."""
        if self._open:
            self._open[-1].heading = True

    def drop(self) -> None:
        """The innermost open paragraph is no text of the author's."""
        if self._open:
            self._open[-1].dropped = True

    def add(self, text: str) -> None:
        """Text of the innermost open paragraph; text outside of any is layout and dropped."""
        if self._open:
            self._open[-1].pieces.append(text)

    def ends_blank(self) -> bool:
        """Whether white space would follow white space here, or open the paragraph."""
        pieces = self._open[-1].pieces if self._open else []
        return not pieces or pieces[-1][-1:] in " \t\n"

    def finish(self) -> None:
        """The innermost paragraph closes; one without text leaves no line."""
        if self._open:
            paragraph = self._open.pop()
            text = "".join(paragraph.pieces).strip()
            if text and not paragraph.dropped:
                self._closed.append((text, paragraph.heading))

    def result(self) -> tuple[str, tuple[Span, ...]]:
        """The text, a paragraph a line, and the places of the headings."""
        headings: list[Span] = []
        position = 0
        for text, heading in self._closed:
            if heading:
                headings.append(Span(position, position + len(text)))
            position += len(text) + 1
        return "\n".join(text for text, _ in self._closed), tuple(headings)
