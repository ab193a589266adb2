"""The tables as Parquet files, written by DuckDB from lines of JSON, so that columns keep their types."""

from __future__ import annotations

import json
from pathlib import Path

from dedup.expressions import expression
from dedup.model import Result
from dedup.results.table import TABLES, Table

_LONE_SURROGATE = expression("[\ud800-\udfff]")
_WIDEST_ROW_BYTES = 64 * 1024 * 1024  # a title may be as long as a hostile file makes it


def write_parquet(result: Result, folder: Path) -> tuple[Path, ...]:
    """Write ``documents.parquet``, ``pairs.parquet`` and ``matches.parquet`` into ``folder``."""
    return tuple(_written(result, table, folder) for table in TABLES)


def _written(result: Result, table: Table, folder: Path) -> Path:
    import duckdb

    path, lines = folder / f"{table.name}.parquet", folder / f".{table.name}.jsonl"
    names = [name for name, _ in table.columns]
    try:
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(_line(dict(zip(names, row, strict=True))) for row in table.rows(result))
        with duckdb.connect() as connection:
            connection.execute(_copy(table), {"lines": str(lines), "path": str(path), "most": _WIDEST_ROW_BYTES})
    finally:
        lines.unlink(missing_ok=True)
    return path


def _line(row: dict[str, object]) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(row, ensure_ascii=False)) + "\n"


def _copy(table: Table) -> str:
    """SQL without any text from outside: the columns' names are this program's own, the paths are parameters."""
    columns = ", ".join(f"\"{name}\": '{kind}'" for name, kind in table.columns)
    return (
        "COPY (SELECT * FROM read_json($lines, format='newline_delimited', maximum_object_size=$most, "  # noqa: S608
        f"columns={{{columns}}})) TO $path (FORMAT parquet, COMPRESSION zstd)"
    )
