"""Results JSON back into a ``Result``, with a clear word where the file is not one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from dedup.errors import InputError
from dedup.model import (
    Cluster,
    Corpus,
    Descent,
    Direction,
    Dismissal,
    Document,
    Evidence,
    Family,
    Label,
    Match,
    Notice,
    Pair,
    Result,
    Side,
    Significance,
    Skipped,
    Span,
    Tool,
    Zone,
)
from dedup.results.measures import read_reuse
from dedup.results.texts import TEXTS_NAME
from dedup.results.texts import with_texts as stored_texts

SCHEMA = "dedup.results/1"

Json = dict[str, Any]
Value = TypeVar("Value")


def read_results(path: Path, texts: Mapping[int, str] | None = None, *, with_texts: bool = False) -> Result:
    """Read ``results.json``; ``texts`` maps a document's id to its extracted text (empty where not given).

    ``with_texts``: take the texts from the file that a scan writes beside the results.
    Raises ``InputError`` for a file that is missing, not JSON, of another schema, or whose texts do not fit.
    """
    data = _load(path)
    _check_schema(path, data)
    try:
        result = _result(path, data, texts or {})
        return _with_stored_texts(path, data, result) if with_texts else result
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError(
            f"{path} is not complete as {SCHEMA} ({type(error).__name__}: {error}); scan the texts again"
        ) from error


def _load(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror or error}; give the path of a results.json"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON ({error}); give the path of a results.json") from error


def _check_schema(path: Path, data: object) -> None:
    found = data.get("schema") if isinstance(data, dict) else None
    if found == SCHEMA:
        return
    said = f"says schema {found!r}" if found is not None else "names no schema"
    raise InputError(f"{path} {said}, this version reads {SCHEMA!r}; scan the texts again with this version")


def _result(path: Path, data: Any, texts: Mapping[int, str]) -> Result:
    corpus = data["corpus"]
    return Result(
        tool=Tool(**data["tool"]),
        settings=data["settings"],
        corpus=Corpus(**{**corpus, "roots": tuple(corpus["roots"])}),
        significance=Significance(**data["significance"]),
        documents=tuple(_document(path, item, texts) for item in data["documents"]),
        reuse=tuple(read_reuse(item["id"], item["reuse"]) for item in data["documents"]),
        skipped=tuple(Skipped(**item) for item in data["skipped"]),
        notices=_all(_notice, data["notices"]),
        matches=_all(_match, data["matches"]),
        pairs=_all(_pair, data["pairs"]),
        clusters=_all(_cluster, data["clusters"]),
        families=_all(_family, data["families"]),
    )


def _with_stored_texts(path: Path, data: Any, result: Result) -> Result:
    """The result with the texts beside it, in which all places of its matches must lie."""
    lengths = [int(item["characters"]) for item in data["documents"]]
    for side in (side for match in result.matches for side in (match.left, match.right)):
        if not 0 <= side.document < len(lengths) or side.span.end > lengths[side.document]:
            raise ValueError(f"a match lies outside its document: {side}")
    return replace(result, documents=stored_texts(result.documents, lengths, path.with_name(TEXTS_NAME)))


def _all(make: Callable[[Json], Value], items: Sequence[Json]) -> tuple[Value, ...]:
    return tuple(make(item) for item in items)


def _document(path: Path, item: Json, texts: Mapping[int, str]) -> Document:
    text = texts.get(item["id"], "")
    if item["id"] in texts and len(text) != item["characters"]:
        raise InputError(
            f"{path} says {item['path']} has {item['characters']} characters, its text has {len(text)}; "
            "the file has changed since: scan again"
        )
    return Document(
        id=item["id"],
        path=item["path"],
        title=item["title"],
        format=item["format"],
        encoding=item["encoding"],
        date=item["date"],
        author=item["author"],
        digest=item["digest"],
        text=text,
        notices=_all(_notice, item["notices"]),
        headings=_all(_span, item["headings"]),
        pages=tuple(item["pages"]),
        group=item.get("group"),
        zones=_all(_zone, item.get("zones", [])),
    )


def _span(item: Json) -> Span:
    return Span(item["start"], item["end"])


def _side(item: Json) -> Side:
    return Side(item["document"], _span(item))


def _notice(item: Json) -> Notice:
    span = None if item["span"] is None else _span(item["span"])
    return Notice(item["code"], item["message"], item["count"], span)


def _direction(item: Json) -> Direction:
    evidence = tuple(Evidence(**reason) for reason in item["evidence"])
    return Direction(item["source"], item["probability"], evidence)


def _zone(item: Json) -> Zone:
    return Zone(item["kind"], _span(item), item["reason"], item["cited"], item["excused"])


def _match(item: Json) -> Match:
    plain = {key: value for key, value in item.items() if key not in ("labels", "key", "dismissal")}
    sides = {"left": _side(item["left"]), "right": _side(item["right"])}
    labels = {f"{side}_label": Label(**label) for side, label in item.get("labels", {}).items()}
    set_aside = item.get("dismissal")
    said = {"key": str(item.get("key", "")), "dismissal": Dismissal(**set_aside) if set_aside else None}
    return Match(**{**plain, **sides, **labels, **said, "direction": _direction(item["direction"])})


def _pair(item: Json) -> Pair:
    return Pair(**{**item, "matches": tuple(item["matches"]), "direction": _direction(item["direction"])})


def _cluster(item: Json) -> Cluster:
    return Cluster(item["id"], tuple(item["documents"]), tuple(Descent(**step) for step in item.get("lineage", ())))


def _family(item: Json) -> Family:
    occurrences, matches, order = _all(_side, item["occurrences"]), tuple(item["matches"]), tuple(item.get("order", ()))
    return Family(item["id"], occurrences, matches, order, item.get("ordered_by", "none"))
