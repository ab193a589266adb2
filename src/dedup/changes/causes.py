"""Why a match is new, changed or gone: the draft, the archive, or the settings.

A draft that changed explains a match only where its passage did not stand in it before (or does not now), which the
texts of the earlier result tell; without them any change of the draft is a possible cause. A document that was in no
match before may have been in the archive all the same: it counts as a cause only where the archive is not the same.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dedup.changes.values import CAUSES, Cause
from dedup.dismissals.keys import folded_passage
from dedup.model import Document, Match, Result, Side
from dedup.text import Folded, Folder

_SECTIONS: Final = ("reading", "fingerprint", "candidates", "alignment", "significance")
"""Settings that matches follow from."""

Said = dict[Cause, str]


class Causes:
    """Two results and what is known of how one became the other; folds each text at most once."""

    def __init__(self, earlier: Result, now: Result, same: dict[int, int], drafts: Collection[int]) -> None:
        self._earlier, self._now = earlier, now
        self._same, self._back = same, {before: after for after, before in same.items()}
        self._drafts = frozenset(drafts)
        archives = earlier.corpus.archive, now.corpus.archive
        self._archive_is_same = bool(archives[0]) and archives[0] == archives[1]
        self._settings = _different(earlier, now)
        self._folder = Folder()
        self._folded: dict[tuple[bool, int], tuple[Folded, str]] = {}

    def of_new(self, match: Match) -> tuple[tuple[Cause, ...], str]:
        """Why a match was not there."""
        said: Said = {}
        certain = False
        for side in (match.left, match.right):
            known = self._stood(side, then=False)
            certain |= self._of_side(said, side.document, known) and side.document in self._drafts
        if not certain:
            self._of_limit(said, match, self._earlier.significance.limit_bits, "was")
        return _told({"draft": said["draft"]} if certain else self._with_rest(said))

    def of_gone(self, before: Match) -> tuple[tuple[Cause, ...], str]:
        """Why a match of the earlier result is there no more."""
        said: Said = {}
        certain = False
        for side in (before.left, before.right):
            number = self._back.get(side.document)
            if number is None:
                path = self._earlier.documents[side.document].path
                if not self._archive_is_same:
                    said["archive"] = f"{path} is gone, or shares nothing any more"
                continue
            certain |= self._of_side(said, number, self._stood(side, then=True)) and number in self._drafts
        if not certain:
            self._of_limit(said, before, self._now.significance.limit_bits, "is")
        return _told({"draft": said["draft"]} if certain else self._with_rest(said))

    def of_changed(self, match: Match, before: Match) -> tuple[tuple[Cause, ...], str]:
        """Why a match says something else than it did."""
        said: Said = {}
        sides = {self._back.get(side.document): side for side in (before.left, before.right)}
        for side in (match.left, match.right):
            stood = self._stood(side, then=False), self._stood(sides.get(side.document, side), then=True)
            self._of_side(said, side.document, all(stood) if None not in stood else None)
        return _told(self._with_rest(said))

    def _of_side(self, said: Said, number: int, stood: bool | None) -> bool:
        """Note what one of the two documents explains; whether it is certain to. ``stood``: the passage is in it both
        then and now, ``None`` where nothing tells.
        """
        document, before = self._now.documents[number], self._same.get(number)
        cause: Cause = "draft" if number in self._drafts else "archive"
        if cause == "archive" and self._archive_is_same:
            return False
        if before is None:
            told = "was not checked then" if cause == "draft" else "was not in the earlier result"
            said[cause] = f"{document.path} {told}"
            return True
        if self._earlier.documents[before].digest == document.digest or stood:
            return False
        said[cause] = f"{document.path} changed"
        return stood is False

    def _of_limit(self, said: Said, match: Match, limit: float, verb: str) -> None:
        if match.bits < limit:
            said["settings"] = f"it is worth {match.bits:.1f} bits, the limit {verb} {limit:.1f}"

    def _with_rest(self, said: Said) -> Said:
        """What was found, and what else is different; where nothing is, the rest of what was compared."""
        if self._settings:
            said.setdefault("settings", self._settings)
        if not said and not self._archive_is_same:
            said["archive"] = "what else is in the archive changed"
        return said or {"draft": "other drafts are checked with it"}

    def _stood(self, side: Side, *, then: bool) -> bool | None:
        """Whether a passage of now (or ``then``) stands in the other version of its text; ``None`` where a text is
        missing, or there is no other version.
        """
        results = (self._now, self._earlier)
        number = (self._back if then else self._same).get(side.document)
        own = results[then].documents[side.document]
        if number is None:
            return None
        other = results[not then].documents[number]
        if own.digest == other.digest:
            return True
        if not own.text or not other.text:
            return None
        passage = folded_passage(self._fold(own, then)[0], side.span)
        return passage in self._fold(other, not then)[1]

    def _fold(self, document: Document, then: bool) -> tuple[Folded, str]:
        """The folded text, with its map and as a string."""
        key = then, document.id
        if key not in self._folded:
            folded = self._folder.fold(document.text)
            self._folded[key] = folded, folded.text()
        return self._folded[key]


def _different(earlier: Result, now: Result) -> str:
    """Which settings that matches follow from are not what they were, and which version; empty where none."""
    names = [
        f"{section}.{key}"
        for section in _SECTIONS
        for key, value in sorted(now.settings.get(section, {}).items())
        if earlier.settings.get(section, {}).get(key, value) != value
    ]
    if earlier.tool.version != now.tool.version:
        names.append(f"version {earlier.tool.version} then, {now.tool.version} now")
    return f"other settings: {', '.join(names)}" if names else ""


def _told(said: Said) -> tuple[tuple[Cause, ...], str]:
    causes = tuple(cause for cause in CAUSES if cause in said)
    return causes, "; ".join(said[cause] for cause in causes)
