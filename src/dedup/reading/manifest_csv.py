"""The rows of a manifest in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from dedup.reading.manifest_rows import COLUMNS, NAMES, Row, Rows, unknown_names, valid_names

_SEPARATORS: Final = ",;\t"


def csv_rows(text: str) -> Rows:
    """Rows under a header with the names of ``COLUMNS``, in English or Chinese, in any order.

    Cells are separated by what stands most often in the header: commas, semicolons or tabs.
    """
    header = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=header.count)
    faults: list[str] = []
    lines = _lines(text, separator, faults)
    number, names = next(lines, (1, []))
    columns = [NAMES.get(name.strip().lower(), "") for name in names]
    faults += [f"line {number}: {fault}" for fault in _header_faults(names, columns)]
    if "path" not in columns:
        return Rows((), tuple(faults))
    rows = [row for number, cells in lines if (row := _row(number, columns, cells, faults))]
    return Rows(tuple(rows), tuple(faults))


def _lines(text: str, separator: str, faults: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line that each begins in; a row that cannot be read ends them with a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"line {begin}: not valid CSV ({error}); close each quoted cell and double quotes inside it")


def _row(number: int, columns: list[str], cells: list[str], faults: list[str]) -> Row | None:
    if any(cell.strip() for cell in cells[len(columns) :]):
        advice = "put a cell that holds the separator in double quotes"
        faults.append(f"line {number}: {len(cells)} cells under {len(columns)} columns; {advice}")
        return None
    filled = ((name, cell.strip()) for name, cell in zip(columns, cells, strict=False) if name)
    return Row(f"line {number}", {name: cell for name, cell in filled if cell})


def _header_faults(names: list[str], columns: list[str]) -> Iterator[str]:
    """What is wrong with the header; a column without a name is passed over, as spreadsheets leave some."""
    unknown = [name.strip() for name, column in zip(names, columns, strict=True) if name.strip() and not column]
    if unknown:
        yield unknown_names("column", unknown)
    for column in COLUMNS:
        if columns.count(column) > 1:
            yield f"{columns.count(column)} columns mean {column}; keep one"
    if "path" not in columns:
        yield f"no column path; the first line names the columns (valid: {valid_names()})"
