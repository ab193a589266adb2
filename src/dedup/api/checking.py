"""check() for callers: files or strings, against an index, files or strings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dedup import checking
from dedup.api.texts import AnyPath, Paths, Texts, check_names, parted, paths_of
from dedup.checking import Checker
from dedup.dismissals import dismissals_of
from dedup.drafts import read_drafts, read_files, roots_of
from dedup.errors import UsageError
from dedup.given import read_given
from dedup.index import Index
from dedup.index import add as add_documents
from dedup.index.recognising import index_in
from dedup.index.updating import name_of
from dedup.model import Document
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
    dismissals: Paths | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Verdict:
    """Check drafts against an index, or against other texts, and each other; ``dedup check``.

    Both may be paths of files and folders, or texts made by ``document``; the path of an index stands for the index.
    Files that are drafts too are left out of what they are checked against. ``common`` and ``manifest`` as for
    ``scan``; ``dismissals`` are files of matches that were set aside, without it the nearest above the drafts that are
    paths. Raises ``InputError`` where a path is missing or no draft could be read, ``IndexFileError`` for an index made
    with other settings, and ``UsageError`` for an index among other texts. For many checks against one index keep a
    ``Checker``.
    """
    chosen, named = settings or Settings(), Path(manifest) if manifest else None
    paths, texts = parted(drafts)
    aside = dismissals_of(paths) if dismissals is None else paths_of(dismissals)
    old = against if isinstance(against, Index) else parted(against)
    with ExitStack() as stack:
        at = None if isinstance(old, Index) else _index_named(*old)
        archive = stack.enter_context(Index.open(at)) if at else old
        return _checked(paths, texts, archive, chosen, paths_of(common), named, aside, jobs, progress)


def _index_named(paths: list[Path], texts: list[Document]) -> Path | None:
    found = index_in(paths, "against")
    if found and texts:
        raise UsageError(f"against takes one index, or files, folders and texts: {found} is an index")
    return found


def _checked(
    paths: list[Path],
    texts: list[Document],
    old: Index | tuple[list[Path], list[Document]],
    settings: Settings,
    common: list[Path],
    manifest: Path | None,
    aside: Sequence[Path],
    jobs: int,
    progress: Progress | None,
) -> Verdict:
    """Drafts that are ``paths`` and ``texts`` against an index, or paths and texts."""
    if not texts and (isinstance(old, Index) or not old[1]):
        archive = old if isinstance(old, Index) else old[0]
        return checking.check(
            paths,
            archive,
            settings,
            common=common,
            manifest=manifest,
            dismissals=aside,
            jobs=jobs,
            progress=progress,
        )
    given = read_given(common, manifest, settings.reading, dismissals=aside, jobs=jobs, progress=progress)
    files = find_files(paths, settings.reading).files if paths else ()
    read, skipped = read_drafts(paths, settings, jobs=jobs, progress=progress) if paths else ((), ())
    new = [*texts, *read]
    if isinstance(old, Index):
        earlier = {name_of(file.path, old.path) for file in files}
        checker = Checker(old, settings, given=given, jobs=jobs)
        return checker.check(new, roots=roots_of(paths), skipped=skipped, earlier=earlier)
    own = {os.path.realpath(file.path) for file in files}
    more, unread = read_files(old[0], settings, without=own, jobs=jobs, progress=progress) if old[0] else ((), ())
    check_names(new)
    with _index_of([*old[1], *more], settings, jobs) as index:
        checker = Checker(index, settings, given=given, jobs=jobs)
        return checker.check(new, roots=roots_of(paths), skipped=(*skipped, *unread))


@contextmanager
def _index_of(documents: list[Document], settings: Settings, jobs: int) -> Iterator[Index]:
    check_names(documents)
    with Index.create(None, settings.fingerprint) as index:
        add_documents(index, documents, lambda what, name: None, jobs=jobs)
        yield index
