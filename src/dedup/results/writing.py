"""A result as versioned JSON (schema ``dedup.results/1``).

Every document, match and pair stands on a line of its own, so that ``diff`` and ``grep`` work on the file. The texts
that offsets are into stand beside it (``dedup.results.texts``); ``documents[].digest`` names the file they came from.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dedup.errors import OutputError
from dedup.expressions import expression
from dedup.model import (
    Cluster,
    Descent,
    Direction,
    Dismissal,
    Document,
    Family,
    Label,
    Match,
    Notice,
    Pair,
    Result,
    Reuse,
    Side,
    Significance,
    Skipped,
    Span,
    Zone,
)
from dedup.results.graph_file import to_graphml
from dedup.results.measures import rounded, written_reuse
from dedup.results.parquet import write_parquet
from dedup.results.reading import SCHEMA
from dedup.results.table import MATCHES, TABLES, to_csv
from dedup.results.texts import TEXTS_NAME, write_texts
from dedup.workers import side_by_side

JSON_NAME = "results.json"
CSV_NAME = f"{MATCHES.name}.csv"
GRAPH_NAME = "graph.graphml"

_LONE_SURROGATE = expression("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def write_results(result: Result, folder: Path, *, parquet: bool = False, jobs: int = 1) -> None:
    """Write the results, their tables and graph and the texts into ``folder``; each file is replaced whole.

    ``parquet``: the tables as Parquet files too; ``jobs``: cores to use.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Packing the texts takes as long as all the rest, and needs no interpreter.
        side_by_side(lambda: _write_found(result, folder, parquet), lambda: _write_texts(result, folder), jobs)
    except OSError as error:
        raise OutputError(
            f"results cannot be written to {folder}: {error.strerror or error}; choose another folder with -o"
        ) from error


def _write_found(result: Result, folder: Path, parquet: bool) -> None:
    with _replacing(folder / JSON_NAME) as path:
        path.write_bytes(to_json(result).encode("utf-8"))
    for table in TABLES:
        with _replacing(folder / f"{table.name}.csv") as path:
            path.write_bytes(to_csv(result, table).encode("utf-8-sig", errors="replace"))
    with _replacing(folder / GRAPH_NAME) as path:
        path.write_bytes(to_graphml(result).encode("utf-8"))
    if parquet:
        write_parquet(result, folder)


def _write_texts(result: Result, folder: Path) -> None:
    with _replacing(folder / TEXTS_NAME) as path:
        write_texts(result.documents, path)


def write_json(result: Result, file: Path) -> None:
    """Write the results alone, without tables and texts, to a file that is replaced whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(file) as path:
            path.write_bytes(to_json(result).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror or error})") from error


def to_json(result: Result) -> str:
    """The whole result but for the documents' texts, as JSON text that ends with a newline."""
    documents = (_document(*both) for both in zip(result.documents, result.reuse, strict=True))
    parts = [
        f'"schema": {_line(SCHEMA)}',
        f'"tool": {_line({"name": result.tool.name, "version": result.tool.version})}',
        f'"settings": {_section_object(result.settings)}',
        f'"corpus": {_line(_corpus(result))}',
        f'"significance": {_line(_significance(result.significance))}',
        _section("documents", documents),
        _section("skipped", map(_skipped, result.skipped)),
        _section("notices", map(_notice, result.notices)),
        _section("matches", map(_match, result.matches)),
        _section("pairs", map(_pair, result.pairs)),
        _section("clusters", map(_cluster, result.clusters)),
        _section("families", map(_family, result.families)),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to, which takes its place where the block succeeds."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _line(value: object) -> str:
    """JSON on one line; half a surrogate pair (from a file name that is not UTF-8) stays an escape."""
    text = _ENCODER.encode(value)
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _section(name: str, values: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_line, values))
    return f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []'


