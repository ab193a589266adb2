"""What a user gives judgement beside the texts: common sources, a manifest of who wrote what and when, and which
matches they set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dedup.dismissals import Dismissals, read_dismissals
from dedup.dismissals.entries import stale_notice
from dedup.errors import InputError
from dedup.judgement.canon import Canon, canon_of
from dedup.model import Document, Match, Notice
from dedup.progress import Progress, Silent
from dedup.reading import find_files, read_all
from dedup.reading.manifest import Manifest, applied, read_manifest, unused
from dedup.settings import ReadingSettings
from dedup.text import Folder

MANIFEST_NAME: Final = "corpus.toml"
"""A manifest of this name in a scanned folder is read without being named."""

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Given:
    """``canon``: the index of the common sources, ``None`` where none were named; ``manifest`` and ``dismissals``
    likewise.
    """

    canon: Canon | None = None
    manifest: Manifest | None = None
    dismissals: Dismissals | None = None

    def told(self, documents: Sequence[Document]) -> tuple[Document, ...]:
        """The documents with what the manifest says of them."""
        return applied(documents, self.manifest) if self.manifest else tuple(documents)

    def dismissed(self, matches: Sequence[Match]) -> tuple[Match, ...]:
        """The matches with what was set aside; where no file says so, that of an earlier judgement stays."""
        return self.dismissals.applied(matches) if self.dismissals else tuple(matches)

    def stale(self, documents: Sequence[Document], matches: Sequence[Match]) -> Iterator[Notice]:
        """What the result should say of dismissals on these documents that match nothing any more."""
        if self.dismissals:
            yield from stale_notice(self.dismissals.stale(documents, matches))

    def notices(self, documents: Sequence[Document]) -> Iterator[Notice]:
        """What the result should say of what was given."""
        if self.canon:
            named = _listed(self.canon.paths)
            yield Notice("common-sources", f"what stands in {named} is labelled common", len(self.canon.paths))
        rows = unused(documents, self.manifest) if self.manifest else ()
        if rows and self.manifest:
            named = _listed([f"{entry.path} ({entry.where})" for entry in rows])
            message = f"{self.manifest.file} names {named}: no document that was read has this path"
            yield Notice("unused-manifest-rows", message, len(rows))


NOTHING: Final = Given()


def read_given(
    common: Sequence[Path],
    manifest: Path | None,
    settings: ReadingSettings,
    *,
    dismissals: Sequence[Path] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> Given:
    """Read the files and folders of common sources, the manifest and the files of dismissals.

    Raises ``InputError`` where something is missing, or where a common source cannot be read: text that it was to
    excuse would be counted in silence.
    """
    set_aside = read_dismissals(dismissals) if dismissals else None  # first, since a slip in it is quickly told
    canon = _canon(common, settings, jobs, progress or Silent()) if common else None
    return Given(canon, read_manifest(manifest) if manifest else None, set_aside)


def manifest_of(paths: Sequence[Path]) -> Path | None:
    """The manifest in one of the scanned folders; raises ``InputError`` where several of them have one."""
    found = [path / MANIFEST_NAME for path in paths if (path / MANIFEST_NAME).is_file()]
    if len(found) > 1:
        named = " and ".join(map(str, found[:2]))
        raise InputError(f"{named}: there can be one manifest for a scan; name it with --manifest")
    return found[0] if found else None


def _canon(common: Sequence[Path], settings: ReadingSettings, jobs: int, progress: Progress) -> Canon:
    found = find_files(common, settings)
    documents, unread = read_all(found.files, settings, jobs=jobs, progress=progress)
    faults = [f"{skip.path}: {skip.detail}" for skip in (*found.skipped, *unread)]
    if not documents and not faults:
        faults = [f"{', '.join(map(str, common))}: no file to read as a common source"]
    if faults:
        raise InputError("\n".join(f"common source {fault}" for fault in faults[:_SHOWN]))
    folder = Folder()
    return canon_of(documents, [folder.fold(document.text) for document in documents])


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
