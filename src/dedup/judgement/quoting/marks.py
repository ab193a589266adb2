"""Quotation marks: a small automaton over the marks of one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.apostrophes import closes_single, opens_single
from dedup.model import Span

CLOSERS: Final = {
    "“": "”", "”": "”", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "‘": "’", "‚": "‘’", "'": "'", '"': '"', "＂": "＂", "〝": "〞〟", "﹁": "﹂", "﹃": "﹄", "｢": "｣",
}  # fmt: skip
_MARKS: Final = expression("[" + "".join(sorted(set("".join([*CLOSERS, *CLOSERS.values()])))) + "]")
SINGLE: Final = frozenset("‘’‚'")
AMBIGUOUS: Final = frozenset('"＂')
_AFTER_CLOSING: Final = frozenset("，。；：！？、）)]】》.,;:!?—… \t\u3000")
_BEFORE_OPENING: Final = frozenset("：:，,（([【—。！？；、 \t\u3000")
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in quotation marks, the marks included; ``mark`` shows them, ``closed`` is false for a lost end."""

    span: Span
    mark: str
    closed: bool = True


@dataclass(slots=True)
class _Open:
    place: int
    mark: str
    doubtful: int = -1  # where an apostrophe may have been the closing mark


@dataclass(slots=True)
class Scan:
    """The marks of one paragraph: what is open, what is closed, and the closing marks that nothing opened."""

    stack: list[_Open] = field(default_factory=list)
    closed: list[Piece] = field(default_factory=list)
    stray: int = -1


def scan_marks(text: str, paragraph: Span) -> Scan:
    """What the marks of ``paragraph`` open and close."""
    scan = Scan()
    for found in _MARKS.finditer(text, paragraph.start, paragraph.end):
        _take(text, paragraph, scan, found.start())
    for entry in scan.stack:
        if entry.doubtful >= 0:
            scan.closed.append(Piece(Span(entry.place, entry.doubtful + 1), entry.mark + text[entry.doubtful]))
    return scan


def _take(text: str, paragraph: Span, scan: Scan, place: int) -> None:
    mark = text[place]
    before = text[place - 1] if place > paragraph.start else " "
    after = text[place + 1] if place + 1 < paragraph.end else " "
    entry = next((entry for entry in reversed(scan.stack) if mark in _closers(entry, before, after)), None)
    if mark in SINGLE:
        if entry is not None and (sure := closes_single(before, after)) is not None:
            _close_single(text, scan, entry, place, sure)
        elif opens_single(text, place, before, mark) and len(scan.stack) < _DEEPEST:
            scan.stack.append(_Open(place, mark))
    elif entry is not None and not (mark in AMBIGUOUS and _looks_opening(before, after)):
        _close(scan, entry, place, mark)
    elif _opens(mark, before, after, bool(scan.stack)):
        if len(scan.stack) < _DEEPEST:
            scan.stack.append(_Open(place, mark))
    elif scan.stray < 0 and not scan.stack and not scan.closed:
        scan.stray = place


def _closers(entry: _Open, before: str, after: str) -> str:
    """The marks that close ``entry`` here; “ typed for ” closes where nothing could begin."""
    wrong = entry.mark == "“" and after in _AFTER_CLOSING and before not in _BEFORE_OPENING
    return CLOSERS[entry.mark] + "“" if wrong else CLOSERS[entry.mark]


def _looks_opening(before: str, after: str) -> bool:
    return before in _BEFORE_OPENING and before not in "。，！？" and after not in _AFTER_CLOSING


def _opens(mark: str, before: str, after: str, inside: bool) -> bool:
    if mark in "”»›":
        return not inside and before in _BEFORE_OPENING and before not in "。！？；" and after not in _AFTER_CLOSING
    if mark in AMBIGUOUS:
        return after not in " \t\u3000" and not (before.isdigit() and not after.isalpha())
    return mark in CLOSERS


def _close(scan: Scan, entry: _Open, place: int, mark: str) -> None:
    while scan.stack and scan.stack[-1] is not entry:
        scan.stack.pop()
    scan.stack.pop()
    scan.closed.append(Piece(Span(entry.place, place + 1), entry.mark + mark))


def _close_single(text: str, scan: Scan, entry: _Open, place: int, sure: bool) -> None:
    if sure:
        _close(scan, entry, place, text[place])
    elif entry.doubtful < 0:
        entry.doubtful = place
