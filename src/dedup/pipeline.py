"""scan(): the table of contents, one line a stage."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dedup.configuration import to_mapping
from dedup.detection import Detected, detect, fold_texts
from dedup.dismissals import dismissals_of
from dedup.errors import InputError
from dedup.given import NOTHING, Given, manifest_of, read_given
from dedup.judging import judge
from dedup.model import Corpus, Document, Match, Result, Skipped, Tool
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.settings import Settings
from dedup.workers import available_cores


def scan(
    paths: Sequence[Path],
    settings: Settings,
    *,
    common: Sequence[Path] = (),
    manifest: Path | None = None,
    dismissals: Sequence[Path] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Scan files and folders: read, fold, fingerprint, pair, align, judge, gather.

    ``common`` names files and folders that any text may repeat, ``manifest`` a file that says who wrote what and when
    (else a ``corpus.toml`` in a scanned folder), ``dismissals`` files of matches that were set aside (else those that
    ``dismissals_of`` finds). Raises ``InputError`` where a path is missing or nothing could be read. The result does
    not depend on ``jobs``.
    """
    watcher = progress or Silent()
    workers = jobs or available_cores()
    given = read_given(
        common,
        manifest or manifest_of(paths),
        settings.reading,
        dismissals=dismissals_of(paths) if dismissals is None else dismissals,
        jobs=workers,
        progress=watcher,
    )
    found = find_files(paths, settings.reading)
    documents, unread = read_all(found.files, settings.reading, jobs=workers, progress=watcher)
    skipped = tuple(sorted((*found.skipped, *unread), key=lambda skip: (skip.path, skip.reason)))
    if not documents:
        raise InputError(_nothing_read(paths, skipped))
    result = examine(
        documents, settings, roots=found.roots, skipped=skipped, given=given, jobs=workers, progress=watcher
    )
    return replace(result, notices=(*result.notices, *given.stale(result.documents, result.matches)))


def compare(left: str, right: str, settings: Settings) -> tuple[Match, ...]:
    """Matches between two texts, and inside each."""
    documents = (_document(0, "left", left), _document(1, "right", right))
    return examine(documents, settings).matches


def compare_files(left: Path, right: Path, settings: Settings, *, progress: Progress | None = None) -> Result:
    """Scan just two files; raises ``InputError`` where one of them cannot be read."""
    result = scan([left, right], settings, jobs=1, progress=progress)
    if result.skipped:
        raise InputError("; ".join(f"{skip.path}: {skip.detail}" for skip in result.skipped))
    if len(result.documents) < 2:
        raise InputError(f"{left} and {right} are the same file: name two different ones")
    return result


def examine(
    documents: Sequence[Document],
    settings: Settings,
    *,
    roots: tuple[str, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    given: Given = NOTHING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Result:
    """The stages after reading, on documents in order of their ids."""
    watcher = progress or Silent()
    found = detect(documents, settings, jobs=jobs, progress=watcher)
    return result_of(found, settings, roots=roots, skipped=skipped, given=given, jobs=jobs, progress=watcher)


def result_of(
    found: Detected,
    settings: Settings,
    *,
    roots: tuple[str, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    given: Given = NOTHING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Result:
    """The stages after detection, on what it found."""
    watcher = progress or Silent()
    documents = found.documents
    judged = judge(documents, found.folded, found.matches, settings, given, jobs=jobs, progress=watcher)
    return Result(
        tool=Tool("dedup", _version()),
        settings=to_mapping(settings),
        corpus=_corpus(documents, roots),
        significance=found.significance,
        documents=judged.documents,
        reuse=judged.reuse,
        skipped=skipped,
        notices=(*found.notices, *given.notices(documents)),
        matches=judged.matches,
        pairs=judged.pairs,
        clusters=judged.clusters,
        families=judged.families,
    )


def rejudge(
    result: Result,
    settings: Settings,
    *,
    given: Given = NOTHING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Result:
    """Judge the matches of a result, whose documents have their texts, anew; nothing is searched for.

    ``settings`` are those of the result but for ``judgement`` and ``report``. With the settings of the scan the result
    is what the scan gave.
    """
    watcher = progress or Silent()
    folded = fold_texts(result.documents, jobs=jobs, progress=watcher)
    judged = judge(result.documents, folded, result.matches, settings, given, jobs=jobs, progress=watcher)
    new = (*given.notices(result.documents), *given.stale(result.documents, judged.matches))
    replaced = {notice.code for notice in new} | ({"stale-dismissals"} if given.dismissals else set())
    return replace(
        result,
        notices=(*(notice for notice in result.notices if notice.code not in replaced), *new),
        tool=Tool("dedup", _version()),
        settings=to_mapping(settings),
        documents=judged.documents,
        reuse=judged.reuse,
        matches=judged.matches,
        pairs=judged.pairs,
        clusters=judged.clusters,
        families=judged.families,
    )


def _corpus(documents: Sequence[Document], roots: tuple[str, ...]) -> Corpus:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(f"{document.path}\0{document.digest}\n".encode("utf-8", "surrogatepass"))
    return Corpus(roots, len(documents), sum(document.characters for document in documents), digest.hexdigest())


def _document(number: int, name: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(number, name, None, "text", None, None, None, digest, text)


def _nothing_read(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    named = ", ".join(str(path) for path in paths)
    if not skipped:
        return f"{named}: no file to read; name a folder of .txt, .md, .html, .docx, .pdf, .odt, .epub or .rtf files"
    first = skipped[0]
    return f"{named}: none of the {len(skipped)} files could be read; the first, {first.path}: {first.detail}"


def _version() -> str:
    try:
        return version("dedup")
    except PackageNotFoundError:
        return "0"
