"""A result without the names of its documents: paths, titles, authors and groups, wherever they stand.

The texts stay as they are, and with them whatever names stand in the texts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from dedup.judgement.names import names_of
from dedup.model import (
    Cluster,
    Direction,
    Dismissal,
    Document,
    Label,
    Match,
    Notice,
    Pair,
    Result,
    Skipped,
)
from dedup.report.aliases import Aliases
from dedup.report.wording import Wording

_SERIES = re.compile(r"(\bdocuments (?:of the (?:site|group|folder)|by)) .*", re.DOTALL)
"""The end of a reason that names what several documents have in common."""
_NOTHING_KNOWN = "…"
Key = TypeVar("Key")


def anonymised(result: Result, words: Wording) -> Result:
    """The result with "Document 1" and so on in place of names; numbers follow the order of the documents."""
    authors = _numbered((item.author for item in result.documents), words, "alias.author")
    groups = _numbered((item.group for item in result.documents), words, "alias.group")
    documents = [_named(item, words, authors, groups) for item in result.documents]
    rename = partial(_renamed, Aliases(dict(_aliases(result.documents, documents, authors, groups))))
    return replace(
        result,
        settings=_settings(result.settings),
        corpus=replace(result.corpus, roots=(_NOTHING_KNOWN,) * len(result.corpus.roots)),
        documents=tuple(_document(item, rename) for item in documents),
        skipped=tuple(_skipped(item, number, words) for number, item in enumerate(result.skipped, 1)),
        notices=(*(_notice(item, rename) for item in result.notices), _said(words)),
        matches=tuple(_match(item, rename) for item in result.matches),
        pairs=tuple(_pair(item, rename) for item in result.pairs),
        clusters=tuple(_cluster(item, rename) for item in result.clusters),
    )


def _said(words: Wording) -> Notice:
    return Notice("anonymised", words("anonymised"))


def _numbered(names: Iterable[str | None], words: Wording, key: str) -> dict[str, str]:
    found = dict.fromkeys(name for name in names if name)
    return {name: words(key, number=number) for number, name in enumerate(found, 1)}


def _named(item: Document, words: Wording, authors: Mapping[str, str], groups: Mapping[str, str]) -> Document:
    """The digest of the file would tell whoever has the file; that of the text tells no more than the text."""
    return replace(
        item,
        path=f"document-{item.id + 1:04d}.{item.format}",
        title=words("alias.document", number=item.id + 1),
        author=authors.get(item.author or ""),
        group=groups.get(item.group or ""),
        digest=hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _aliases(
    before: Iterable[Document], after: Iterable[Document], authors: Mapping[str, str], groups: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Names and what replaces them; where two documents have one name, it stands for the last."""
    for group, alias in groups.items():
        yield group, alias
    for author, alias in authors.items():
        yield author, alias
        yield from ((name, alias) for pair in names_of(author).items() for name in pair)
    for old, new in zip(before, after, strict=True):
        file = old.path.rpartition("/")[2]
        yield file.rpartition(".")[0], new.path.rpartition(".")[0]
        yield file, new.path
        yield old.title or "", new.title or ""
        yield old.path, new.path


def _renamed(aliases: Aliases, text: str) -> str:
    return aliases(_SERIES.sub(rf"\1 {_NOTHING_KNOWN}", text))


Rename = partial[str]


def _document(item: Document, rename: Rename) -> Document:
    return replace(
        item,
        notices=tuple(_notice(notice, rename) for notice in item.notices),
        zones=tuple(replace(zone, reason=rename(zone.reason)) for zone in item.zones),
    )


def _notice(item: Notice, rename: Rename) -> Notice:
    if item.code in ("unused-manifest-rows", "stale-dismissals"):  # they name files that are no documents of the result
        return replace(item, message=_NOTHING_KNOWN)
    return replace(item, message=rename(item.message))


def _skipped(item: Skipped, number: int, words: Wording) -> Skipped:
    return Skipped(words("alias.file", number=number), item.reason, _NOTHING_KNOWN)


def _match(item: Match, rename: Rename) -> Match:
    return replace(
        item,
        reason=rename(item.reason),
        direction=_direction(item.direction, rename),
        left_label=_label(item.left_label, rename),
        right_label=_label(item.right_label, rename),
        dismissal=_dismissal(item.dismissal),
    )


def _dismissal(item: Dismissal | None) -> Dismissal | None:
    """A note may name anybody."""
    return replace(item, note=_NOTHING_KNOWN) if item and item.note else item


def _label(item: Label, rename: Rename) -> Label:
    return replace(item, reason=rename(item.reason))


def _direction(item: Direction, rename: Rename) -> Direction:
    return replace(item, evidence=tuple(replace(each, detail=rename(each.detail)) for each in item.evidence))


def _pair(item: Pair, rename: Rename) -> Pair:
    return replace(item, direction=_direction(item.direction, rename))


def _cluster(item: Cluster, rename: Rename) -> Cluster:
    return replace(item, lineage=tuple(replace(step, reason=rename(step.reason)) for step in item.lineage))


def _settings(settings: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The settings without lists of texts, such as globs, which name files and folders."""
    return {
        section: {
            key: [_NOTHING_KNOWN] * len(value) if isinstance(value, (list, tuple)) else value
            for key, value in values.items()
        }
        for section, values in settings.items()
    }
