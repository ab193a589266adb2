"""The matches as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dedup.model import Document, Match, Result, Side
from dedup.results.measures import rounded

EXCERPT_CHARACTERS = 40
CSV_COLUMNS = (
    "match",
    "left",
    "left_start",
    "left_end",
    "right",
    "right_start",
    "right_end",
    "kind",
    "similarity",
    "bits",
    "carriers",
    "context",
    "reason",
    "left_context",
    "right_context",
    "source",
    "probability",
    "left_text",
    "right_text",
)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(result: Result) -> str:
    """One row a match, with the beginning of both passages; safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows(map(_csv_row, _with_documents(result)))
    return out.getvalue()


def _with_documents(result: Result) -> Iterator[tuple[Match, Document, Document]]:
    for match in result.matches:
        yield match, result.documents[match.left.document], result.documents[match.right.document]


def _csv_row(row: tuple[Match, Document, Document]) -> tuple[object, ...]:
    match, left, right = row
    return (
        match.id,
        _cell(left.path),
        match.left.span.start,
        match.left.span.end,
        _cell(right.path),
        match.right.span.start,
        match.right.span.end,
        match.kind,
        rounded(match.similarity),
        rounded(match.bits),
        match.carriers,
        match.context,
        _cell(match.reason),
        match.left_label.context,
        match.right_label.context,
        match.direction.source,
        rounded(match.direction.probability),
        _cell(_excerpt(match.left, left)),
        _cell(_excerpt(match.right, right)),
    )


def _excerpt(side: Side, document: Document) -> str:
    start = side.span.start
    text = document.text[start : min(side.span.end, start + EXCERPT_CHARACTERS)]
    return " ".join(text.replace("\0", "").split())


def _cell(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula; an apostrophe keeps it a text."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text
