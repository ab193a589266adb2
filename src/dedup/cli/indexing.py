"""``dedup index``: documents into an index file and out of it, and what it holds."""

from __future__ import annotations

import json as json_module
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import typer

from dedup.cli.exits import ABOVE_POLICY
from dedup.cli.progress import watched
from dedup.cli.streams import emit, emit_json, flush, say
from dedup.cli.words import count, printable, table
from dedup.configuration import load_settings
from dedup.errors import UsageError
from dedup.model import Skipped
from dedup.progress import Progress
from dedup.settings import Settings
from dedup.workers import available_cores


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """What the user asked for."""

    action: str
    index: Path
    paths: tuple[Path, ...] = ()
    config: Path | None = None
    jobs: int | None = None
    json: bool = False
    quiet: bool = False
    text: bool = True


def run_index(request: IndexRequest) -> None:
    """Do what was asked with the index."""
    settings = load_settings(request.config, Path.cwd(), {})
    needs_paths = request.action in ("add", "remove", "update")
    if needs_paths and not request.paths:
        raise UsageError(f"dedup index {request.action} INDEX PATH...: name files or folders")
    if not request.text and request.action not in ("add", "update"):
        raise UsageError("--no-text goes with dedup index add and update, which can make an index")
    if request.paths and not needs_paths:
        raise UsageError(f"dedup index {request.action} INDEX: takes no paths")
    with watched(quiet=request.quiet) as progress:
        _ACTIONS[request.action](request, settings, progress)


def _change(request: IndexRequest, settings: Settings, progress: Progress) -> None:
    from dedup.index import Index
    from dedup.index.updating import Update, add_paths, remove_paths, update_paths

    told = _Told(request)
    if request.action == "remove":
        with Index.open(request.index, write=True) as index:
            done = remove_paths(index, request.paths, settings, told.say)
    else:
        update: Callable[..., Update] = update_paths if request.action == "update" else add_paths
        with Index.create(request.index, settings.fingerprint, text=request.text) as index:
            done = update(
                index, request.paths, settings, told.say, jobs=request.jobs or available_cores(), progress=progress
            )
    _tell(request, told.counts, done.unchanged, done.skipped)


class _Told:
    """Says what was done as soon as it is safe on the disk, and counts it."""

    def __init__(self, request: IndexRequest) -> None:
        self._silent = request.quiet or request.json
        self.counts: Counter[str] = Counter()

    def say(self, what: str, path: str) -> None:
        self.counts[what] += 1
        if not self._silent:
            emit(f"{what} {printable(path)}\n")
            flush()


def _tell(request: IndexRequest, counts: Counter[str], unchanged: int, skipped: Sequence[Skipped]) -> None:
    if request.json:
        whole = {
            **{what: counts[what] for what in _CHANGES},
            "unchanged": unchanged,
            "skipped": list(map(asdict, skipped)),
        }
        emit_json(json_module.dumps(whole, ensure_ascii=True, indent=1) + "\n")
        return
    for skip in skipped:
        say(f"{skip.path}: {skip.reason}: {skip.detail}")
    if not request.quiet:
        done = [f"{counts[what]:,} {what}" for what in _CHANGES if counts[what]] or ["nothing to do"]
        emit(", ".join([*done, f"{unchanged:,} unchanged"] if unchanged else done) + "\n")


def _list(request: IndexRequest, settings: Settings, progress: Progress) -> None:
    from dedup.index import Index

    with Index.open(request.index) as index, index.snapshot() as snapshot:
        listed = snapshot.listed()
    if request.json:
        rows = [{"path": path, "digest": digest, "characters": size} for _, path, digest, size in listed]
        emit_json(json_module.dumps(rows, ensure_ascii=True, indent=1) + "\n")
    else:
        emit("".join(f"{line}\n" for line in table([[f"{row[3]:,}", printable(row[1])] for row in listed], _TWO)))


def _info(request: IndexRequest, settings: Settings, progress: Progress) -> None:
    from dedup.index import Index

    with Index.open(request.index) as index:
        facts = dict(_facts(index.path, asdict(index.totals()), asdict(index.settings), index.made))
    if request.json:
        emit_json(json_module.dumps(facts, ensure_ascii=True, indent=1) + "\n")
    else:
        emit("".join(f"{line}\n" for line in table([[name, str(value)] for name, value in facts.items()], _LEFT)))


def _facts(
    path: Path, totals: dict[str, int], settings: dict[str, object], made: dict[str, object]
) -> Iterator[tuple[str, object]]:
    size = sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.is_file())
    yield "documents", totals["documents"]
    yield "characters", totals["characters"]
    yield "bytes", size
    yield "bytes_a_character", round(size / max(1, totals["characters"]), 2)
    yield from made.items()
    yield from ((f"fingerprint.{name}", value) for name, value in settings.items())


def _verify(request: IndexRequest, settings: Settings, progress: Progress) -> None:
    from dedup.index import Index
    from dedup.index.verifying import verify

    with Index.open(request.index) as index:
        faults = verify(index, progress=progress)
        documents = index.totals().documents
    if request.json:
        emit_json(json_module.dumps({"documents": documents, "faults": faults}, ensure_ascii=True, indent=1) + "\n")
    elif not request.quiet and not faults:
        emit(f"{count(documents, 'document')}: nothing wrong\n")
    for fault in () if request.json else faults:
        say(fault)
    if faults:
        raise typer.Exit(ABOVE_POLICY)


_CHANGES: Final = ("added", "replaced", "removed")
_TWO: Final = ("right", "left")
_LEFT: Final = ("left", "left")
_ACTIONS: Final[dict[str, Callable[[IndexRequest, Settings, Progress], None]]] = {
    "add": _change,
    "remove": _change,
    "update": _change,
    "list": _list,
    "info": _info,
    "verify": _verify,
}
