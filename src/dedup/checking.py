"""check(): drafts against an archive and each other, and what the policy says of them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dedup.errors import InputError
from dedup.given import NOTHING, Given, manifest_of, read_given
from dedup.index import Index, Matcher, add
from dedup.index.earlier import without_earlier
from dedup.index.updating import name_of
from dedup.model import Document, Skipped
from dedup.pipeline import result_of
from dedup.policy import policy_of
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.results.subset import around
from dedup.settings import Settings
from dedup.verdict import Verdict, verdict_on


class Checker:
    """Checks drafts against one index, which stays open; the first check is slower than those after it."""

    def __init__(self, index: Index, settings: Settings, *, given: Given = NOTHING, jobs: int = 1) -> None:
        self._policy = policy_of(settings.policy)
        self._matcher = Matcher(index, settings)
        self._settings = settings
        self._given = given
        self._jobs = jobs

    def check(
        self, drafts: Sequence[Document], *, skipped: tuple[Skipped, ...] = (), earlier: Collection[str] = ()
    ) -> Verdict:
        """The verdict on drafts; its result has them and the documents that they share text with.

        ``earlier``: names of documents of the index that are the drafts as they were; they are left out.
        """
        matched = without_earlier(self._matcher.match(drafts, jobs=self._jobs), earlier)
        whole = result_of(matched.found, self._settings, given=self._given, jobs=self._jobs, skipped=skipped)
        own = [document.id for document, new in zip(whole.documents, matched.new, strict=True) if new]
        result, place = around(whole, own)
        return verdict_on(result, [place[number] for number in own], self._policy)


def check(
    drafts: Sequence[Path],
    against: Index | Sequence[Path],
    settings: Settings,
    *,
    common: Sequence[Path] = (),
    manifest: Path | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Verdict:
    """Check files and folders of drafts against an index, or against files and folders.

    ``common`` and ``manifest`` as for ``scan``. Raises ``InputError`` where no draft could be read. Files that are
    drafts too are left out of what they are checked against, in an index as it knows them by name. Files are named from
    the current folder, documents of an index as they are there.
    """
    watcher = progress or Silent()
    given = read_given(common, manifest or manifest_of(drafts), settings.reading, jobs=jobs, progress=watcher)
    if isinstance(against, Index):
        documents, skipped = read_drafts(drafts, settings, jobs=jobs, progress=watcher)
        earlier = {name_of(file.path, against.path) for file in find_files(drafts, settings.reading).files}
        return Checker(against, settings, given=given, jobs=jobs).check(documents, skipped=skipped, earlier=earlier)
    new, archive, skipped, base = _read_both(drafts, against, settings, jobs, watcher)
    with Index.create(None, settings.fingerprint) as index:
        add(index, archive, _unheard, jobs=jobs)
        return _from_here(Checker(index, settings, given=given, jobs=jobs).check(new, skipped=skipped), base)


def read_drafts(
    paths: Sequence[Path], settings: Settings, *, jobs: int = 1, progress: Progress | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Files and folders as drafts, named from the current folder, and what could not be read."""
    documents, skipped = read_files(paths, settings, jobs=jobs, progress=progress)
    if not documents:
        raise InputError(_nothing(paths, skipped))
    return documents, skipped


def read_files(
    paths: Sequence[Path],
    settings: Settings,
    *,
    without: Collection[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Files and folders, named from the current folder, but for files of which the real path is in ``without``."""
    found = find_files(paths, settings.reading)
    files = [
        replace(file, relative=_named(file.path, Path.cwd()))
        for file in found.files
        if os.path.realpath(file.path) not in without
    ]
    documents, unread = read_all(files, settings.reading, jobs=jobs, progress=progress or Silent())
    return documents, (*found.skipped, *unread)


def _read_both(
    drafts: Sequence[Path], against: Sequence[Path], settings: Settings, jobs: int, progress: Progress
) -> tuple[list[Document], list[Document], tuple[Skipped, ...], str]:
    """Drafts and archive, named as a scan of both would name them, so that a manifest fits; and the folder they are
    named from."""
    both = find_files([*drafts, *against], settings.reading)
    own = {os.path.realpath(file.path) for file in find_files(drafts, settings.reading).files}
    names = {file.relative for file in both.files if os.path.realpath(file.path) in own}
    documents, unread = read_all(both.files, settings.reading, jobs=jobs, progress=progress)
    new = [document for document in documents if document.path in names]
    skipped = (*both.skipped, *unread)
    if not new:
        raise InputError(_nothing(drafts, skipped))
    return new, [document for document in documents if document.path not in names], skipped, both.base


def _from_here(verdict: Verdict, base: str) -> Verdict:
    """The verdict with its files named from the current folder, as whoever asked and as a code host names them."""
    start = _printable(Path(os.path.relpath(base)).as_posix())

    def named(path: str) -> str:
        return posixpath.normpath(posixpath.join(start, path))

    documents = tuple(replace(document, path=named(document.path)) for document in verdict.result.documents)
    skipped = tuple(replace(each, path=named(each.path)) for each in verdict.result.skipped)
    result = replace(verdict.result, documents=documents, skipped=skipped)
    return verdict_on(result, [draft.document for draft in verdict.drafts], verdict.policy)


def _named(path: Path, start: Path) -> str:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links keep the names by which they were given
    near = absolute.relative_to(start) if absolute.is_relative_to(start) else absolute
    return _printable(near.as_posix())


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _nothing(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    named = ", ".join(map(str, paths))
    if not skipped:
        return f"{named}: no draft to read"
    return f"{named}: no draft could be read; {skipped[0].path}: {skipped[0].detail}"


def _unheard(what: str, path: str) -> None:
    """Nobody waits for what becomes of a file in memory."""
