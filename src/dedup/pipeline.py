"""scan(): the table of contents, one line a stage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dedup.alignment import Spans, align, background, calibrate, verified
from dedup.candidates import Candidates, find_candidates
from dedup.configuration import to_mapping
from dedup.errors import InputError
from dedup.fingerprint import fingerprint
from dedup.graph import clusters_of, families_of, ordered, pairs_of, reuse_of, with_lineage
from dedup.judgement import direct, label_contexts
from dedup.model import Corpus, Document, Family, Match, Notice, Result, Skipped, Tool
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.settings import Settings
from dedup.text import Folded, Folder, passages_of
from dedup.text.repairs import repair_notices
from dedup.workers import available_cores, map_in_order


def scan(
    paths: Sequence[Path], settings: Settings, *, jobs: int | None = None, progress: Progress | None = None
) -> Result:
    """Scan files and folders: read, fold, fingerprint, pair, align, judge, gather.

    Raises ``InputError`` where a path is missing or nothing could be read. The result does not depend on ``jobs``.
    """
    watcher = progress or Silent()
    workers = jobs or available_cores()
    found = find_files(paths, settings.reading)
    documents, unread = read_all(found.files, settings.reading, jobs=workers, progress=watcher)
    skipped = tuple(sorted((*found.skipped, *unread), key=lambda skip: (skip.path, skip.reason)))
    if not documents:
        raise InputError(_nothing_read(paths, skipped))
    return examine(documents, settings, roots=found.roots, skipped=skipped, jobs=workers, progress=watcher)


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
    jobs: int = 1,
    progress: Progress | None = None,
) -> Result:
    """The stages after reading, on documents in order of their ids."""
    watcher = progress or Silent()
    folded, documents = fold_all(documents, jobs=jobs, progress=watcher)
    passages = [passages_of(fold, settings.fingerprint.passage) for fold in folded]
    watcher.stage("fingerprinting", len(documents))
    prints = fingerprint(folded, passages, settings.fingerprint, jobs=jobs, progress=watcher)
    watcher.stage("pairing")
    candidates = find_candidates(prints, settings.candidates, jobs=jobs)
    known = background(prints, jobs=jobs)
    significance = calibrate(prints, known, settings, jobs=jobs)
    limit = significance.limit_bits
    spans = align(candidates.pairs, prints, known, settings.alignment, limit, jobs=jobs, progress=watcher)
    matches = verified(spans, documents, folded, watcher)
    watcher.stage("judging")
    families = families_of(matches)
    judged = direct(label_contexts(matches, families, documents, settings.judgement), documents)
    watcher.stage("gathering")
    pairs = pairs_of(judged, documents, decided=settings.judgement.decided)
    clusters = with_lineage(clusters_of(pairs), pairs, judged, documents)
    return Result(
        tool=Tool("dedup", _version()),
        settings=to_mapping(settings),
        corpus=_corpus(documents, roots),
        significance=significance,
        documents=tuple(documents),
        reuse=reuse_of(documents, judged),
        skipped=skipped,
        notices=tuple(_notices(candidates, spans, settings)),
        matches=judged,
        pairs=pairs,
        clusters=clusters,
        families=ordered(_shared_by_several(families), documents, clusters),
    )


def fold_all(
    documents: Sequence[Document], *, jobs: int, progress: Progress
) -> tuple[list[Folded], tuple[Document, ...]]:
    """Fold all texts; the documents come back with notices of what folding repaired."""
    progress.stage("folding", len(documents))
    folder = Folder()
    folded = map_in_order(lambda document: folder.fold(document.text), documents, jobs, progress)
    noticed = tuple(
        replace(document, notices=(*document.notices, *repair_notices(document.text, fold)))
        for document, fold in zip(documents, folded, strict=True)
    )
    return folded, noticed


def _shared_by_several(families: Iterable[Family]) -> tuple[Family, ...]:
    """Families of at least three places, numbered anew: two places are a match, not a family."""
    several = [family for family in families if len(family.occurrences) > 2]
    return tuple(replace(family, id=number) for number, family in enumerate(several))


def _notices(candidates: Candidates, spans: Spans, settings: Settings) -> Iterable[Notice]:
    capped = candidates.capped_anchors + candidates.capped_bands
    if capped:
        most = settings.candidates.max_key_documents
        yield Notice(
            "frequent-keys",
            f"{capped} short phrases or passages stand in more than {most} documents (one in "
            f"{candidates.most_documents}); documents that share nothing else were not compared.",
            capped,
        )
    if spans.common:
        yield Notice(
            "common-passages",
            f"{spans.common} times two documents share a sentence that is no match, because others hold it too.",
            spans.common,
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
