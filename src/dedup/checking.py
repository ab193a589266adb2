"""check(): drafts against an archive and each other, and what the policy says of them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dedup.dismissals import dismissals_of
from dedup.drafts import printable, read_both, read_drafts, roots_of
from dedup.given import NOTHING, Given, manifest_of, read_given
from dedup.index import Index, Matcher, add
from dedup.index.earlier import without_earlier
from dedup.index.updating import name_of
from dedup.model import Document, Skipped
from dedup.pipeline import result_of
from dedup.policy import policy_of
from dedup.progress import Progress, Silent
from dedup.reading import find_files
from dedup.results.subset import around
from dedup.settings import GateSettings, Settings
from dedup.verdict import Verdict, verdict_on


class Checker:
    """Checks drafts against one index, which stays open; the first check is slower than those after it."""

    def __init__(self, index: Index, settings: Settings, *, given: Given = NOTHING, jobs: int = 1) -> None:
        self._index = index
        self._policy = policy_of(settings.policy)
        self._matcher = Matcher(index, settings)
        gate = GateSettings(fail_above=self._policy.max_reuse, review_above=self._policy.review_reuse)
        self._settings = replace(settings, gate=gate)
        self._given = given
        self._jobs = jobs

    def check(
        self,
        drafts: Sequence[Document],
        *,
        roots: tuple[str, ...] = (),
        skipped: tuple[Skipped, ...] = (),
        earlier: Collection[str] = (),
    ) -> Verdict:
        """The verdict on drafts, read from ``roots``; its result has them and the documents they share text with.

        ``earlier``: names of documents of the index that are the drafts as they were; they are left out.
        """
        archive = self._index.totals()
        matched = without_earlier(self._matcher.match(drafts, jobs=self._jobs), earlier)
        whole = result_of(
            matched.found, self._settings, roots=roots, given=self._given, jobs=self._jobs, skipped=skipped
        )
        own = [document.id for document, new in zip(whole.documents, matched.new, strict=True) if new]
        result, place = around(whole, own)
        stale = self._given.stale(drafts, result.matches)
        corpus = replace(result.corpus, archive=f"{archive.documents}:{archive.state:016x}")
        result = replace(result, corpus=corpus, notices=(*result.notices, *stale))
        return verdict_on(result, [place[number] for number in own], self._policy)


def check(
    drafts: Sequence[Path],
    against: Index | Sequence[Path],
    settings: Settings,
    *,
    common: Sequence[Path] = (),
    manifest: Path | None = None,
    dismissals: Sequence[Path] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Verdict:
    """Check files and folders of drafts against an index, or against files and folders.

    ``common``, ``manifest`` and ``dismissals`` as for ``scan``. Raises ``InputError`` where no draft could be read.
    Files that are drafts too are left out of what they are checked against, in an index as it knows them by name. Files
    are named from the current folder, documents of an index as they are there.
    """
    watcher = progress or Silent()
    given = read_given(
        common,
        manifest or manifest_of(drafts),
        settings.reading,
        dismissals=dismissals_of(drafts) if dismissals is None else dismissals,
        jobs=jobs,
        progress=watcher,
    )
    roots = roots_of(drafts)
    if isinstance(against, Index):
        documents, skipped = read_drafts(drafts, settings, jobs=jobs, progress=watcher)
        earlier = {name_of(file.path, against.path) for file in find_files(drafts, settings.reading).files}
        checker = Checker(against, settings, given=given, jobs=jobs)
        return checker.check(documents, roots=roots, skipped=skipped, earlier=earlier)
    new, archive, skipped, base = read_both(drafts, against, settings, jobs, watcher)
    with Index.create(None, settings.fingerprint) as index:
        add(index, archive, _unheard, jobs=jobs)
        verdict = Checker(index, settings, given=given, jobs=jobs).check(new, roots=roots, skipped=skipped)
        return _from_here(verdict, base)


def _from_here(verdict: Verdict, base: str) -> Verdict:
    """The verdict with its files named from the current folder, as whoever asked and as a code host names them."""
    start = printable(Path(os.path.relpath(base)).as_posix())

    def named(path: str) -> str:
        return posixpath.normpath(posixpath.join(start, path))

    documents = tuple(replace(document, path=named(document.path)) for document in verdict.result.documents)
    skipped = tuple(replace(each, path=named(each.path)) for each in verdict.result.skipped)
    result = replace(verdict.result, documents=documents, skipped=skipped)
    return verdict_on(result, [draft.document for draft in verdict.drafts], verdict.policy)


def _unheard(what: str, path: str) -> None:
    """Nobody waits for what becomes of a file in memory."""
