"""What a server needs before it listens: an index, and the certainty that checks can begin."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from dedup.checking import Checker
from dedup.errors import InputError, OutputError
from dedup.given import read_given
from dedup.index import Index, add
from dedup.model import Skipped
from dedup.progress import Progress
from dedup.reading import find_files, read_all
from dedup.serving.options import Options
from dedup.settings import Settings


def indexed(
    paths: Sequence[Path], path: Path, settings: Settings, *, jobs: int, progress: Progress
) -> tuple[Skipped, ...]:
    """Make an index of files and folders; what could not be read. Raises ``InputError`` where nothing could."""
    found = find_files(paths, settings.reading)
    documents, unread = read_all(found.files, settings.reading, jobs=jobs, progress=progress)
    if not documents:
        raise InputError(f"{', '.join(map(str, paths))}: nothing to check against could be read")
    with Index.create(path, settings.fingerprint) as index:
        add(index, documents, lambda what, path: None, jobs=jobs)
    return (*found.skipped, *unread)


def checked(options: Options) -> int:
    """The number of documents in the index; raises what a check would, before anybody waits for one."""
    dismissals = (options.dismissals,) if options.dismissals else ()
    given = read_given(options.common, options.manifest, options.settings.reading, dismissals=dismissals)
    with Index.open(options.index) as index:
        Checker(index, options.settings, given=given)
        return index.totals().documents


def check_keep(keep: Path) -> None:
    """Raise ``OutputError`` where nothing could be kept."""
    try:
        keep.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryDirectory(dir=keep).cleanup()
    except OSError as error:
        raise OutputError(
            f"{keep}: cannot be written to ({error.strerror}); name another folder with --keep"
        ) from error
