"""check() for callers: files or strings, against an index, files or strings."""

from __future__ import annotations

import os
from pathlib import Path

from dedup import checking
from dedup.api.texts import AnyPath, Paths, Texts, check_names, parted, paths_of
from dedup.checking import Checker, read_drafts, read_files
from dedup.given import Given, read_given
from dedup.index import Index
from dedup.index import add as add_documents
from dedup.index.updating import name_of
from dedup.model import Document, Skipped
from dedup.progress import Progress
from dedup.reading import find_files
from dedup.settings import Settings
from dedup.verdict import Verdict


def check(
    drafts: Texts,
    against: Index | Texts,
    settings: Settings | None = None,
    *,
    common: Paths = (),
    manifest: AnyPath | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Verdict:
    """Check drafts against an index, or against other texts, and each other; ``dedup check``.

    Both may be paths of files and folders, or texts made by ``document``. Files that are drafts too are left out of
    what they are checked against. Raises ``InputError`` where a path is missing or no draft could be read, and
    ``IndexFileError`` for an index made with other settings. For many checks against one index keep a ``Checker``.
    """
    chosen, named = settings or Settings(), Path(manifest) if manifest else None
    paths, texts = parted(drafts)
    old = against if isinstance(against, Index) else parted(against)
    if not texts and (isinstance(old, Index) or not old[1]):
        archive = old if isinstance(old, Index) else old[0]
        return checking.check(
            paths, archive, chosen, common=paths_of(common), manifest=named, jobs=jobs, progress=progress
        )
    given = read_given(paths_of(common), named, chosen.reading, jobs=jobs, progress=progress)
    files = find_files(paths, chosen.reading).files if paths else ()
    read, skipped = read_drafts(paths, chosen, jobs=jobs, progress=progress) if paths else ((), ())
    new = [*texts, *read]
    if isinstance(old, Index):
        earlier = {name_of(file.path, old.path) for file in files}
        return Checker(old, chosen, given=given, jobs=jobs).check(new, skipped=skipped, earlier=earlier)
    own = {os.path.realpath(file.path) for file in files}
    more, unread = read_files(old[0], chosen, without=own, jobs=jobs, progress=progress) if old[0] else ((), ())
    return _among(new, [*old[1], *more], chosen, given, jobs, (*skipped, *unread))


def _among(
    new: list[Document],
    old: list[Document],
    settings: Settings,
    given: Given,
    jobs: int,
    skipped: tuple[Skipped, ...],
) -> Verdict:
    check_names(new)
    check_names(old)
    with Index.create(None, settings.fingerprint) as index:
        add_documents(index, old, lambda what, name: None, jobs=jobs)
        return Checker(index, settings, given=given, jobs=jobs).check(new, skipped=skipped)
