"""Documents, pairs and matches as flat tables: the same columns for a spreadsheet (CSV) and for analysis (Parquet)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dedup.model import FIGURES, Figures, Match, Portion, Result, Side, Waterfall
from dedup.results.measures import rounded

EXCERPT_CHARACTERS = 40
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_STEPS: Final = ("total", "cited", "bibliography", "own_work", "common")

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by name: its columns with their SQL types, and what makes its rows from a result."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[Result], Iterator[tuple[Cell, ...]]]


def to_csv(result: Result, table: Table | None = None) -> str:
    """One row a match (or of another ``table``); safe to open in a spreadsheet."""
    chosen = table or MATCHES
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(name for name, _ in chosen.columns)
    writer.writerows(map(_safe, row) for row in chosen.rows(result))
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    """A spreadsheet would run a text that begins like a formula; an apostrophe keeps it a text."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _columns(kind: str, names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, kind) for name in names.split())


def _documents(result: Result) -> Iterator[tuple[Cell, ...]]:
    cluster = {document: cluster.id for cluster in result.clusters for document in cluster.documents}
    for item, reuse in zip(result.documents, result.reuse, strict=True):
        largest = None if reuse.largest_source is None else result.documents[reuse.largest_source].path
        yield (
            *(item.id, item.path, item.title, item.author, item.date, item.format, item.group, item.digest),
            *(item.characters, cluster.get(item.id)),
            *(reuse.characters, rounded(reuse.share), reuse.discounted, reuse.internal, reuse.sources, reuse.matches),
            *(largest, rounded(reuse.largest_source_share)),
            *_steps(reuse.waterfall),
            *_figures(reuse.figures),
        )


def _steps(waterfall: Waterfall) -> Iterator[int]:
    yield from (getattr(waterfall, step) for step in _STEPS)


def _figures(figures: Figures) -> Iterator[float]:
    for name in FIGURES:
        portion: Portion = getattr(figures, name)
        yield rounded(portion.share)


def _pairs(result: Result) -> Iterator[tuple[Cell, ...]]:
    for pair in result.pairs:
        kinds = ", ".join(dict.fromkeys(item.kind for item in pair.direction.evidence))
        yield (
            *(pair.left, result.documents[pair.left].path, pair.right, result.documents[pair.right].path),
            *(len(pair.matches), pair.characters_of_left, pair.characters_of_right),
            *(rounded(pair.containment_of_left), rounded(pair.containment_of_right)),
            *(pair.direction.source, rounded(pair.direction.probability), kinds),
        )


def _matches(result: Result) -> Iterator[tuple[Cell, ...]]:
    for match in result.matches:
        yield (
            match.id,
            *_place(match.left, result),
            *_place(match.right, result),
            *(match.kind, rounded(match.similarity), rounded(match.bits), match.carriers),
            *(match.context, match.reason, match.left_label.context, match.right_label.context),
            *(match.direction.source, rounded(match.direction.probability)),
            *(match.key, *_dismissal(match)),
            *_excerpts(match, result),
        )


def _dismissal(match: Match) -> tuple[str | None, str | None]:
    return (match.dismissal.reason, match.dismissal.note) if match.dismissal else (None, None)


def _place(side: Side, result: Result) -> tuple[str, int, int]:
    return result.documents[side.document].path, side.span.start, side.span.end


def _excerpts(match: Match, result: Result) -> Iterator[str]:
    for side in (match.left, match.right):
        start = side.span.start
        text = result.documents[side.document].text[start : min(side.span.end, start + EXCERPT_CHARACTERS)]
        yield " ".join(text.replace("\0", "").split())


DOCUMENTS: Final = Table(
    "documents",
    (
        *_columns("BIGINT", "document"),
        *_columns("VARCHAR", "path title author date format group digest"),
        *_columns("BIGINT", "characters cluster reuse_characters"),
        *_columns("DOUBLE", "reuse_share"),
        *_columns("BIGINT", "discounted internal sources matches"),
        *_columns("VARCHAR", "largest_source"),
        *_columns("DOUBLE", "largest_source_share"),
        *_columns("BIGINT", " ".join(_STEPS)),
        *_columns("DOUBLE", " ".join(f"{name}_share" for name in FIGURES)),
    ),
    _documents,
)
PAIRS: Final = Table(
    "pairs",
    (
        ("left_document", "BIGINT"),
        ("left", "VARCHAR"),
        ("right_document", "BIGINT"),
        ("right", "VARCHAR"),
        *_columns("BIGINT", "matches characters_of_left characters_of_right"),
        *_columns("DOUBLE", "containment_of_left containment_of_right"),
        ("source", "VARCHAR"),
        ("probability", "DOUBLE"),
        ("evidence", "VARCHAR"),
    ),
    _pairs,
)
MATCHES: Final = Table(
    "matches",
    (
        ("match", "BIGINT"),
        ("left", "VARCHAR"),
        *_columns("BIGINT", "left_start left_end"),
        ("right", "VARCHAR"),
        *_columns("BIGINT", "right_start right_end"),
        ("kind", "VARCHAR"),
        *_columns("DOUBLE", "similarity bits"),
        ("carriers", "BIGINT"),
        *_columns("VARCHAR", "context reason left_context right_context source"),
        ("probability", "DOUBLE"),
        *_columns("VARCHAR", "key dismissal note left_text right_text"),
    ),
    _matches,
)
TABLES: Final = (DOCUMENTS, PAIRS, MATCHES)