def _section_object(sections: dict[str, dict[str, object]]) -> str:
    lines = ",\n".join(f"{_line(name)}: {_line(values)}" for name, values in sections.items())
    return f"{{\n{lines}\n}}" if lines else "{}"


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _side(side: Side) -> dict[str, int]:
    return {"document": side.document, "start": side.span.start, "end": side.span.end}


def _notice(notice: Notice) -> dict[str, Any]:
    span = None if notice.span is None else _span(notice.span)
    return {"code": notice.code, "message": notice.message, "count": notice.count, "span": span}


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {"path": skipped.path, "reason": skipped.reason, "detail": skipped.detail}


def _corpus(result: Result) -> dict[str, Any]:
    corpus = result.corpus
    return {
        "roots": list(corpus.roots),
        "documents": corpus.documents,
        "characters": corpus.characters,
        "digest": corpus.digest,
        "archive": corpus.archive,
    }


def _significance(found: Significance) -> dict[str, Any]:
    return {
        "limit_bits": rounded(found.limit_bits),
        "expected_false_matches": rounded(found.expected_false_matches),
        "pairs": found.pairs,
        "sampled": found.sampled,
    }


def _document(document: Document, reuse: Reuse) -> dict[str, Any]:
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "format": document.format,
        "encoding": document.encoding,
        "characters": document.characters,
        "date": document.date,
        "author": document.author,
        "digest": document.digest,
        "notices": [_notice(notice) for notice in document.notices],
        "headings": [_span(span) for span in document.headings],
        "pages": list(document.pages),
        "group": document.group,
        "zones": [_zone(zone) for zone in document.zones],
        "reuse": written_reuse(reuse),
    }


def _zone(zone: Zone) -> dict[str, Any]:
    return {
        "kind": zone.kind,
        "start": zone.span.start,
        "end": zone.span.end,
        "reason": zone.reason,
        "cited": zone.cited,
        "excused": zone.excused,
    }


def _label(label: Label) -> dict[str, str]:
    return {"context": label.context, "reason": label.reason}


def _match(match: Match) -> dict[str, Any]:
    return {
        "id": match.id,
        "key": match.key,
        "left": _side(match.left),
        "right": _side(match.right),
        "kind": match.kind,
        "similarity": rounded(match.similarity),
        "bits": rounded(match.bits),
        "carriers": match.carriers,
        "context": match.context,
        "reason": match.reason,
        "labels": {"left": _label(match.left_label), "right": _label(match.right_label)},
        "dismissal": _dismissal(match.dismissal),
        "direction": _direction(match.direction),
    }


def _dismissal(dismissal: Dismissal | None) -> dict[str, str] | None:
    return {"reason": dismissal.reason, "note": dismissal.note} if dismissal else None


def _direction(direction: Direction) -> dict[str, Any]:
    evidence = [
        {"kind": item.kind, "detail": item.detail, "log_odds": rounded(item.log_odds)} for item in direction.evidence
    ]
    return {"source": direction.source, "probability": rounded(direction.probability), "evidence": evidence}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "matches": list(pair.matches),
        "characters_of_left": pair.characters_of_left,
        "characters_of_right": pair.characters_of_right,
        "containment_of_left": rounded(pair.containment_of_left),
        "containment_of_right": rounded(pair.containment_of_right),
        "direction": _direction(pair.direction),
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "id": cluster.id,
        "documents": list(cluster.documents),
        "lineage": [_descent(descent) for descent in cluster.lineage],
    }


def _descent(descent: Descent) -> dict[str, Any]:
    return {
        "document": descent.document,
        "source": descent.source,
        "support": rounded(descent.support),
        "characters": descent.characters,
        "reason": descent.reason,
    }


def _family(family: Family) -> dict[str, Any]:
    return {
        "id": family.id,
        "occurrences": [_side(side) for side in family.occurrences],
        "matches": list(family.matches),
        "order": list(family.order),
        "ordered_by": family.ordered_by,
    }
