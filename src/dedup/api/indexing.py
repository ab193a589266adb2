"""add() for callers: files or strings into an index."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.api.texts import Texts, check_names, parted
from dedup.index import Index, calibrated
from dedup.index import add as add_documents
from dedup.index.updating import add_paths
from dedup.model import Skipped
from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Added:
    """What became of texts that were to be added to an index, by their names there; ``unchanged`` counts the others."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]


def add(index: Index, texts: Texts, settings: Settings | None = None, *, jobs: int = 1) -> Added:
    """Add texts to an index that was created, or opened with ``write=True``; ``dedup index add``.

    Of the same name and content they are passed over, of the same name and other content replaced. What was added is
    safe on the disk, whatever happens later.
    """
    chosen, done = settings or Settings(), dict[str, str]()
    paths, documents = parted(texts)
    check_names(documents)

    def heard(what: str, name: str) -> None:
        done[name] = what

    add_documents(index, documents, heard, jobs=jobs)
    unchanged, skipped = len(documents) - len(done), tuple[Skipped, ...]()
    if documents:
        calibrated(index, chosen, jobs=jobs)
    if paths:
        update = add_paths(index, paths, chosen, heard, jobs=jobs)
        unchanged, skipped = unchanged + update.unchanged, update.skipped
    added = tuple(name for name, what in done.items() if what == "added")
    return Added(added, tuple(name for name, what in done.items() if what == "replaced"), unchanged, skipped)
