"""Series: documents of one site, author, group or folder, which may carry the same furniture and templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dedup.expressions import expression
from dedup.judgement.names import names_of, plain
from dedup.model import Document

SeriesKind = Literal["site", "author", "group", "folder"]
_SEPARATOR: Final = expression(r"\s*[|｜_—–]+\s*|\s+-+\s+|-+(?=[\u3400-\u9fff])")
_LONGEST_TITLE: Final = 300
_LEAST_TITLES: Final = 3


@dataclass(frozen=True, slots=True)
class Series:
    """At least two documents, by their ids, that one source of texts published, and how a reason calls it."""

    kind: SeriesKind
    name: str
    documents: frozenset[int]

    @property
    def phrase(self) -> str:
        """The series after "documents"."""
        if self.kind == "author":
            return f"by {self.name}"
        return f"of the {self.kind} {self.name}" if self.name else "of one folder"


def series_of(documents: Sequence[Document]) -> tuple[Series, ...]:
    """All series, in order of kind: those of a site first, those that only share a folder last.

    A site is what at least three titles begin or end with, set off by a dash, a bar or an underscore (“— 某某网”).
    """
    members: dict[tuple[SeriesKind, str], set[int]] = defaultdict(set)
    for document in documents:
        for key in _keys(document):
            members[key].add(document.id)
    kinds: tuple[SeriesKind, ...] = ("site", "author", "group", "folder")
    return tuple(
        Series(kind, name, frozenset(members[kind, name]))
        for kind, name in sorted(members, key=lambda key: (kinds.index(key[0]), key[1]))
        if len(members[kind, name]) >= (_LEAST_TITLES if kind == "site" else 2)
    )


def _keys(document: Document) -> Iterator[tuple[SeriesKind, str]]:
    for affix in _affixes(document.title or ""):
        yield "site", affix
    for name in names_of(document.author):
        yield "author", name
    if plain(document.group or ""):
        yield "group", plain(document.group or "")
    yield "folder", document.path.rpartition("/")[0]


def _affixes(title: str) -> set[str]:
    """What a title begins and ends with, where a mark sets it off; not a number, nor a single letter."""
    parts = [plain(part) for part in _SEPARATOR.split(title[:_LONGEST_TITLE])]
    ends = {parts[0], parts[-1]} if len(parts) > 1 else set()
    return {part for part in ends if sum(character.isalpha() for character in part) > 1}
